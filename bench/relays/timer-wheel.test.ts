// The floor's one timer: were it wrong, the floor would be no floor.

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { TimerWheel } from "./timer-wheel.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function wheel() {
  const woken: [name: string, at: number][] = [];
  const start = performance.now();
  const timers = new TimerWheel<{ name: string; slot: number }>(({ name }, now) =>
    woken.push([name, now - start]),
  );
  const entry = (name: string) => ({ name, slot: -1 });
  const after = (ms: number) => start + ms;
  return { woken, timers, entry, after };
}

test("each is woken once, in its slot, not before its time, also after a whole turn of the ring", () => {
  const { woken, timers, entry, after } = wheel();
  timers.wakeAt(entry("late"), after(19_900));
  timers.wakeAt(entry("soon"), after(50));
  vi.advanceTimersByTime(60_000);
  expect(woken.map(([name]) => name)).toEqual(["soon", "late"]);
  for (const [index, due] of [50, 19_900].entries()) {
    expect(woken[index]?.[1]).toBeGreaterThanOrEqual(due);
    expect(woken[index]?.[1]).toBeLessThanOrEqual(due + 40);
  }
});

test("an earlier time replaces a later one, and a later one replaces nothing", () => {
  const { woken, timers, entry, after } = wheel();
  const ping = entry("ping");
  timers.wakeAt(ping, after(6_000));
  timers.wakeAt(ping, after(2_000));
  timers.wakeAt(ping, after(9_000));
  vi.advanceTimersByTime(2_100);
  expect(woken).toHaveLength(1);
  timers.wakeAt(ping, after(5_000));
  vi.advanceTimersByTime(10_000);
  expect(woken).toHaveLength(2);
});

test("what is due already is woken at the next turn", () => {
  const { woken, timers, entry, after } = wheel();
  vi.advanceTimersByTime(1_000);
  timers.wakeAt(entry("overdue"), after(100));
  vi.advanceTimersByTime(40);
  expect(woken).toHaveLength(1);
});
