// A game between two SDK players: how it is set up, what is played, and what must be true of it at the end.

import type { HistoryEntry } from "@en-parlant/client";
import { Chess } from "chess.js";
import { expect } from "vitest";
import type { TimedMove } from "./app-relay-client.ts";
import { Resources } from "./resources.ts";
import { SdkPlayer } from "./sdk-player.ts";
import { Seeded } from "./seeded.ts";

/** Two players who have met. */
export interface SdkPair extends AsyncDisposable {
  readonly white: SdkPlayer;
  readonly black: SdkPlayer;
  readonly both: readonly [SdkPlayer, SdkPlayer];
}

/** Where somebody connects. */
interface Way {
  readonly url: string;
}

/** Creates a game and joins it. */
export async function seatPlayers(whiteWay: Way, blackWay: Way): Promise<SdkPair> {
  await using stack = new Resources();
  const white = stack.use(new SdkPlayer(whiteWay.url, "White"));
  const black = stack.use(new SdkPlayer(blackWay.url, "Black"));
  const { code } = await white.session.createGame(white.name);
  await black.session.joinGame(code, black.name);
  await white.session.waitForPeer();
  const all = stack.move();
  return {
    white,
    black,
    both: [white, black],
    [Symbol.asyncDispose]: () => all[Symbol.asyncDispose](),
  };
}

/** Knights go out and home again: legal for any number of plies. */
export function shuttle(plies: number): TimedMove[] {
  const round = ["g1f3", "g8f6", "f3g1", "f6g8"] as const;
  return Array.from({ length: plies }, (_, ply) => ({
    uci: round[ply % 4] ?? "",
    ...clocksAt(ply),
  }));
}

/** Any legal moves, but none that ends the game: for the app, whose core would (draws included). */
export function wander(plies: number): TimedMove[] {
  const chess = new Chess();
  const chance = new Seeded(plies);
  for (let tries = 0; chess.history().length < plies; tries += 1) {
    if (tries > 50 * plies) throw new Error("the game does not go on");
    const [first, ...more] = chess.moves();
    // Stuck before an end: some moves back.
    if (first === undefined) for (let back = 0; back < 10; back += 1) chess.undo();
    else chess.move(chance.pick([first, ...more]));
    if (chess.isGameOver()) chess.undo();
  }
  return chess.history({ verbose: true }).map(({ lan }, ply) => ({ uci: lan, ...clocksAt(ply) }));
}

/** They tell each move from all others. */
function clocksAt(ply: number): { whiteTime: number; blackTime: number } {
  return { whiteTime: 1_000_000 - ply, blackTime: 2_000_000 - ply };
}

/** Waits for the end of the game, then compares what both were told with what was played and sent. */
export async function expectSameGame(
  { white, black, both }: SdkPair,
  script: readonly TimedMove[],
): Promise<void> {
  const offers = (player: SdkPlayer) =>
    player.told.filter(({ event, mine }) => event === "offer_draw" && mine).length;
  for (const player of both) {
    const settled = () =>
      player.moves.length >= script.length &&
      player.session.pending.length === 0 &&
      player.session.connection.status === "online";
    await player.until("the end of the game", settled);
  }
  await white.until("all offers", () => white.heard("offer_draw") >= offers(black));
  await black.until("all offers", () => black.heard("offer_draw") >= offers(white));
  expect(white.moves).toEqual(script.map((move, ply) => ({ ...move, mine: ply % 2 === 0 })));
  expect(black.moves).toEqual(script.map((move, ply) => ({ ...move, mine: ply % 2 === 1 })));
  for (const [player, other] of [
    [white, black],
    [black, white],
  ] as const) {
    expect(ofOneSender(other, false)).toEqual(ofOneSender(player, true));
  }
  for (const player of both) {
    expect(player.errors).toEqual([]);
    expect(player.heard("peer_left")).toBe(0);
  }
}

/** What one of the two sent, in the order in which a player was told of it. */
function ofOneSender({ told }: SdkPlayer, mine: boolean): HistoryEntry["payload"][] {
  const sent = told.filter(({ event }) => event === "game_move" || event === "offer_draw");
  return sent.filter((entry) => entry.mine === mine).map(({ payload }) => payload);
}
