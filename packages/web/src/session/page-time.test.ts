// Where the page's clock goes on after a reload, whatever became of the computer's meanwhile.

import { expect, test } from "vitest";
import { MAX_GAP_MS, pageTime, resumedAt } from "./page-time.ts";

const HOUR = 3_600_000;
const DAY = 1_800_000_000_000;
const stamp = { at: 1_000_000, day: DAY, browser: DAY + 400 };

/** What the two clocks of the computer say now, each so much after the stamp. */
const later = (day: number, browser = day) => ({
  day: stamp.day + day,
  browser: stamp.browser + browser,
});

test.each([
  ["a reload", later(2_000), 2_000],
  ["one in no time", later(0), 0],
  ["the time of day was set an hour ahead", later(HOUR + 2_000, 2_000), 2_000],
  ["and ten minutes back", later(2_000 - 600_000, 2_000), 0],
  ["both were set back", later(-HOUR), 0],
  ["both were set ahead", later(HOUR), MAX_GAP_MS],
  [
    "the browser was started anew, with a clock that had stood still in sleep",
    later(9_000, HOUR),
    9_000,
  ],
])("5.20 %s", (_, clocks, gap) => {
  expect(resumedAt(stamp, clocks)).toBe(stamp.at + gap);
});

test.each([undefined, null, 7, "7", {}, { at: 1, day: 2 }, { at: 1, day: "2", browser: 3 }])(
  "5.20 %j is nothing to go on from",
  (kept) => expect(resumedAt(kept, later(0))).toBe(DAY),
);

test("5.20 it goes on, in whole milliseconds", () => {
  const first = pageTime();
  expect(pageTime()).toBeGreaterThanOrEqual(first);
  expect(Number.isInteger(first)).toBe(true);
});
