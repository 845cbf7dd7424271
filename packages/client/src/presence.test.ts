// How the opponent stands: what the relay says, what silence means, and when it means nothing.

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { PeerStatus } from "./presence.ts";
import { Presence } from "./presence.ts";

const START = 1_700_000_000_000;

beforeEach(() => void vi.useFakeTimers({ now: START }));
afterEach(() => void vi.useRealTimers());

/** A presence, and what it has reported. */
function watched() {
  const reported: PeerStatus[] = [];
  const presence = new Presence((status) => reported.push(status));
  const statuses = () => reported.map(({ status }) => status);
  return { presence, reported, statuses };
}

/** The same with an opponent whose heartbeats have begun. */
function beating() {
  const all = watched();
  all.presence.sign(true);
  return all;
}

test("nobody is there before anybody gave a sign", () => {
  const { presence, reported } = watched();
  expect(presence.status).toEqual({ status: "none" });
  expect(reported).toEqual([]);
});

test("the first sign makes the opponent online; the next ones are no news", () => {
  const { presence, reported } = watched();
  presence.sign(false);
  presence.sign(true);
  presence.online();
  expect(reported).toEqual([{ status: "online" }]);
});

test("10 s of silence after a heartbeat are an absence, from then on", () => {
  const { presence, reported } = beating();
  vi.advanceTimersByTime(9_999);
  expect(presence.status).toEqual({ status: "online" });
  vi.advanceTimersByTime(1);
  expect(reported).toEqual([{ status: "online" }, { status: "away", since: START + 10_000 }]);
});

test("before the heartbeats have begun silence means nothing: players think", () => {
  const { presence } = watched();
  presence.sign(false);
  vi.advanceTimersByTime(3_600_000);
  expect(presence.status).toEqual({ status: "online" });
});

test("once heartbeats have begun any sign of life begins the silence anew", () => {
  const { presence } = beating();
  vi.advanceTimersByTime(9_000);
  presence.sign(false);
  vi.advanceTimersByTime(9_000);
  expect(presence.status).toEqual({ status: "online" });
  vi.advanceTimersByTime(1_000);
  expect(presence.status.status).toBe("away");
});

test("a notice of the relay makes the opponent away at once, with the grace", () => {
  const { presence } = beating();
  presence.away(90_000);
  expect(presence.status).toEqual({ status: "away", since: START, graceMs: 90_000 });
});

test("a notice that confirms the silence keeps its beginning; `since + graceMs` is when the grace ends", () => {
  const { presence } = beating();
  vi.advanceTimersByTime(13_000);
  presence.away(90_000);
  expect(presence.status).toEqual({ status: "away", since: START + 10_000, graceMs: 93_000 });
});

test("a notice of what is left of the grace moves neither its end nor the absence's beginning", () => {
  const { presence } = beating();
  presence.away(90_000);
  vi.advanceTimersByTime(60_000);
  presence.away(30_000);
  expect(presence.status).toEqual({ status: "away", since: START, graceMs: 90_000 });
});

test("a notice without a grace leaves no old one standing", () => {
  const { presence } = beating();
  presence.away(90_000);
  presence.away();
  expect(presence.status).toEqual({ status: "away", since: START });
});

test("after an absence the next one begins when it begins", () => {
  const { presence, statuses } = beating();
  presence.away(90_000);
  vi.advanceTimersByTime(5_000);
  presence.online();
  presence.away(90_000);
  expect(statuses()).toEqual(["online", "away", "online", "away"]);
  expect(presence.status).toEqual({ status: "away", since: START + 5_000, graceMs: 90_000 });
});

test("any sign of life ends an absence, and even a departure", () => {
  const { presence, statuses } = beating();
  presence.away(90_000);
  presence.sign(true);
  presence.left();
  presence.sign(false);
  expect(statuses()).toEqual(["online", "away", "online", "left", "online"]);
});

test("who left is not called away by the silence that follows", () => {
  const { presence } = beating();
  presence.left();
  vi.advanceTimersByTime(60_000);
  expect(presence.status).toEqual({ status: "left" });
});

test("while the own link is down silence means nothing", () => {
  const { presence } = beating();
  presence.deafen();
  vi.advanceTimersByTime(60_000);
  expect(presence.status).toEqual({ status: "online" });
});

test("when listening begins again the opponent has the whole time to give a sign", () => {
  const { presence } = beating();
  presence.deafen();
  vi.advanceTimersByTime(60_000);
  presence.refresh();
  expect(presence.isAlive(10_000)).toBe(true);
  vi.advanceTimersByTime(9_999);
  expect(presence.status).toEqual({ status: "online" });
  vi.advanceTimersByTime(1);
  expect(presence.status.status).toBe("away");
});

test.each(["away", "left"] as const)("listening again makes nobody who is %s come back", (how) => {
  const { presence } = beating();
  presence[how]();
  const { status } = presence;
  vi.advanceTimersByTime(60_000);
  presence.refresh();
  expect(presence.status).toBe(status);
  expect(presence.isAlive(10_000)).toBe(false);
});

test("before there could be a sign of life the opponent counts as alive", () => {
  const { presence } = watched();
  vi.advanceTimersByTime(60_000);
  expect(presence.isAlive(1)).toBe(true);
});

test("alive is who gave a sign within the time that is asked for", () => {
  const { presence } = watched();
  presence.sign(false);
  vi.advanceTimersByTime(4_000);
  expect(presence.isAlive(4_001)).toBe(true);
  expect(presence.isAlive(4_000)).toBe(false);
});

test("a clock that is set changes nothing about silence", () => {
  const { presence } = beating();
  vi.setSystemTime(START + 86_400_000);
  expect(presence.isAlive(10_000)).toBe(true);
});

test("a new game forgets the opponent of the last one", () => {
  const { presence, statuses } = beating();
  presence.reset();
  presence.reset();
  expect(statuses()).toEqual(["online", "none"]);
  expect(presence.isAlive(1)).toBe(true);
  presence.online();
  vi.advanceTimersByTime(60_000);
  expect(presence.status).toEqual({ status: "online" });
});
