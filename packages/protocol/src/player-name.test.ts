// What a name may do to the screen of the other player: nothing (rule G12).

import fc from "fast-check";
import { expect, test } from "vitest";
import { cleanPlayerName } from "./player-name.ts";

test("G12 names are trimmed", () => {
  expect(cleanPlayerName("  Ann Lee \t\u00a0\n")).toBe("Ann Lee");
});

test.each([
  ["a line break", "An\nn"],
  ["a zero byte", "An\u0000n"],
  ["an escape", "An\u001bn"],
  ["a C1 control", "An\u0085n"],
  ["a right-to-left override", "An\u202en"],
  ["a right-to-left isolate", "An\u2067n"],
  ["a right-to-left mark", "An\u200fn"],
  ["an Arabic letter mark", "An\u061cn"],
  ["a line separator", "An\u2028n"],
  ["a zero-width space", "An\u200bn"],
  ["a byte order mark", "An\ufeffn"],
])("G12 a name loses %s", (_what, name) => {
  expect(cleanPlayerName(name)).toBe("Ann");
});

test("G12 letters of any script, accents and joined emoji stay", () => {
  for (const name of ["Zoë", "Łukasz", "王小明", "علي", "नेहा", "👩‍💻"]) {
    expect(cleanPlayerName(name)).toBe(name);
  }
});

test("G12 names end after 40 characters, and no character is cut in half", () => {
  expect(cleanPlayerName("x".repeat(40))).toBe("x".repeat(40));
  expect(cleanPlayerName("x".repeat(41))).toBe("x".repeat(40));
  expect(cleanPlayerName("😀".repeat(41))).toBe("😀".repeat(40));
  expect(cleanPlayerName(`${"x".repeat(39)} y`)).toBe("x".repeat(39));
});

test("G12 what is removed does not count towards the 40 characters", () => {
  expect(cleanPlayerName("\u202e".repeat(100) + "x".repeat(40))).toBe("x".repeat(40));
});

test.each(["", "   ", "\n\u0000", "\u202e", "\u200b", "\u200d", "\u0301", "\u00ad"])(
  "G12 a name without anything to see becomes Player: %j",
  (name) => {
    expect(cleanPlayerName(name)).toBe("Player");
  },
);

test("G12 half a surrogate pair is replaced, so that every client can encode the name", () => {
  expect(cleanPlayerName("An\ud800n")).toBe("An\ufffdn");
});

test("G12 whatever is given, the name is clean, short, and stays as it is when cleaned again", () => {
  const anyText = fc.uint16Array({ maxLength: 100 }).map((units) => String.fromCharCode(...units));
  const nasty = fc.string({ unit: fc.constantFrom("a", " ", "\u202e", "\u200d", "\u0301", "😀") });
  fc.assert(
    fc.property(fc.oneof(anyText, nasty), (text) => {
      const name = cleanPlayerName(text);
      expect(name).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
      expect(name).toMatch(/[^\s\p{Cf}\p{M}]/u);
      expect(Array.from(name).length).toBeLessThanOrEqual(40);
      expect(name.isWellFormed()).toBe(true);
      expect(cleanPlayerName(name)).toBe(name);
    }),
  );
});
