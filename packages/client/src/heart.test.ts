// The session's heartbeat: how often, what an answer and its absence mean, and what it makes of a program that
// was frozen.

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Heart } from "./heart.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A heart, and what it did so far. */
function beating() {
  const did: string[] = [];
  const heart = new Heart({
    beat: () => void did.push("beat"),
    measured: (ms) => void did.push(`measured ${ms}`),
    dead: () => void did.push("dead"),
    thawed: () => void did.push("thawed"),
  });
  heart.start();
  return { heart, did, taken: () => did.splice(0, did.length) };
}

/** The clock goes on while no timer runs: the program is frozen, and then runs again. */
function freeze(ms: number): void {
  const now = performance.now.bind(performance);
  vi.spyOn(performance, "now").mockImplementation(() => now() + ms);
}

afterEach(() => void vi.restoreAllMocks());

test("H1 it beats at once and every 5 s", () => {
  const { heart, taken } = beating();
  expect(taken()).toEqual(["beat"]);
  heart.answered();
  taken();
  vi.advanceTimersByTime(4_999);
  expect(taken()).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(taken()).toEqual(["beat"]);
});

test("an answer measures the way to the relay and back", () => {
  const { heart, taken } = beating();
  vi.advanceTimersByTime(42);
  heart.answered();
  expect(taken()).toEqual(["beat", "measured 42"]);
});

test("a second answer to the same beat measures nothing", () => {
  const { heart, taken } = beating();
  heart.answered();
  taken();
  heart.answered();
  expect(taken()).toEqual([]);
});

test("an answered link lives", () => {
  const { heart, did } = beating();
  for (let second = 0; second < 60; second += 5) {
    heart.answered();
    vi.advanceTimersByTime(5_000);
  }
  expect(did).not.toContain("dead");
  expect(did.filter((what) => what === "beat")).toHaveLength(13);
});

test("10 s without an answer mean a dead link, however many beats went out meanwhile", () => {
  const { taken } = beating();
  vi.advanceTimersByTime(9_999);
  expect(taken()).toEqual(["beat", "beat"]);
  vi.advanceTimersByTime(1);
  expect(taken()).toContain("dead");
});

test("the time runs from the oldest beat without an answer", () => {
  const { heart, did } = beating();
  vi.advanceTimersByTime(4_000);
  heart.answered();
  vi.advanceTimersByTime(1_000 + 9_999);
  expect(did).not.toContain("dead");
  vi.advanceTimersByTime(1);
  expect(did).toContain("dead");
});

test("after it was stopped nothing beats and nobody is judged", () => {
  const { heart, taken } = beating();
  heart.stop();
  taken();
  vi.advanceTimersByTime(60_000);
  heart.probe();
  heart.answered();
  expect(taken()).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

test("started again it beats once every 5 s, not twice", () => {
  const { heart, taken } = beating();
  heart.start();
  taken();
  heart.answered();
  taken();
  vi.advanceTimersByTime(5_000);
  expect(taken()).toEqual(["beat"]);
});

test("a probe beats at once and waits 3 s for its answer", () => {
  const { heart, did, taken } = beating();
  heart.answered();
  vi.advanceTimersByTime(1_000);
  taken();
  heart.probe();
  expect(taken()).toEqual(["beat"]);
  vi.advanceTimersByTime(2_999);
  expect(did).not.toContain("dead");
  vi.advanceTimersByTime(1);
  expect(taken()).toEqual(["dead"]);
});

test("a probe's answer is measured, and then the rhythm is as before", () => {
  const { heart, taken } = beating();
  heart.answered();
  vi.advanceTimersByTime(1_000);
  heart.probe();
  vi.advanceTimersByTime(30);
  taken();
  heart.answered();
  expect(taken()).toEqual(["measured 30"]);
  vi.advanceTimersByTime(3_970);
  expect(taken()).toEqual(["beat"]);
});

test("a probe takes the place of the verdict that was awaited", () => {
  const { heart, did } = beating();
  vi.advanceTimersByTime(9_000);
  heart.probe();
  heart.answered();
  vi.advanceTimersByTime(1_000);
  expect(did).not.toContain("dead");
});

test("a beat that comes more than 10 s late means that the program was frozen: it probes", () => {
  const { heart, did, taken } = beating();
  heart.answered();
  taken();
  freeze(10_001);
  vi.advanceTimersByTime(5_000);
  expect(taken()).toEqual(["thawed", "beat"]);
  vi.advanceTimersByTime(3_000);
  expect(did).toEqual(["dead"]);
});

test("a beat that is a little late means nothing", () => {
  const { heart, taken } = beating();
  heart.answered();
  taken();
  freeze(9_000);
  vi.advanceTimersByTime(5_000);
  expect(taken()).toEqual(["beat"]);
});

test("a verdict that is late itself is no proof: the answer gets 3 s more", () => {
  const { heart, taken } = beating();
  vi.advanceTimersByTime(6_000);
  taken();
  freeze(6_000);
  vi.advanceTimersByTime(4_000);
  expect(taken()).not.toContain("dead");
  heart.answered();
  vi.advanceTimersByTime(3_000);
  expect(taken()).not.toContain("dead");
});

test("a link that stays silent after a late verdict is dead", () => {
  const { taken } = beating();
  vi.advanceTimersByTime(6_000);
  freeze(6_000);
  vi.advanceTimersByTime(4_000);
  taken();
  vi.advanceTimersByTime(3_000);
  expect(taken()).toContain("dead");
});
