// What is lost with a dead link or a killed relay comes back with the players: clients that number their
// events bring the newest along (rules N5–N8), and nobody hears anything twice, a plain client included.

import type { Color, RelayPayloads } from "@en-parlant/protocol";
import { parseOffset } from "@en-parlant/protocol";
import { expect, test } from "vitest";
import { LinkProxy } from "./link-proxy.ts";
import { RawClient } from "./raw-client.ts";
import type { RawPair } from "./raw-pair.ts";
import { seatPair } from "./raw-pair.ts";
import type { Entry } from "./recorder.ts";
import type { RelayProcess } from "./relay-process.ts";
import { startRelay } from "./relay-process.ts";
import { Resources } from "./resources.ts";

type Snapshot = RelayPayloads["game_resumed"];

const STAY_AWAY = { reconnection: false };
const move = (uci: string, n: number) => ["game_move", { uci, n }] as const;
const kept = (uci: string, n: number, after = 0) => ({
  n,
  after,
  event: "game_move",
  payload: { uci },
});

/** A new client that asks for the seat of an offset. */
async function comesBack(url: string, offset: string, more: object = {}) {
  const client = await RawClient.connect(url, STAY_AWAY);
  const answer = await client.ask<Snapshot>("resume_game", { ...parseOffset(offset), ...more });
  if (!answer.ok) throw new Error(answer.error.message);
  return { client, answer, [Symbol.asyncDispose]: () => client[Symbol.asyncDispose]() };
}

/** A game behind a network, of a White who comes back by himself and a Black who is a plain client. */
async function startGame() {
  await using stack = new Resources();
  const relay = stack.use(await startRelay());
  const network = stack.use(await LinkProxy.before(relay));
  const white = stack.use(await RawClient.connect(network.url, STAY_AWAY));
  const black = stack.use(await RawClient.connect(network.url));
  const { code } = await ok<{ code: string }>(white, "create_game", { name: "Ann" });
  await ok(black, "join_game", { code, name: "Bob" });
  await white.next("game_joined");
  const all = stack.move();
  return { relay, network, white, black, [Symbol.asyncDispose]: () => all[Symbol.asyncDispose]() };
}

async function ok<T extends object>(client: RawClient, event: string, payload: object): Promise<T> {
  const answer = await client.ask<T>(event, payload);
  if (!answer.ok) throw new Error(answer.error.message);
  return answer;
}

async function killed({ relay, white, black }: { relay: RelayProcess } & Omit<RawPair, "code">) {
  await relay.kill();
  await Promise.all([white.disconnected(), black.disconnected()]);
  await relay.start();
  await black.connected(2);
}

const uciOf = ([, payload]: Entry) => (payload as { uci: string }).uci;

/** The moves that a client has heard by themselves. */
const moves = (client: RawClient) => client.story.filter(([event]) => event === "game_move");
const listed = ({ events }: Snapshot) =>
  events.map(({ event, payload, by, n }) => ({ event, payload, by, n }));

test.concurrent("N5 S12 N4 a move that a dead link swallowed is brought, heard and confirmed once", async () => {
  await using game = await startGame();
  const { network, white, black } = game;
  await white.ask(...move("e2e4", 1));
  const offset = white.lastOffset;
  network.silence();
  white.emit(...move("d2d4", 2));
  await network.until("the move to vanish", () => network.swallowed > 0);
  network.freeze();
  await black.connected(2);
  const sent = [kept("e2e4", 1), kept("d2d4", 2)];
  await using back = await comesBack(network.url, offset, { sent });
  expect(back.answer).toMatchObject({ number: 2, complete: true });
  expect(listed(back.answer)).toEqual([
    { event: "game_move", payload: { uci: "d2d4" }, by: "white", n: 2 },
  ]);
  await black.until("the move", () => black.count("game_move") === 2);
  expect(await back.client.ask(...move("d2d4", 2))).toEqual({ ok: true });
  await black.barrier();
  expect(moves(black)).toEqual(["e2e4", "d2d4"].map((uci) => ["game_move", { uci }]));
});

test.concurrent("N5 N6 S10 what a killed relay had delivered to one side only, the other gets, and nobody twice", async () => {
  await using game = await startGame();
  const { network, white, black } = game;
  await white.ask(...move("e2e4", 1));
  const { lastOffset } = white;
  await white.ask(...move("d2d4", 2));
  await black.until("both moves", () => black.count("game_move") === 2);
  await killed(game);
  // White's confirmation of the second move counts as lost: his offset is older.
  const sent = [kept("e2e4", 1), kept("d2d4", 2), kept("c2c4", 3)];
  await using back = await comesBack(network.url, lastOffset, { sent });
  expect(listed(back.answer)).toEqual([
    { event: "game_move", payload: { uci: "d2d4" }, by: "white", n: 2 },
    { event: "game_move", payload: { uci: "c2c4" }, by: "white", n: 3 },
  ]);
  expect(back.answer.number).toBe(3);
  await black.until("the third", () => black.count("game_move") === 3);
  await black.barrier();
  expect(moves(black)).toEqual(["e2e4", "d2d4", "c2c4"].map((uci) => ["game_move", { uci }]));
});

test.concurrent("N8 an answer to a move that its sender has not got back comes behind it", async () => {
  await using game = await startGame();
  const { network, white, black } = game;
  const { lastOffset } = white;
  await white.ask(...move("e2e4", 1));
  await black.next("game_move");
  await killed(game);
  black.emit("game_move", { uci: "e7e5" });
  await black.until("his own move", () => black.count("game_move") === 2);
  await using back = await comesBack(network.url, lastOffset, { sent: [kept("e2e4", 1)] });
  expect(listed(back.answer)).toEqual([
    { event: "game_move", payload: { uci: "e2e4" }, by: "white", n: 1 },
    { event: "game_move", payload: { uci: "e7e5" }, by: "black", n: undefined },
  ]);
  await black.barrier();
  expect(moves(black)).toEqual(["e2e4", "e7e5"].map((uci) => ["game_move", { uci }]));
});

