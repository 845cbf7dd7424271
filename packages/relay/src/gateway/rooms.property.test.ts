// The rules under everything that can happen at once: clients that create, join, play, leave, drop with and
// without the relay noticing, come back, a relay that restarts, time that passes. An oracle writes down
// what each player must have received; at the end everybody comes back and the lists must be equal.

import fc from "fast-check";
import { expect, test } from "vitest";
import type { Operation } from "./simulation.fixture.ts";
import { Simulation } from "./simulation.fixture.ts";

const client = fc.nat({ max: 3 });
const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: fc.constant("create" as const), client }) },
  { weight: 6, arbitrary: fc.record({ type: fc.constant("join" as const), client, host: client }) },
  { weight: 14, arbitrary: fc.record({ type: fc.constant("move" as const), client }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant("offer_draw" as const), client }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant("heartbeat" as const), client }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("pong" as const), client }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("leave" as const), client }) },
  { weight: 6, arbitrary: fc.record({ type: fc.constant("drop" as const), client }) },
  { weight: 5, arbitrary: fc.record({ type: fc.constant("half_open" as const), client }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant("zombie_ends" as const), client }) },
  { weight: 14, arbitrary: fc.record({ type: fc.constant("come_back" as const), client }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant("wait" as const),
      ms: fc.constantFrom(1_000, 60_000, 95_000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("restart" as const) }) },
);

/** Most of what can go wrong needs a game. */
const A_GAME_RUNS: readonly Operation[] = [
  { type: "create", client: 0 },
  { type: "join", client: 1, host: 0 },
];

test("S3 S6 P3 P4 G7 every event reaches its seats exactly once and in order, whatever happens", () => {
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 150, size: "max" }), (operations) => {
      using simulation = new Simulation();
      for (const each of [...A_GAME_RUNS, ...operations]) simulation.perform(each);
      simulation.everybodyComesBack();
      expect(simulation.received()).toEqual(simulation.expected());
      simulation.timePasses(60 * 60 * 1000);
      expect(simulation.leftBehind()).toEqual({ rooms: 0, timers: 0 });
    }),
    { numRuns: 400 },
  );
});
