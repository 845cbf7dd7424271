// Guessing codes must be hopeless, and playing must not notice it (design, section 7).

import { afterEach, expect, test, vi } from "vitest";
import type { JoinBudget } from "./join-budget.ts";
import { createJoinBudget } from "./join-budget.ts";

const MINUTE = 60_000;
const PER_MINUTE = 6;
/** Single budgets that all addresses together may fail in a minute before the brake is pulled. */
const SURGE = 30;

function budgetAt(time: { now: number }): JoinBudget {
  return createJoinBudget(PER_MINUTE, () => time.now);
}

function fail(budget: JoinBudget, address: string, times: number): void {
  for (let i = 0; i < times; i += 1) budget.failed(address);
}

/** So many failures, from many addresses at once, that the brake is pulled. */
function surge(budget: JoinBudget): void {
  for (let i = 0; i < SURGE; i += 1) fail(budget, `bot ${i}`, PER_MINUTE);
}

afterEach(() => {
  vi.restoreAllMocks();
});

test("an address may fail as often as the setting says, at once, and then no more", () => {
  const budget = budgetAt({ now: 0 });
  for (let i = 0; i < PER_MINUTE; i += 1) {
    expect(budget.allows("a")).toBe(true);
    budget.failed("a");
  }
  expect(budget.allows("a")).toBe(false);
});

test("asking alone costs nothing", () => {
  const budget = budgetAt({ now: 0 });
  for (let i = 0; i < 100; i += 1) expect(budget.allows("a")).toBe(true);
});

test("another address is not affected", () => {
  const budget = budgetAt({ now: 0 });
  fail(budget, "a", PER_MINUTE);
  expect(budget.allows("b")).toBe(true);
});

test("the budget comes back spread over a minute", () => {
  const time = { now: 0 };
  const budget = budgetAt(time);
  fail(budget, "a", PER_MINUTE);
  time.now = MINUTE / PER_MINUTE - 1;
  expect(budget.allows("a")).toBe(false);
  time.now = MINUTE / PER_MINUTE;
  expect(budget.allows("a")).toBe(true);
  budget.failed("a");
  expect(budget.allows("a")).toBe(false);
});

test("over an hour an address gets at most its rate and one burst", () => {
  const time = { now: 0 };
  const budget = budgetAt(time);
  let tried = 0;
  for (; time.now < 60 * MINUTE; time.now += 1_000) {
    if (!budget.allows("a")) continue;
    budget.failed("a");
    tried += 1;
  }
  expect(tried).toBeLessThanOrEqual(61 * PER_MINUTE);
  expect(tried).toBeGreaterThan(59 * PER_MINUTE);
});

test("when failures surge, who has failed lately waits until his whole budget is back", () => {
  const time = { now: 0 };
  const budget = budgetAt(time);
  budget.failed("a");
  expect(budget.allows("a")).toBe(true);
  surge(budget);
  expect(budget.allows("a")).toBe(false);
  expect(budget.allows("never failed")).toBe(true);
});

test("the brake is let go when failures ebb away", () => {
  const time = { now: 0 };
  const budget = budgetAt(time);
  surge(budget);
  time.now = MINUTE / PER_MINUTE;
  budget.failed("a");
  expect(budget.allows("a")).toBe(true);
});

test("one failure less than a surge does not pull the brake", () => {
  const budget = budgetAt({ now: 0 });
  budget.failed("a");
  for (let i = 0; i < SURGE - 1; i += 1) fail(budget, `bot ${i}`, PER_MINUTE);
  fail(budget, "last bot", PER_MINUTE - 2);
  expect(budget.allows("a")).toBe(true);
  budget.failed("last bot");
  expect(budget.allows("a")).toBe(false);
});

test("a clock set back does not lock anybody out", () => {
  const time = { now: 24 * 60 * MINUTE };
  const budget = budgetAt(time);
  budget.failed("a");
  time.now = 0;
  expect(budget.allows("a")).toBe(true);
});

