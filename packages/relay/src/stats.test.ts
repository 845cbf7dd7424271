// The counters: one per event of the protocol, all at zero.

import { clientEvents } from "@en-parlant/protocol";
import { expect, test } from "vitest";
import { createStats } from "./stats.ts";

test("every event of the protocol has its counter, and nothing else has", () => {
  expect(Object.keys(createStats().events)).toEqual(Object.keys(clientEvents));
});

test("everything begins at zero", () => {
  const { events, ...totals } = createStats();
  expect(new Set([...Object.values(events), ...Object.values(totals)])).toEqual(new Set([0]));
});

test("two relays in one process count apart", () => {
  const one = createStats();
  const other = createStats();
  one.events.game_move += 1;
  one.refusals += 1;
  expect(other).toEqual(createStats());
});
