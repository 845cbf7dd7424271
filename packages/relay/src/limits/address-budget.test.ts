// How often an address may do what costs memory.

import { afterEach, expect, test, vi } from "vitest";
import { createAddressBudget } from "./address-budget.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

test("L3 an address has its budget at once, and then as it fills again; others have their own", () => {
  const time = { now: 0 };
  const budget = createAddressBudget(3, () => time.now);
  expect([1, 2, 3, 4].map(() => budget.spend("a"))).toEqual([true, true, true, false]);
  expect(budget.spend("b")).toBe(true);
  time.now = 20_000;
  expect([1, 2].map(() => budget.spend("a"))).toEqual([true, false]);
});

test("an address whose budget is whole again is forgotten", () => {
  const time = { now: 0 };
  const budget = createAddressBudget(3, () => time.now);
  budget.spend("a");
  const forgotten = vi.spyOn(Map.prototype, "delete");
  time.now = 19_000;
  budget.prune();
  expect(forgotten.mock.calls).toEqual([]);
  time.now = 20_000;
  budget.prune();
  expect(forgotten.mock.calls).toEqual([["a"]]);
});

/** As limits count them: /64s of one /56, of another in the same /48, and of another /48. */
const near = (number: number) => `2001:db8:1:${number.toString(16)}::/64`;
const beside = (number: number) => `2001:db8:1:${(0x100 + number).toString(16)}::/64`;
const far = "2001:db8:2:0::/64";

test("L7 a /56 has four times the budget of an address, a /48 sixteen times, whatever it is spent from", () => {
  const time = { now: 0 };
  const budget = createAddressBudget(3, () => time.now);
  const spent = (addresses: readonly string[]) =>
    addresses.filter((address) => budget.spend(address)).length;
  const each = Array.from({ length: 200 }, (_, number) => number);
  expect(spent(each.map(near))).toBe(4 * 3);
  expect(spent(each.map(near)), "nor from those that have spent").toBe(0);
  expect(spent(each.flatMap((number) => beside(number % 8)))).toBe(4 * 3);
  expect(spent(each.map((number) => beside(256 * (1 + (number % 50)))))).toBe((16 - 4 - 4) * 3);
  expect(spent([far, far, far, far])).toBe(3);
  time.now = 60_000;
  expect(spent(each.map(near))).toBe(4 * 3);
});

test("L7 what is refused is spent nowhere", () => {
  const time = { now: 0 };
  const budget = createAddressBudget(3, () => time.now);
  const four = (number: number) => [1, 2, 3, 4].map(() => budget.spend(near(number)));
  const all = [true, true, true, false];
  expect([1, 2, 3].map(four)).toEqual([all, all, all]);
  expect([4, 4, 5].map((number) => budget.spend(near(number)))).toEqual([true, true, true]);
  expect(four(5)).toEqual([false, false, false, false]);
  time.now = 20_000;
  expect(four(5)).toEqual(all);
});

test("L7 a network is remembered until its own budget is whole", () => {
  const time = { now: 0 };
  const budget = createAddressBudget(3, () => time.now);
  const spent = () => [...Array(60).keys()].filter((number) => budget.spend(near(number))).length;
  expect(spent()).toBe(12);
  time.now = 20_000;
  budget.prune();
  expect(spent()).toBe(4);
});

test("L7 a network's memory goes with its addresses'", () => {
  const time = { now: 0 };
  const budget = createAddressBudget(3, () => time.now);
  const kept = vi.spyOn(Map.prototype, "set");
  const forgotten = vi.spyOn(Map.prototype, "delete");
  budget.spend(near(1));
  time.now = 20_000;
  budget.prune();
  expect(forgotten.mock.calls).toEqual(kept.mock.calls.map(([network]) => [network]));
  expect(forgotten.mock.calls).toHaveLength(3);
});
