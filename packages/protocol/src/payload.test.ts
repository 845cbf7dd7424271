// How arguments become a payload: by name, by place, and what is ignored on the way (rules E1, F6).

import { describe, expect, test } from "vitest";
import { color, jsonObject, milliseconds, optional, text } from "./field.ts";
import { anyObject, fields, nothing } from "./payload.ts";

const move = fields({
  uci: text(16),
  white: optional(milliseconds),
  black: optional(milliseconds),
});

const read = (value: unknown, ignored = 0) => ({ ok: true, value, ignored });
const refused = (field: string, expects: string) => ({ ok: false, field, expects });

describe("by name", () => {
  test("the listed fields are read", () => {
    const value = { uci: "e2e4", white: 1, black: 2 };
    expect(move.read([value])).toEqual(read(value));
  });

  test("F1 an absent clock stays absent; null and undefined count as absent", () => {
    expect(move.read([{ uci: "e2e4" }])).toEqual(read({ uci: "e2e4" }));
    const reading = move.read([{ uci: "e2e4", white: null, black: undefined }]);
    expect(reading).toStrictEqual(read({ uci: "e2e4" }));
  });

  test("F6 unknown fields and further arguments are ignored, not passed on, and counted", () => {
    expect(move.read([{ uci: "e2e4", x: 1, y: null }, 7])).toStrictEqual(read({ uci: "e2e4" }, 3));
  });

  test("F6 a null in a listed field is not an unknown field", () => {
    expect(move.read([{ uci: "e2e4", white: null, extra: 1 }])).toStrictEqual(
      read({ uci: "e2e4" }, 1),
    );
  });

  test("E1 a missing, null or wrong field is named, with what it must be", () => {
    const expects = "a text of 1 to 16 characters";
    expect(move.read([{}])).toEqual(refused("uci", expects));
    expect(move.read([{ uci: null }])).toEqual(refused("uci", expects));
    expect(move.read([{ uci: 5 }])).toEqual(refused("uci", expects));
    expect(move.read([{ uci: "e2e4", black: "soon" }])).toEqual(
      refused("black", "a number of milliseconds"),
    );
  });

  test("E4 fields are looked for on the object itself, never on its prototype", () => {
    const sneaky = fields({ constructor: optional(jsonObject(99)), toString: optional(text(9)) });
    expect(sneaky.read([{}])).toStrictEqual(read({}));
    expect(fields({ color }).read([JSON.parse('{"__proto__":{"color":"white"}}')])).toMatchObject({
      ok: false,
      field: "color",
    });
  });
});

describe("by place", () => {
  test("the fields are read in the order of the table", () => {
    expect(move.read(["e2e4", 1, 2])).toEqual(read({ uci: "e2e4", white: 1, black: 2 }));
  });

  test("F1 trailing and null places are absent", () => {
    expect(move.read(["e2e4"])).toStrictEqual(read({ uci: "e2e4" }));
    expect(move.read(["e2e4", null, 2])).toStrictEqual(read({ uci: "e2e4", black: 2 }));
  });

  test("F6 further arguments are ignored and counted", () => {
    expect(move.read(["e2e4", 1, 2, 3, "x"])).toMatchObject({ ok: true, ignored: 2 });
  });

  test.each([
    ["no arguments", []],
    ["null", [null]],
    ["an array", [["e2e4"]]],
    ["binary", [Buffer.from("e2e4")]],
    ["a number", [5]],
  ])("E1 is refused by the first field: %s", (_what, args) => {
    expect(move.read(args)).toMatchObject({ ok: false, field: "uci" });
  });

  test("E1 a wrong value in a later place is refused by its field", () => {
    expect(move.read(["e2e4", 1, "soon"])).toMatchObject({ ok: false, field: "black" });
  });
});

describe("no payload", () => {
  test("F6 whatever comes is ignored and counted", () => {
    expect(nothing.read([])).toEqual(read({}));
    expect(nothing.read([{ a: 1 }, 2])).toEqual(read({}, 2));
  });
});

describe("any object", () => {
  const extras = anyObject(20);

  test("F4 nothing, null or undefined is an empty object", () => {
    for (const args of [[], [null], [undefined]]) expect(extras.read(args)).toEqual(read({}));
  });

  test("F4 one small JSON object is passed on; further arguments are counted", () => {
    expect(extras.read([{ swap: true }, 1, 2])).toEqual(read({ swap: true }, 2));
  });

  test.each([[["x"]], ["swap"], [5], [Buffer.from("x")], [{ long: "x".repeat(20) }]])(
    "E1 anything else is refused as a whole: %j",
    (value) => {
      expect(extras.read([value])).toEqual(
        refused("payload", "a JSON object of at most 20 characters and 8 levels"),
      );
    },
  );

  test("E4 keys that reach for the prototype are not passed on", () => {
    const reading = extras.read([JSON.parse('{"a":1,"__proto__":{}}')]);
    expect(JSON.stringify(reading)).toBe(JSON.stringify(read({ a: 1 })));
  });
});
