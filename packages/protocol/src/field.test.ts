// Each kind of value a payload may hold: what passes, and what is refused (rules E1, E4, G5).

import { describe, expect, test } from "vitest";
import type { Field } from "./field.ts";
import {
  color,
  count,
  flag,
  isPlainObject,
  jsonObject,
  milliseconds,
  oneOf,
  optional,
  playerName,
  text,
} from "./field.ts";

interface Kind {
  readonly field: Field<unknown>;
  readonly good: readonly unknown[];
  readonly bad: readonly unknown[];
}

const kinds: Record<string, Kind> = {
  text: { field: text(4), good: ["a", "abcd", " "], bad: ["", "abcde", 1, true, {}, ["a"]] },
  milliseconds: {
    field: milliseconds,
    good: [0, 300_000, 12.5, -40],
    bad: [Number.NaN, Number.POSITIVE_INFINITY, "300", true, [1], {}],
  },
  count: {
    field: count,
    good: [0, 1, Number.MAX_SAFE_INTEGER],
    bad: [-1, 1.5, Number.MAX_SAFE_INTEGER + 1, Number.NaN, "1", false, {}],
  },
  flag: { field: flag, good: [true, false], bad: [0, 1, "true", "", {}] },
  color: { field: color, good: ["white", "black"], bad: ["White", "w", "", 0, ["white"], {}] },
  "one of": { field: oneOf("a", "b"), good: ["a", "b"], bad: ["c", "ab", "toString", 0] },
};

describe.each(Object.entries(kinds))("%s", (_name, { field, good, bad }) => {
  test.each(good.map((value) => [value]))("passes %j as it is", (value) => {
    expect(field.read(value)).toBe(value);
  });

  test.each(bad.map((value) => [value]))("E1 refuses %j", (value) => {
    expect(field.read(value)).toBeUndefined();
  });
});

test("E1 a field says what it expects in words that complete “must be”", () => {
  expect(text(16).expects).toBe("a text of 1 to 16 characters");
  expect(color.expects).toBe('"white" or "black"');
  expect(jsonObject(99).expects).toBe("a JSON object of at most 99 characters and 8 levels");
});

test("G12 a name is cleaned as it is read, and any text is one", () => {
  expect(playerName.read(" Ann\n")).toBe("Ann");
  expect(playerName.read("")).toBe("Player");
  for (const value of [1, true, {}, ["Ann"]]) expect(playerName.read(value)).toBeUndefined();
});

test("an optional field reads like the field it is made of", () => {
  const clock = optional(milliseconds);
  expect(clock).toMatchObject({ optional: true, expects: milliseconds.expects });
  expect(clock.read(1)).toBe(1);
  expect(clock.read("1")).toBeUndefined();
  expect(milliseconds).not.toHaveProperty("optional");
});

describe("JSON object", () => {
  const small = jsonObject(1024);
  const nested = (levels: number, inmost: unknown): unknown =>
    levels === 0 ? inmost : { a: nested(levels - 1, inmost) };

  test("G5 a JSON object is copied, equal in every part", () => {
    const value = { s: "x", n: 1.5, b: false, z: null, l: [1, ["a"], {}], o: { deep: [{}] } };
    const copy = small.read(value);
    expect(copy).toEqual(value);
    expect(copy).not.toBe(value);
    expect(copy?.l).not.toBe(value.l);
  });

  test.each([
    ["an array", []],
    ["a text", "{}"],
    ["a number", 1],
    ["binary", Buffer.from("x")],
    ["an ArrayBuffer", new ArrayBuffer(1)],
    ["a date", new Date(0)],
    ["a map", new Map()],
    ["binary inside", { a: Buffer.from("x") }],
    ["binary inside a list", { a: [new Uint8Array(1)] }],
    ["a number that is none", { a: Number.NaN }],
    ["an infinite number", { a: [Number.POSITIVE_INFINITY] }],
    ["a function", { a: () => 1 }],
    ["a bigint", { a: 1n }],
    ["undefined in a list", { a: [undefined] }],
  ])("E1 refuses %s", (_what, value) => {
    expect(small.read(value)).toBeUndefined();
  });

  test("E1 goes 8 levels deep, and no deeper", () => {
    expect(small.read(nested(8, 1))).toEqual(nested(8, 1));
    expect(small.read(nested(9, 1))).toBeUndefined();
    expect(small.read(nested(8, []))).toBeUndefined();
    expect(small.read({ a: JSON.parse("[".repeat(7) + "]".repeat(7)) })).toBeDefined();
    expect(small.read({ a: JSON.parse("[".repeat(8) + "]".repeat(8)) })).toBeUndefined();
  });

  test("E1 counts the characters of its JSON text", () => {
    const value = { a: "12\n" };
    expect(JSON.stringify(value)).toHaveLength(12);
    expect(jsonObject(12).read(value)).toEqual(value);
    expect(jsonObject(11).read(value)).toBeUndefined();
  });

  test("E4 keys that reach for the prototype are removed, at every level", () => {
    const hostile =
      '{"__proto__":{"x":1},"constructor":1,"prototype":2,"a":[{"__proto__":{}}],"b":1}';
    const copy = small.read(JSON.parse(hostile));
    expect(JSON.stringify(copy)).toBe('{"a":[{}],"b":1}');
    expect(copy).not.toHaveProperty("x");
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
  });
});

test("a plain object is what JSON makes, and nothing else", () => {
  expect(isPlainObject({})).toBe(true);
  for (const value of [null, undefined, [], "x", 1, new Date(0), Buffer.alloc(1), () => 1]) {
    expect(isPlainObject(value)).toBe(false);
  }
});