test("pruning forgets nobody who still has failures to answer for", () => {
  const time = { now: 0 };
  const budget = budgetAt(time);
  fail(budget, "a", PER_MINUTE);
  budget.prune();
  expect(budget.allows("a")).toBe(false);
  time.now = MINUTE - 1;
  fail(budget, "a", PER_MINUTE);
  budget.prune();
  expect(budget.allows("a")).toBe(false);
});

test("pruning lets go of addresses whose budget is whole and whose failure is old", () => {
  const time = { now: 0 };
  const budget = budgetAt(time);
  budget.failed("a");
  time.now = 1;
  budget.failed("b");
  // What is kept is nobody else's business, so the Map itself has to tell.
  const forgotten = vi.spyOn(Map.prototype, "delete");
  time.now = 10 * MINUTE - 1;
  budget.prune();
  expect(forgotten.mock.calls).toEqual([]);
  time.now = 10 * MINUTE;
  budget.prune();
  expect(forgotten.mock.calls).toEqual([["a"]]);
});

test("L1 under the brake many addresses together guess hardly at all, for as long as they try", () => {
  const time = { now: 0 };
  const budget = budgetAt(time);
  const addresses = Array.from({ length: 500 }, (_, index) => `address ${index}`);
  let guesses = 0;
  for (let second = 0; second < 600; second += 1) {
    time.now = second * 1000;
    for (const address of addresses) {
      if (!budget.allows(address)) continue;
      budget.failed(address);
      guesses += 1;
    }
  }
  // Unbraked it would be 500 addresses times PER_MINUTE times ten minutes.
  expect(guesses).toBeLessThan(500 * PER_MINUTE * 2);
});

/** As limits count it: the /64 of that number in a /48. */
const inOneNetwork = (number: number) => `2001:db8:1:${number.toString(16)}::/64`;

/** Tries a wrong code from each; how many could. */
function guesses(budget: JoinBudget, addresses: readonly string[]): number {
  const allowed = addresses.filter((address) => {
    const may = budget.allows(address);
    if (may) budget.failed(address);
    return may;
  });
  return allowed.length;
}

test("L7 many addresses of one network guess no more than the network may", () => {
  const time = { now: 0 };
  const budget = budgetAt(time);
  const household = Array.from({ length: 256 }, (_, number) => inOneNetwork(number));
  expect(guesses(budget, household)).toBe(4 * PER_MINUTE);
  const whole = Array.from({ length: 0x1_00_00 / 16 }, (_, number) => inOneNetwork(number * 16));
  expect(guesses(budget, whole)).toBe((16 - 4) * PER_MINUTE);
  expect(budget.allows("2001:db8:2:0::/64")).toBe(true);
  expect(budget.allows("192.0.2.1")).toBe(true);
  time.now = MINUTE;
  expect(guesses(budget, household)).toBe(4 * PER_MINUTE);
});

test("L7 pruning forgets no network that still has failures to answer for", () => {
  const time = { now: 0 };
  const budget = budgetAt(time);
  const whole = Array.from({ length: 200 }, (_, number) => inOneNetwork(number * 256));
  expect(guesses(budget, whole)).toBe(16 * PER_MINUTE);
  // Longer than it has to be quiet under the brake.
  time.now = (3 * MINUTE) / 4;
  budget.prune();
  expect(guesses(budget, whole)).toBe((16 * PER_MINUTE * 3) / 4);
});

test("L7 under the brake a /48 guesses sixteen times in ten minutes, however many addresses it has", () => {
  const time = { now: MINUTE };
  const budget = budgetAt(time);
  let tried = 0;
  for (let second = 0; second < 600; second += 1) {
    time.now += 1_000;
    surge(budget);
    const fresh = Array.from({ length: 20 }, (_, each) => inOneNetwork(second * 20 + each));
    tried += guesses(budget, fresh);
  }
  expect(tried).toBeLessThanOrEqual(17);
  expect(tried).toBeGreaterThan(10);
});
