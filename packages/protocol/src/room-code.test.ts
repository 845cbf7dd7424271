// Room codes: what may stand in one, how they are drawn, and what a person may type (rules G2, G3).

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { drawRoomCode, parseRoomCode, ROOM_CODE_ALPHABET } from "./room-code.ts";

const FORM = /^[A-HJKMNP-Z2-9]{2}(-[A-HJKMNP-Z2-9]{2}){2}$/;

/** A source of numbers that gives these, one after the other, and then zeros. */
function giving(...numbers: number[]): (limit: number) => number {
  return () => numbers.shift() ?? 0;
}

const anyCode = fc
  .array(fc.nat(ROOM_CODE_ALPHABET.length - 1), { minLength: 6, maxLength: 6 })
  .map((numbers) => drawRoomCode(giving(...numbers)));

describe("the alphabet", () => {
  test("G2 has 31 different characters from A–Z and 2–9", () => {
    expect(new Set(ROOM_CODE_ALPHABET).size).toBe(31);
    expect(ROOM_CODE_ALPHABET).toMatch(/^[A-Z2-9]{31}$/);
  });

  test.each([..."0O1IL"])("G2 does not have the look-alike %s", (character) => {
    expect(ROOM_CODE_ALPHABET).not.toContain(character);
  });
});

describe("drawing", () => {
  test("G2 a code is six characters in the form XX-XX-XX", () => {
    expect(drawRoomCode(giving(0, 1, 2, 28, 29, 30))).toBe("AB-C7-89");
    fc.assert(fc.property(anyCode, (code) => FORM.test(code)));
  });

  test("G2 asks the random source six times, each time for all 31 characters", () => {
    const limits: number[] = [];
    drawRoomCode((limit) => {
      limits.push(limit);
      return 0;
    });
    expect(limits).toEqual([31, 31, 31, 31, 31, 31]);
  });

  test.each([0, 1, 2, 3, 4, 5])("G2 place %i takes every character equally", (place) => {
    const drawn = Array.from(ROOM_CODE_ALPHABET, (_, number) => {
      const numbers = [0, 0, 0, 0, 0, 0];
      numbers[place] = number;
      return drawRoomCode(giving(...numbers))
        .replaceAll("-", "")
        .charAt(place);
    });
    expect(drawn.join("")).toBe(ROOM_CODE_ALPHABET);
  });
});

describe("reading", () => {
  const separators = fc.constantFrom(
    "",
    "",
    "-",
    " ",
    "–",
    "—",
    " - ",
    "\t",
    "\n",
    "\u00a0",
    "_",
    ".",
  );
  const manners = fc.array(fc.record({ lower: fc.boolean(), before: separators }), {
    minLength: 6,
    maxLength: 6,
  });

  test("G3 a code is accepted in any case, with dashes and spaces anywhere or nowhere", () => {
    fc.assert(
      fc.property(anyCode, manners, separators, (code, typing, end) => {
        const characters = code.replaceAll("-", "");
        const typed = typing.map(({ lower, before }, place) => {
          const character = characters.charAt(place);
          return before + (lower ? character.toLowerCase() : character);
        });
        expect(parseRoomCode(typed.join("") + end)).toBe(code);
      }),
    );
  });

  test.each([
    ["full-width characters", "ＡＢ－ＣＤ－２３"],
    ["full-width small letters and ideographic spaces", "ａｂ　ｃｄ　２３"],
    ["the dash of a Japanese keyboard", "ＡＢーＣＤｰ23"],
    ["a minus sign and a hyphen bullet", "AB\u2212CD\u204323"],
    ["zero-width spaces and joiners", "A\u200bB\u200c-\u200dC\u2060D-23"],
    ["a byte order mark and a soft hyphen", "\ufeffAB-CD\u00ad-23"],
    ["marks of direction", "\u202aAB\u200e-CD-\u206623\u2069\u202c"],
    ["a variation selector and a filler", "AB\ufe0f-CD\u3164-23"],
    ["bold mathematical letters", "𝐀𝐁-𝐂𝐃-𝟐𝟑"],
    ["quotes and an emoji around it", "“AB-CD-23” ♟️"],
  ])("5.15 G3 a code is read with %s", (_what, typed) => {
    expect(parseRoomCode(typed)).toBe("AB-CD-23");
  });

  test.each([
    ["nothing", ""],
    ["only dashes", "--"],
    ["five characters", "AB-CD-E"],
    ["seven characters", "AB-CD-EFG"],
    ["a zero", "AB-CD-E0"],
    ["the letter O", "AB-CD-EO"],
    ["a one", "AB-CD-E1"],
    ["the letter I", "ab-cd-ei"],
    ["the letter L", "ab-cd-el"],
    ["a foreign letter", "AB-CD-EÉ"],
    ["an emoji", "AB-CD-♟️"],
    ["a letter in a circle among seven", "ⒶAB-CD-EF"],
  ])("G6 is no code: %s", (_what, typed) => {
    expect(parseRoomCode(typed)).toBeUndefined();
  });

  test("G6 whatever the text, the result is a code or nothing", () => {
    fc.assert(
      fc.property(fc.uint16Array(), (units) => {
        const code = parseRoomCode(String.fromCharCode(...units));
        return code === undefined || FORM.test(code);
      }),
    );
  });
});
