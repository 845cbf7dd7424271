// What becomes of a claim to a seat: steps that several tests of tickets share.

import { NO_OFFSET } from "@en-parlant/protocol";
import { expect } from "vitest";
import type { Session } from "./raw-client.ts";
import { RawClient } from "./raw-client.ts";
import type { RawPair } from "./raw-pair.ts";
import { seatPair } from "./raw-pair.ts";
import type { RelayProcess } from "./relay-process.ts";

/** Connects with the session and proves that it brought no seat, and that the client forgets it (S5). */
export async function expectNoSeat(relay: RelayProcess, session: Session): Promise<void> {
  await using stranger = await RawClient.resume(relay.url, session);
  expect(stranger.connection.pid).not.toBe(session.pid);
  const answer = await stranger.ask("game_move", { uci: "a1a1" });
  expect(answer).toMatchObject({ ok: false, error: { code: "NOT_IN_GAME" } });
  const isOffset = typeof session.offset === "string" && session.offset !== NO_OFFSET;
  const told = stranger.received.map(({ event, args }) => [event, ...args]);
  expect(told).toEqual(isOffset ? [["peer_left", {}, NO_OFFSET]] : []);
}

/** Proves that the pair has heard nothing since it met and still plays. */
export async function expectUntouched({ white, black }: RawPair): Promise<void> {
  white.emit("game_move", { uci: "e2e4" });
  await black.next("game_move");
  black.emit("game_move", { uci: "e7e5" });
  await white.until("the answer", () => white.count("game_move") === 2);
  const moves = ["e2e4", "e7e5"].map((uci) => ["game_move", { uci }]);
  expect(white.story.slice(3)).toEqual(moves);
  await black.until("the echo", () => black.count("game_move") === 2);
  expect(black.story.slice(1)).toEqual(moves);
}

/** A game whose players have gone without a word; what they would come back with. */
export async function leaveBehind(relay: RelayProcess): Promise<[white: Session, black: Session]> {
  const pair = await seatPair(relay, { options: { reconnection: false } });
  const sessions: [Session, Session] = [pair.white.session, pair.black.session];
  for (const client of [pair.white, pair.black]) client.socket.io.engine.close();
  await Promise.all([pair.white.disconnected(), pair.black.disconnected()]);
  return sessions;
}
