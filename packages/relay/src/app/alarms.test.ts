// One timer per room in which a grace runs (rule P2): when it rings, and when it must not.

import { drawRoomCode } from "@en-parlant/protocol";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Alarms } from "./alarms.ts";
import { createAlarms } from "./alarms.ts";

const room = drawRoomCode(() => 0);
const other = drawRoomCode(() => 1);
const START = 1_000_000;

let rung: string[];
let alarms: Alarms;

beforeEach(() => {
  vi.useFakeTimers({ now: START });
  rung = [];
  alarms = createAlarms(Date.now, (code) => rung.push(code));
});

afterEach(() => {
  vi.useRealTimers();
});

test("P2 rings when the time has come, not before, and once", () => {
  alarms.set(room, START + 90_000);
  vi.advanceTimersByTime(89_999);
  expect(rung).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(rung).toEqual([room]);
  vi.advanceTimersByTime(1_000_000);
  expect(rung).toEqual([room]);
});

test("P2 a time that is already over rings at once, but not within the call", () => {
  alarms.set(room, START - 5_000);
  expect(rung).toEqual([]);
  vi.advanceTimersByTime(0);
  expect(rung).toEqual([room]);
});

test("P1 no time clears the alarm", () => {
  alarms.set(room, START + 1_000);
  alarms.set(room, undefined);
  expect(vi.getTimerCount()).toBe(0);
  vi.runAllTimers();
  expect(rung).toEqual([]);
});

test("a new time replaces the old one, later or earlier", () => {
  alarms.set(room, START + 1_000);
  alarms.set(room, START + 3_000);
  vi.advanceTimersByTime(2_999);
  expect(rung).toEqual([]);
  alarms.set(room, START + 2_999.5);
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(1);
  expect(rung).toEqual([room]);
});

test("the same time again costs no new timer", () => {
  alarms.set(room, START + 1_000);
  const timers = vi.spyOn(globalThis, "setTimeout");
  for (let i = 0; i < 10; i += 1) alarms.set(room, START + 1_000);
  expect(timers).not.toHaveBeenCalled();
  timers.mockRestore();
  vi.advanceTimersByTime(1_000);
  expect(rung).toEqual([room]);
});

test("rooms ring apart", () => {
  alarms.set(room, START + 2_000);
  alarms.set(other, START + 1_000);
  alarms.set(room, undefined);
  vi.runAllTimers();
  expect(rung).toEqual([other]);
});

test("the same time can be set again once it has rung, for a timer that came too early", () => {
  alarms.set(room, START + 1_000);
  vi.advanceTimersByTime(1_000);
  alarms.set(room, START + 1_000);
  vi.advanceTimersByTime(0);
  expect(rung).toEqual([room, room]);
});

test("who is rung may set the next time from within", () => {
  const chained = createAlarms(Date.now, (code) => {
    rung.push(code);
    if (rung.length < 3) chained.set(code, Date.now() + 1_000);
  });
  chained.set(room, START);
  vi.runAllTimers();
  expect(rung).toEqual([room, room, room]);
  expect(Date.now()).toBe(START + 2_000);
});

test("after clear nothing rings and no timer keeps the process alive", () => {
  alarms.set(room, START + 1_000);
  alarms.set(other, START + 2_000);
  alarms.clear();
  expect(vi.getTimerCount()).toBe(0);
  alarms.set(room, START + 1_000);
  vi.runAllTimers();
  expect(rung).toEqual([room]);
});
