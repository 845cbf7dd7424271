// When a room's grace or wait is over (rules P2, F8): when its alarm rings, when it must not, and what is left of it. On the
// real wheel, by the fake clock.

import { queryObjects } from "node:v8";
import { Timers } from "@en-parlant/engine";
import { drawRoomCode } from "@en-parlant/protocol";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Alarms } from "./alarms.ts";
import { Alarm, createAlarms } from "./alarms.ts";

const room = drawRoomCode(() => 0);
const other = drawRoomCode(() => 1);
const START = 1_000_000;
/** How late an alarm may ring. */
const TURN_MS = 20;

let rung: string[];
let timers: Timers;
let alarms: Alarms;

beforeEach(() => {
  vi.useFakeTimers({ now: START });
  rung = [];
  timers = new Timers(Date.now);
  alarms = createAlarms(timers, (code) => rung.push(code));
});

afterEach(() => {
  vi.useRealTimers();
});

test.each([0, 1, 7, 19])("P2 rings when the time has come, not before, and once (%s)", (phase) => {
  const due = START + 90_000 + phase;
  alarms.set(room, due);
  vi.advanceTimersByTime(90_000 + phase - 1);
  expect(rung).toEqual([]);
  vi.advanceTimersByTime(1 + TURN_MS);
  expect(rung).toEqual([room]);
  vi.advanceTimersByTime(1_000_000);
  expect(rung).toEqual([room]);
});

test("P2 whoever is rung finds that the time has come, by whatever clock", () => {
  const late: number[] = [];
  const exact = createAlarms(timers, () => late.push(timers.now() - due, Date.now() - due));
  const due = START + 1_001.5;
  exact.set(room, due);
  vi.advanceTimersByTime(1_001.5 + TURN_MS);
  expect(late).toHaveLength(2);
  expect(Math.min(...late)).toBeGreaterThanOrEqual(0);
});

test("P2 a time that is already over rings with the next turn, but not within the call", () => {
  alarms.set(room, START - 5_000);
  expect(rung).toEqual([]);
  vi.advanceTimersByTime(TURN_MS);
  expect(rung).toEqual([room]);
});

test("P1 no time clears the alarm, and nothing is left that keeps the process", () => {
  alarms.set(room, START + 1_000);
  alarms.set(room, undefined);
  expect([timers.size, vi.getTimerCount()]).toEqual([0, 0]);
  vi.advanceTimersByTime(10_000);
  expect(rung).toEqual([]);
});

test("a new time replaces the old one, later or earlier", () => {
  alarms.set(room, START + 1_000);
  alarms.set(room, START + 3_000);
  vi.advanceTimersByTime(2_500);
  expect(rung).toEqual([]);
  alarms.set(room, START + 2_600);
  expect(timers.size).toBe(1);
  vi.advanceTimersByTime(100 + TURN_MS);
  expect(rung).toEqual([room]);
  vi.advanceTimersByTime(10_000);
  expect(rung).toEqual([room]);
});

test("all rooms share one timer of the runtime, which ends with the last of them", () => {
  for (const code of [room, other]) alarms.set(code, START + 1_000);
  for (let i = 0; i < 10; i += 1) alarms.set(room, START + 1_000);
  expect([timers.size, vi.getTimerCount()]).toEqual([2, 1]);
  vi.advanceTimersByTime(1_000 + TURN_MS);
  expect(rung).toEqual([room, other]);
  expect([timers.size, vi.getTimerCount()]).toEqual([0, 0]);
});

test("rooms ring apart", () => {
  alarms.set(room, START + 2_000);
  alarms.set(other, START + 1_000);
  alarms.set(room, undefined);
  vi.advanceTimersByTime(10_000);
  expect(rung).toEqual([other]);
});

test("the same time can be set again once it has rung", () => {
  alarms.set(room, START + 1_000);
  vi.advanceTimersByTime(1_000 + TURN_MS);
  alarms.set(room, START + 1_000);
  vi.advanceTimersByTime(TURN_MS);
  expect(rung).toEqual([room, room]);
});

test("who is rung may set the next time from within", () => {
  const chained = createAlarms(timers, (code) => {
    rung.push(code);
    if (rung.length < 3) chained.set(code, Date.now() + 1_000);
  });
  chained.set(room, START);
  vi.advanceTimersByTime(2_000 + 3 * TURN_MS);
  expect(rung).toEqual([room, room, room]);
  expect(vi.getTimerCount()).toBe(0);
});

test("who is rung may clear the last of the others and set one again", () => {
  const chained = createAlarms(timers, (code) => {
    rung.push(code);
    if (code === other) return;
    chained.set(other, undefined);
    chained.set(other, Date.now() + 500);
  });
  chained.set(other, START + 2_000);
  chained.set(room, START + 1_000);
  vi.advanceTimersByTime(1_500 + TURN_MS);
  expect(rung).toEqual([room]);
  vi.advanceTimersByTime(TURN_MS);
  expect(rung).toEqual([room, other]);
});

test("after clear nothing rings, nothing keeps the process alive, and a room can be set again", () => {
  alarms.set(room, START + 1_000);
  alarms.set(other, START + 2_000);
  alarms.clear();
  expect([timers.size, vi.getTimerCount()]).toEqual([0, 0]);
  alarms.set(room, START + 1_000);
  vi.advanceTimersByTime(10_000);
  expect(rung).toEqual([room]);
});

test("what was cleared is let go of, also when no turn of the wheel comes to it any more", () => {
  const before = queryObjects(Alarm, { format: "count" });
  alarms.set(room, START + 1_000);
  expect(queryObjects(Alarm, { format: "count" })).toBe(before + 1);
  alarms.set(room, undefined);
  expect(queryObjects(Alarm, { format: "count" })).toBe(before);
});
