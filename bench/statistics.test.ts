// The arithmetic that every number in the bench's table goes through.

import { expect, test } from "vitest";
import { percentile, Samples, spread } from "./statistics.ts";

test("a percentile is the nearest rank: a sample that was seen, never one in between", () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
  expect(percentile(hundred, 0.5)).toBe(50);
  expect(percentile(hundred, 0.99)).toBe(99);
  expect(percentile(hundred, 0.999)).toBe(100);
  expect(percentile(hundred, 0)).toBe(1);
  expect(percentile([7], 0.999)).toBe(7);
  expect(percentile([], 0.5)).toBeUndefined();
});

test("the median of an odd number of runs is the one in the middle, of an even number the mean of two", () => {
  expect(spread([9, 1, 5])).toEqual({ median: 5, min: 1, max: 9 });
  expect(spread([9, 1, 5, 6])).toEqual({ median: 5.5, min: 1, max: 9 });
  expect(spread([10])).toEqual({ median: 10, min: 10, max: 10 });
  expect(spread([])).toBeUndefined();
});

test("samples are sorted as numbers and grow past their first room", () => {
  const samples = new Samples();
  for (let value = 3000; value > 0; value -= 1) samples.add(value);
  expect(samples.count).toBe(3000);
  expect(samples.percentiles(0.5, 0.99, 1)).toEqual([1500, 2970, 3000]);
  samples.clear();
  expect(samples.percentiles(0.5)).toEqual([undefined]);
});
