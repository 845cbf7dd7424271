// Rooms and clients that nobody uses any more (rules I, C4), with shortened times. A silent pair that
// is swept serves as the clock for rooms that must not be.

import { expect, test } from "vitest";
import { LinkProxy } from "./link-proxy.ts";
import { RawClient } from "./raw-client.ts";
import { createGame, seatPair } from "./raw-pair.ts";
import type { RelayProcess } from "./relay-process.ts";
import { startRelay } from "./relay-process.ts";

const QUICK = { ROOM_IDLE_SECONDS: 3, SWEEP_SECONDS: 0.5 };
const FOR_GOOD = { up: false, reason: "io server disconnect" };
const CLOCK_TOLERANCE = 20;

/** Passes when a room that falls silent now has been swept. */
async function oneSilence(relay: RelayProcess): Promise<void> {
  await using pair = await seatPair(relay);
  await pair.white.next("room_closed");
}

test.concurrent("I1 I2 a room whose clients are merely connected ends, and they with it", async () => {
  // Its clients answer a ping every half second, which counts for nothing.
  await using relay = await startRelay({ ...QUICK, PING_INTERVAL_SECONDS: 0.5 });
  await using pair = await seatPair(relay);
  const { white, black } = pair;
  const lastActivity = performance.now();
  white.emit("game_move", { uci: "e2e4" });
  for (const player of [white, black]) {
    const closed = await player.next("room_closed");
    expect(closed.args).toEqual([{ reason: "idle" }]);
    expect(closed.at - lastActivity).toBeGreaterThan(3000 - CLOCK_TOLERANCE);
    await player.disconnected();
    expect(player.links).toEqual([expect.objectContaining({ up: true }), FOR_GOOD]);
    // socket.io-client has given up: it was not a lost link.
    expect(player.socket.active).toBe(false);
    expect(player.count("peer_left") + player.count("peer_heartbeat")).toBe(0);
  }
  await using late = await RawClient.connect(relay.url);
  late.emit("join_game", { code: pair.code, name: "Late" });
  expect((await late.next("error")).payload).toMatchObject({ code: "GAME_NOT_FOUND" });
});

test.concurrent("I1 G11 S5 a waiting room and a room with an absent player end as well", async () => {
  await using relay = await startRelay(QUICK);
  await using network = await LinkProxy.before(relay);
  await using pair = await seatPair(relay, { black: network });
  await using host = await RawClient.connect(relay.url);
  const code = await createGame(host);
  network.keepAway();
  await Promise.all([pair.white.next("room_closed"), host.next("room_closed")]);
  await using late = await RawClient.connect(relay.url);
  late.emit("join_game", { code, name: "Late" });
  expect((await late.next("error")).payload).toMatchObject({ code: "GAME_NOT_FOUND" });
  network.accept();
  await pair.black.connected(2);
  expect(pair.black.connection.recovered).toBe(false);
  pair.black.emit("game_move", { uci: "e7e5" });
  expect((await pair.black.next("error")).payload).toMatchObject({ code: "NOT_IN_GAME" });
});

const signs: readonly (readonly [string, ...unknown[]])[] = [
  ["heartbeat"],
  ["game_move", { uci: "e2e4" }],
  ["resign", { color: "white" }],
  ["offer_draw"],
  ["accept_draw"],
  ["ready"],
];

test.concurrent.for(signs)("I2 a room with no other sign of life than %s stays", async (sign) => {
  await using relay = await startRelay(QUICK);
  await using pair = await seatPair(relay);
  const timer = setInterval(() => pair.white.emit(...sign), 500);
  await oneSilence(relay);
  await oneSilence(relay);
  clearInterval(timer);
  pair.black.emit("game_move", { uci: "g8f6" });
  await pair.black.next("game_move");
  expect(pair.black.count("room_closed")).toBe(0);
});

test.concurrent("I2 a resume counts as activity", async () => {
  await using relay = await startRelay({ ...QUICK, ROOM_IDLE_SECONDS: 6 });
  await using network = await LinkProxy.before(relay);
  await using pair = await seatPair(relay, { black: network });
  const timer = setInterval(() => network.cut(), 700);
  await oneSilence(relay);
  await oneSilence(relay);
  clearInterval(timer);
  pair.white.emit("game_move", { uci: "e2e4" });
  await pair.black.next("game_move");
  expect(pair.black.connects).toBeGreaterThan(4);
});

test.concurrent("H2 I2 heartbeats sent on a player's behalf keep his game", async () => {
  const settings = { ROOM_IDLE_SECONDS: 10, SWEEP_SECONDS: 0.5, PING_INTERVAL_SECONDS: 1 };
  await using relay = await startRelay(settings);
  await using pair = await seatPair(relay);
  pair.white.emit("heartbeat");
  await pair.black.next("peer_heartbeat");
  await oneSilence(relay);
  await oneSilence(relay);
  pair.black.emit("game_move", { uci: "g8f6" });
  await pair.white.next("game_move");
  expect(pair.black.count("peer_heartbeat")).toBeGreaterThan(2);
});

test.concurrent("C4 a client without a seat is dropped after the idle time, for good", async () => {
  await using relay = await startRelay(QUICK);
  const connecting = performance.now();
  await using never = await RawClient.connect(relay.url);
  await using pair = await seatPair(relay);
  const timer = setInterval(() => pair.black.emit("heartbeat"), 500);
  await never.disconnected();
  expect(performance.now() - connecting).toBeGreaterThan(3000 - CLOCK_TOLERANCE);
  expect(never.links.at(-1)).toEqual(FOR_GOOD);
  expect(never.socket.active).toBe(false);
  // His idle time begins when he gives up his seat.
  const leaving = performance.now();
  pair.white.emit("leave_game");
  await pair.white.disconnected();
  expect(performance.now() - leaving).toBeGreaterThan(3000 - CLOCK_TOLERANCE);
  expect(pair.white.links.at(-1)).toEqual(FOR_GOOD);
  clearInterval(timer);
  await pair.black.barrier();
  expect(pair.black.links).toHaveLength(1);
});
