// How often an address may do what costs memory.

import { expect, test, vi } from "vitest";
import { createAddressBudget } from "./address-budget.ts";

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
