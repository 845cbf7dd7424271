// The rules under everything that can happen at once: clients that create, join, play, leave, drop with and
// without either side noticing, come back, a relay that restarts, time that passes. Some number their
// events and bring them along, some are the released app. An oracle writes down what each player must
// have received; at the end everybody comes back and the lists must be equal.

import fc from "fast-check";
import { expect, test } from "vitest";
import type { Operation } from "./simulation.fixture.ts";
import { Simulation } from "./simulation.fixture.ts";

/** For long runs: `GAMES=50000 npx vitest run --project unit rooms.property`. */
const GAMES = Number(process.env.GAMES ?? 250);
const PATIENCE_MS = 60_000 + GAMES * 20;

type Act = Exclude<Operation["type"], "join" | "blink" | "wait" | "restart">;

/** What clients do by themselves, each with its weight. */
function acts(weights: Partial<Record<Act, number>>, client: fc.Arbitrary<number>) {
  return Object.entries(weights).map(([type, weight]) => ({
    weight,
    arbitrary: fc.record({ type: fc.constant(type as Act), client }),
  }));
}

const someone = fc.nat({ max: 3 });
const hears = fc.nat({ max: 3 });
const ms = fc.constantFrom(300, 1_000, 60_000, 95_000);
const anything: fc.Arbitrary<Operation> = fc.oneof(
  ...acts(
    { create: 3, move: 14, offer_draw: 4, ready: 4, heartbeat: 3, pong: 2, leave: 1 },
    someone,
  ),
  ...acts({ drop: 6, half_open: 5, zombie_ends: 4, deafen: 2, mute: 2, come_back: 14 }, someone),
  {
    weight: 6,
    arbitrary: fc.record({ type: fc.constant("join" as const), client: someone, host: someone }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant("blink" as const), client: someone, hears }),
  },
  { weight: 3, arbitrary: fc.record({ type: fc.constant("wait" as const), ms }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("restart" as const) }) },
);

const player = fc.nat({ max: 1 });
const misfortune: fc.Arbitrary<Operation> = fc.oneof(
  ...acts(
    { move: 8, offer_draw: 2, ready: 2, deafen: 4, mute: 2, half_open: 2, come_back: 8 },
    player,
  ),
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant("blink" as const), client: player, hears }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("restart" as const) }) },
);

/** Most of what can go wrong needs a game. */
const A_GAME_RUNS: readonly Operation[] = [
  { type: "create", client: 0 },
  { type: "join", client: 1, host: 0 },
];

/** Plays it all, ends it well, and compares. */
function verify(sdks: readonly boolean[], operations: readonly Operation[]): void {
  using simulation = new Simulation(sdks);
  for (const each of [...A_GAME_RUNS, ...operations]) simulation.perform(each);
  simulation.everybodyComesBack();
  expect(simulation.received()).toEqual(simulation.expected());
  simulation.timePasses(60 * 60 * 1000);
  expect(simulation.leftBehind()).toEqual({ rooms: 0, timers: 0 });
}

test(
  "S3 S6 N5 N6 N8 P3 P4 G7 every event reaches its seats exactly once and in order, whatever happens",
  () => {
    const kinds = fc.array(fc.boolean(), { minLength: 4, maxLength: 4 });
    const story = fc.array(anything, { maxLength: 150, size: "max" });
    fc.assert(fc.property(kinds, story, verify), { numRuns: GAMES });
  },
  PATIENCE_MS,
);

test(
  "N5 N6 N8 S10 in a game with one misfortune after the other nothing that is kept is lost or heard twice",
  () => {
    const kinds = fc.tuple(fc.boolean(), fc.boolean());
    const story = fc.array(misfortune, { maxLength: 40, size: "max" });
    fc.assert(fc.property(kinds, story, verify), { numRuns: 2 * GAMES });
  },
  PATIENCE_MS,
);