test.concurrent.for([["white", "black"] as const, ["black", "white"] as const])(
  "N5 N6 N8 two that bring their events, over two restarts, %s back first",
  async (order) => {
    await using relay = await startRelay();
    await using stack = new Resources();
    const players: Record<Color, RawClient> = stack.use(
      await seatPair(relay, { options: STAY_AWAY }),
    );
    await players.white.ask(...move("e2e4", 1));
    await players.black.next("game_move");
    const sent = { white: [kept("e2e4", 1)], black: [kept("e7e5", 1, 1)] };
    const heard: Record<Color, unknown[]> = { white: [], black: [] };
    const note = (color: Color) => heard[color].push(...moves(players[color]).map(uciOf));
    for (const n of [2, 3]) {
      await relay.kill();
      await relay.start();
      order.forEach(note);
      // Said while there was no relay.
      sent.white.push(kept(`w${n}`, n, n - 2));
      for (const color of order) {
        const offset = players[color].lastOffset;
        const back = stack.use(await comesBack(relay.url, offset, { sent: sent[color] }));
        players[color] = back.client;
        heard[color].push(...listed(back.answer).map(({ payload }) => uciOf(["", payload])));
      }
      await Promise.all(order.map((color) => players[color].barrier()));
    }
    order.forEach(note);
    for (const color of order) {
      expect(heard[color].toSorted()).toEqual(["e2e4", "e7e5", "w2", "w3"]);
      expect(heard[color][0]).toBe("e2e4");
      expect(heard[color].at(-1)).toBe("w3");
    }
  },
);

test.concurrent("N6 S1 the offset counts, where somebody numbers, and is as short as ever where nobody does", async () => {
  await using relay = await startRelay();
  await using pair = await seatPair(relay);
  const { white, black } = pair;
  white.emit("game_move", { uci: "e2e4" });
  await black.next("game_move");
  expect(black.lastOffset).toMatch(/^[0-9a-z]+\.[^.]+$/);
  for (const [client, n] of [
    [black, 40],
    [white, 7],
  ] as const) {
    await client.ask("offer_draw", { n });
  }
  await black.next("offer_draw");
  expect(black.lastOffset).toMatch(/^[0-9a-z]+-7-14\.[^.]+$/);
  expect(parseOffset(white.lastOffset)?.seen).toEqual({ white: 0, black: 40 });
});

test.concurrent("N7 E1 a list that does not fit is refused as a whole, and the seat stays where it is", async () => {
  await using relay = await startRelay();
  await using pair = await seatPair(relay, { options: STAY_AWAY });
  const { white, black } = pair;
  await using page = await RawClient.connect(relay.url);
  for (const wrong of [
    [kept("e2e4", 2), kept("d2d4", 1)],
    [kept("e2e4", 1), { n: 2, after: 0, event: "leave_game" }],
    [kept("e2e4", 1), kept("", 2)],
    Array.from({ length: 17 }, (_, index) => kept("e2e4", index + 1)),
  ]) {
    const answer = await page.ask("resume_game", { ...parseOffset(white.lastOffset), sent: wrong });
    expect(answer).toMatchObject({
      ok: false,
      error: { code: "BAD_PAYLOAD", message: expect.stringContaining('"sent"') },
    });
  }
  expect(await white.ask(...move("a2a3", 1))).toEqual({ ok: true });
  await black.next("game_move");
  expect(moves(black)).toEqual([["game_move", { uci: "a2a3" }]]);
});

test.concurrent("N7 L2 brought events count as sent, and a new link can always bring them all", async () => {
  await using relay = await startRelay({ EVENTS_PER_SECOND: 2 });
  await using pair = await seatPair(relay, { options: STAY_AWAY });
  const { white, black } = pair;
  const sent = Array.from({ length: 16 }, (_, index) => kept(`w${index}`, index + 1));
  const refusesTheBusy = async () => {
    await using busy = await RawClient.connect(relay.url, STAY_AWAY);
    for (const each of [1, 2, 3, 4, 5]) busy.emit("ignored", each);
    const wanted = { ...parseOffset(white.lastOffset), sent };
    expect(await busy.ask("resume_game", wanted)).toMatchObject({
      ok: false,
      error: { code: "TOO_MANY_EVENTS" },
    });
    await busy.disconnected();
  };
  await refusesTheBusy();
  expect(await white.ask("offer_draw")).toEqual({ ok: true });
  await black.next("offer_draw");
  {
    await using back = await comesBack(relay.url, white.lastOffset, { sent });
    expect(back.answer.number).toBe(16);
    await black.until("all moves", () => black.count("game_move") === 16);
  }
  await relay.kill();
  await relay.start();
  await refusesTheBusy();
  await using back = await comesBack(relay.url, white.lastOffset, { sent });
  expect(back.answer.number).toBe(16);
});

test.concurrent("F7 F5 what goes back to its sender is there before its acknowledgement", async () => {
  await using relay = await startRelay();
  await using pair = await seatPair(relay);
  const { white } = pair;
  const heard: number[] = [];
  const sent = Array.from({ length: 20 }, (_, index) => move(`m${index}`, index + 1));
  for (const each of sent) white.socket.emit(...each, () => heard.push(white.count("game_move")));
  await white.barrier();
  expect(heard).toEqual(sent.map((_, index) => index + 1));
});
