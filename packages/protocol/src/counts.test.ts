// The higher of two pairs of numbers, side by side (rule N6).

import { expect, test } from "vitest";
import { highestCounts, NO_COUNTS } from "./counts.ts";

test("N6 the higher number of each side counts", () => {
  expect(highestCounts({ white: 3, black: 1 }, { white: 2, black: 5 })).toEqual({
    white: 3,
    black: 5,
  });
});

test("N6 where one pair has both, it is used as it is", () => {
  const high = { white: 3, black: 5 };
  expect(highestCounts(high, NO_COUNTS)).toBe(high);
  expect(highestCounts(NO_COUNTS, high)).toBe(high);
});
