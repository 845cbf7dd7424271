// The arithmetic of a rate: what passes at once, what passes later, and clocks that jump (design, section 7).

import fc from "fast-check";
import { expect, test } from "vitest";
import { fullBucket, take, tokensIn } from "./token-bucket.ts";

const rate = { perSecond: 2, burst: 4 };

/** How many of `tries` pass at that moment. */
function passing(bucket: ReturnType<typeof fullBucket>, now: number, tries = 10): number {
  return Array.from({ length: tries }).filter(() => take(bucket, rate, now)).length;
}

test("a burst passes at once, and not one more", () => {
  expect(passing(fullBucket(rate, 0), 0)).toBe(4);
});

test("an empty bucket fills at its rate", () => {
  const bucket = fullBucket(rate, 0);
  passing(bucket, 0);
  expect(passing(bucket, 499)).toBe(0);
  expect(passing(bucket, 500)).toBe(1);
  expect(passing(bucket, 1_500)).toBe(2);
});

test("what is refused costs nothing", () => {
  const bucket = fullBucket(rate, 0);
  passing(bucket, 0);
  for (let now = 0; now < 500; now += 10) expect(take(bucket, rate, now)).toBe(false);
  expect(take(bucket, rate, 500)).toBe(true);
});

test("a long silence saves up one burst and no more", () => {
  const bucket = fullBucket(rate, 0);
  passing(bucket, 0);
  expect(passing(bucket, 3_600_000)).toBe(4);
});

test("looking does not take", () => {
  const bucket = fullBucket(rate, 0);
  passing(bucket, 0, 3);
  expect(tokensIn(bucket, rate, 500)).toBe(2);
  expect(tokensIn(bucket, rate, 500)).toBe(2);
  expect(bucket).toEqual({ tokens: 1, at: 0 });
});

test("a clock set back an hour neither fills nor blocks", () => {
  const bucket = fullBucket(rate, 3_600_000);
  passing(bucket, 3_600_000, 3);
  expect(tokensIn(bucket, rate, 0)).toBe(1);
  expect(passing(bucket, 0)).toBe(1);
  expect(passing(bucket, 500)).toBe(1);
});

test("over any stretch of time no more passes than the burst and what was gained", () => {
  const pauses = fc.array(fc.nat(3_000), { maxLength: 50 });
  fc.assert(
    fc.property(pauses, (waits) => {
      const bucket = fullBucket(rate, 0);
      let now = 0;
      let passed = 0;
      for (const wait of waits) {
        now += wait;
        if (take(bucket, rate, now)) passed += 1;
      }
      expect(passed).toBeLessThanOrEqual(rate.burst + (now / 1000) * rate.perSecond);
    }),
  );
});
