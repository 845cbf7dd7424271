// The match as the page's signal: what it costs to follow one.

import type { HistoryEntry, Seat } from "@en-parlant/client";
import { effect } from "@preact/signals";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { COUNTDOWN_MS } from "../game/clock.ts";
import { Table } from "../game/table.fixture.ts";
import { pageTime } from "./page-time.ts";

vi.mock("./relay-session.ts", async () => {
  const { signal } = await import("@preact/signals");
  return {
    connection: signal({ status: "online" }),
    history: signal<readonly HistoryEntry[]>([]),
    pending: signal([]),
    seat: signal<Seat | undefined>(undefined),
  };
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("the countdown is watched to its end, and an untimed game moves no clock", async () => {
  const { hasBegun } = await import("./match-signal.ts");
  const { history, seat } = await import("./relay-session.ts");
  const table = new Table();
  table.now = pageTime();
  table.start();
  seat.value = table.seat("white");
  history.value = table.histories.white;
  const seen: boolean[] = [];
  const end = effect(() => void seen.push(hasBegun.value));
  expect(vi.getTimerCount()).toBe(1);
  // The two were ready a little after now.
  vi.advanceTimersByTime(COUNTDOWN_MS + 500);
  expect(seen).toEqual([false, true]);
  expect(vi.getTimerCount()).toBe(0);
  end();
});

test("5.20 the countdown never comes back after the first move, wherever the clock stands", async () => {
  const { hasBegun, untilStart } = await import("./match-signal.ts");
  const { history, seat } = await import("./relay-session.ts");
  const table = new Table();
  // As if the page had counted backwards since.
  table.now = pageTime() + 600_000;
  table.start();
  seat.value = table.seat("white");
  history.value = table.histories.white;
  expect(untilStart.value).toBeGreaterThan(COUNTDOWN_MS);
  history.value = table.moves("e2e4").histories.white.slice();
  expect([untilStart.value, hasBegun.value]).toEqual([0, true]);
});
