// The wait before another attempt, for every attempt and every throw of the dice.

import { expect, test } from "vitest";
import { backoffDelay, DEFAULT_BACKOFF } from "./backoff.ts";

const bounds = { minMs: 100, maxMs: 1_000 };
const middles = (attempts: readonly number[]) =>
  attempts.map((attempt) => backoffDelay(bounds, attempt, 0.5));

test("the wait doubles with each attempt that fails, up to the upper bound", () => {
  expect(middles([1, 2, 3, 4, 5, 6])).toEqual([100, 200, 400, 800, 1_000, 1_000]);
});

test("chance spreads it over half to one and a half times its middle", () => {
  expect(backoffDelay(bounds, 2, 0)).toBe(100);
  expect(backoffDelay(bounds, 2, 0.999_999)).toBe(300);
  expect(backoffDelay(bounds, 9, 0)).toBe(500);
});

test("after any number of attempts it is a time that a timer can wait", () => {
  expect(middles([31, 32, 1_100, Number.MAX_SAFE_INTEGER])).toEqual([1_000, 1_000, 1_000, 1_000]);
  expect(backoffDelay({ minMs: 0, maxMs: 1_000 }, 1_100, 0.5)).toBe(0);
});

test("by default the first attempt comes within half a second, and none later than 12 s", () => {
  expect(backoffDelay(DEFAULT_BACKOFF, 1, 1)).toBeLessThanOrEqual(500);
  expect(backoffDelay(DEFAULT_BACKOFF, 1_000, 1)).toBeLessThanOrEqual(12_000);
});

test("5.18 a wait is never longer than a timer can wait", () => {
  const endless = { minMs: 300, maxMs: Number.POSITIVE_INFINITY };
  for (const attempt of [1, 20, 24, 30, 1_000]) {
    expect(backoffDelay(endless, attempt, 0.999)).toBeLessThan(2 ** 31);
  }
  const longest = { minMs: 2 ** 31, maxMs: Number.MAX_VALUE };
  expect(backoffDelay(longest, 1_000, 0.5)).toBe(2 ** 31 - 1);
});
