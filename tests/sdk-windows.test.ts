// Two windows that know the same seat, as a duplicated tab does: the newer one plays, the older one says so and
// keeps still, until a person asks it to take the seat back. The opponent notices nothing.

import type { ConnectionState } from "@en-parlant/client";
import { expect, test } from "vitest";
import { LinkProxy } from "./link-proxy.ts";
import { startRelay } from "./relay-process.ts";
import { Resources } from "./resources.ts";
import { seatPlayers } from "./sdk-game.ts";
import { SdkPlayer } from "./sdk-player.ts";

const TAKEN_OVER: ConnectionState = { status: "offline", reason: "taken_over" };

/** A game in which White's window is behind a network, and a second window with the same storage. */
async function startGame() {
  await using owned = new Resources();
  const relay = owned.use(await startRelay());
  const network = owned.use(await LinkProxy.before(relay));
  const players = owned.use(await seatPlayers(network, relay));
  const { white: older, black: opponent } = players;
  const newer = owned.use(new SdkPlayer(relay.url, "White", { storage: older.storage }));
  const heard: string[] = [];
  for (const event of ["peer_left", "peer_away", "peer_back"] as const) {
    opponent.session.on(event, () => heard.push(event));
  }
  opponent.session.on("peer", ({ status }) => heard.push(status));
  const all = owned.move();
  return {
    network,
    older,
    newer,
    opponent,
    /** What the opponent heard of comings and goings. */
    heard,
    [Symbol.asyncDispose]: () => all[Symbol.asyncDispose](),
  };
}

type Game = Awaited<ReturnType<typeof startGame>>;

/** Moves go to and fro: whatever a fighting window would have done by then has been done. */
async function playOn({ newer, opponent }: Game, plies: number): Promise<void> {
  for (let ply = 0; ply < plies; ply += 1) {
    const mover = ply % 2 === 0 ? newer : opponent;
    const uci = `move ${ply}`;
    await mover.session.sendMove(uci);
    for (const player of [newer, opponent]) {
      await player.until("the move", () => player.moves.at(-1)?.uci === uci);
    }
  }
}

test.concurrent("S14 S6 the newer window has the seat, the older one says so and does not fight", async () => {
  await using game = await startGame();
  const { older, newer, opponent, heard, network } = game;
  await older.session.sendMove("e2e4");
  await newer.session.resume();
  expect(newer.session.history.at(-1)).toMatchObject({ event: "game_move", mine: true });
  await older.until("the news", () => older.errors.length > 0);
  expect(older.errors).toEqual(["SEAT_TAKEN"]);
  expect(older.session.connection).toEqual(TAKEN_OVER);
  expect(older.session.seat).toBeUndefined();
  await expect(older.session.sendMove("d2d4")).rejects.toMatchObject({ code: "NOT_IN_GAME" });
  await network.until("the older link's end", () => network.size === 0);
  await playOn(game, 6);
  expect(network.size).toBe(0);
  expect(older.session.connection).toEqual(TAKEN_OVER);
  expect(newer.errors).toEqual([]);
  expect(opponent.session.peer).toEqual({ status: "online" });
  expect(heard).toEqual([]);
});

test.concurrent("S15 a window that was offline meanwhile comes back, is refused, and leaves the seat alone", async () => {
  await using game = await startGame();
  const { older, newer, opponent, network } = game;
  network.keepAway();
  await older.until("the loss", () => older.session.connection.status === "reconnecting");
  await newer.session.resume();
  // Said in the older window while it was away: it is lost with its claim to the seat.
  const said = older.session.offerDraw();
  network.accept();
  await expect(said).rejects.toMatchObject({ code: "SEAT_TAKEN" });
  expect(older.session.connection).toEqual(TAKEN_OVER);
  expect(older.errors).toEqual(["SEAT_TAKEN"]);
  await network.until("the older link's end", () => network.size === 0);
  await playOn(game, 4);
  // A link by long-polling takes a moment, and a connection, to say that it ends.
  await network.until("nothing more of the older one", () => network.size === 0);
  expect(newer.session.connection).toEqual({ status: "online" });
  expect(newer.errors).toEqual([]);
  expect(opponent.heard("offer_draw")).toBe(0);
  expect(opponent.heard("peer_left")).toBe(0);
});

test.concurrent("S15 S6 the older window takes the seat back when it is asked to, and so on", async () => {
  await using game = await startGame();
  const { older, newer, opponent, heard } = game;
  let [holder, other] = [newer, older];
  await newer.session.resume();
  for (let turns = 1; turns <= 4; turns += 1) {
    await other.until("the loss", () => other.errors.length > 0);
    other.errors.length = 0;
    [holder, other] = [other, holder];
    const seat = await holder.session.resume();
    expect(seat).toMatchObject({ color: "white", joined: true });
    await holder.session.offerDraw();
    await opponent.until("the offer", () => opponent.heard("offer_draw") === turns);
  }
  await other.until("the loss", () => other.errors.length > 0);
  expect(other.session.connection).toEqual(TAKEN_OVER);
  expect(holder.session.history.filter(({ event }) => event === "offer_draw")).toHaveLength(4);
  expect(heard).toEqual([]);
});

test.concurrent("S14 a window whose seat was taken can play another game", async () => {
  await using game = await startGame();
  const { older, newer } = game;
  await newer.session.resume();
  await older.until("the news", () => older.errors.length > 0);
  const seat = await older.session.createGame("White");
  expect(older.session.connection).toEqual({ status: "online" });
  expect(seat).toMatchObject({ color: "white", joined: false });
  await playOn(game, 2);
  expect(newer.session.connection).toEqual({ status: "online" });
});
