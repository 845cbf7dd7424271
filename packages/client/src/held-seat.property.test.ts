// A held seat against everything that its relay and its links can do: answers late, loses either direction, is
// killed and forgets. At the end the history has each player's events once and in order; and as long as no
// relay was killed, it is the relay's own log.

import fc from "fast-check";
import { expect, test } from "vitest";
import { SeatRelay } from "./seat-relay.fixture.ts";

/** For long runs: `GAMES=100000 npx vitest run --project unit held-seat.property`. */
const GAMES = Number(process.env.GAMES ?? 1_000);
const PATIENCE_MS = 60_000 + GAMES * 5;

type Operation = Parameters<SeatRelay["perform"]>[0];

const weights: readonly [Operation, number][] = [
  ["move", 6],
  ["offer", 3],
  ["peer_moves", 6],
  ["relay_reads", 12],
  ["client_reads", 12],
  ["link_drops", 3],
  ["resume", 4],
  ["resume_in_vain", 1],
  ["reload", 1],
];

const operations = (more: readonly [Operation, number][] = []) =>
  fc.array(
    fc.oneof(
      ...[...weights, ...more].map(([operation, weight]) => ({
        weight,
        arbitrary: fc.constant(operation),
      })),
    ),
    { maxLength: 120, size: "max" },
  );

/** Performs them all, then lets everything arrive. */
function played(list: readonly Operation[]): SeatRelay {
  const game = new SeatRelay();
  for (const operation of list) game.perform(operation);
  game.settle();
  return game;
}

test(
  "S13 F7 the history is what the relay logged, whatever happens to the links",
  () => {
    fc.assert(
      fc.property(operations(), (list) => {
        const game = played(list);
        const heard = game.history.filter((name) => !name.startsWith("offer"));
        expect(heard).toEqual(game.logged.filter((name) => !name.startsWith("offer")));
        expect(game.own).toEqual(game.sent);
        expect(game.held.outbox.pending).toEqual([]);
      }),
      { numRuns: GAMES },
    );
  },
  PATIENCE_MS,
);

test(
  "N5 N6 each event is there once and in its player's order, whatever happens to relays",
  () => {
    fc.assert(
      fc.property(operations([["relay_restarts", 2]]), (list) => {
        const game = played(list);
        expect(game.own).toEqual(game.sent);
        expect(game.peers).toEqual(game.peerSent);
        expect(game.held.outbox.pending).toEqual([]);
      }),
      { numRuns: GAMES },
    );
  },
  PATIENCE_MS,
);
