// The wheel and the interval that turns it: how exact it is, and what is left of it when nothing is set. A wrong slot is a ping
// that never leaves.

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Timed } from "./timer-wheel.ts";
import { NOWHERE } from "./timer-wheel.ts";
import { Timers } from "./timers.ts";

const TURN_MS = 20;
/** One revolution of the wheel. */
const REVOLUTION_MS = 1024 * TURN_MS;

let timers: Timers;

/** Something that notes when it was woken. */
class Sleeper implements Timed {
  dueAt = 0;
  turn = NOWHERE;
  readonly wokenAt: number[] = [];

  wake(now: number): void {
    this.wokenAt.push(now);
  }
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  timers = new Timers(Date.now);
});

afterEach(() => {
  vi.useRealTimers();
});

test("what is set is woken once, never early and at most a turn late", () => {
  const delays = [0, 1, 19, 20, 21, 2_000, REVOLUTION_MS - 1, REVOLUTION_MS + 1, 90_000];
  const sleepers = delays.map((ms) => {
    const sleeper = new Sleeper();
    timers.set(sleeper, Date.now() + ms);
    return sleeper;
  });
  vi.advanceTimersByTime(200_000);
  for (const { wokenAt, dueAt } of sleepers) {
    expect(wokenAt).toHaveLength(1);
    expect(wokenAt[0]).toBeGreaterThanOrEqual(dueAt);
    expect(wokenAt[0]).toBeLessThanOrEqual(dueAt + TURN_MS);
  }
});

test("what is set anew, sooner or later, is woken then and only then", () => {
  const [sooner, later] = [new Sleeper(), new Sleeper()];
  timers.set(sooner, Date.now() + 50_000);
  timers.set(later, Date.now() + 1_000);
  vi.advanceTimersByTime(500);
  timers.set(sooner, Date.now() + 1_000);
  timers.set(later, Date.now() + 50_000);
  vi.advanceTimersByTime(100_000);
  const late = [sooner, later].map(({ wokenAt, dueAt }) => wokenAt.map((at) => at - dueAt));
  expect(late).toEqual([[expect.any(Number)], [expect.any(Number)]]);
  for (const ms of late.flat()) expect(ms).toBeLessThanOrEqual(TURN_MS);
});

test("one interval runs while anything is set, and ends at once with the last that is cleared", () => {
  const sleepers = [new Sleeper(), new Sleeper()];
  for (const sleeper of sleepers) timers.set(sleeper, Date.now() + 1_000);
  expect(vi.getTimerCount()).toBe(1);
  for (const sleeper of sleepers) timers.clear(sleeper);
  expect([timers.size, vi.getTimerCount()]).toEqual([0, 0]);
  vi.advanceTimersByTime(10_000);
  timers.set(sleepers[0] as Sleeper, Date.now() + 1_000);
  vi.advanceTimersByTime(1_000 + TURN_MS);
  expect(sleepers.map(({ wokenAt }) => wokenAt.length)).toEqual([1, 0]);
  expect(vi.getTimerCount()).toBe(0);
});
