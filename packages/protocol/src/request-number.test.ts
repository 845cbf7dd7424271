// The number of a game event, taken out of its payload.

import { expect, test } from "vitest";
import { takeRequestNumber } from "./request-number.ts";

test("N1 the number is taken out of the payload and does not reach the opponent", () => {
  expect(takeRequestNumber([{ uci: "e2e4", n: 7 }])).toEqual({
    args: [{ uci: "e2e4" }],
    number: 7,
  });
  expect(takeRequestNumber([{ n: 1 }])).toEqual({ args: [{}], number: 1 });
});

test.each([[[]], [["e2e4", 1000]], [[{ uci: "e2e4" }]], [[undefined]], [[[{ n: 1 }]]]])(
  "N3 arguments without a number stay as they are: %j",
  (args) => {
    expect(takeRequestNumber(args)).toEqual({ args, number: undefined });
  },
);

test.each([0, -1, 1.5, 2 ** 53, "7", null, {}, Number.NaN])("E1 %j is no number", (n) => {
  expect(takeRequestNumber([{ n }])).toBeUndefined();
});

test("N3 an inherited number is none", () => {
  const payload = JSON.parse('{"__proto__": {"n": 7}}');
  expect(takeRequestNumber([payload])?.number).toBeUndefined();
});
