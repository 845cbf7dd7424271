// Dropped links are not departures: away, back, left, and when each is said (rules P). Time is measured
// by the relay's own timers: what must not have happened yet is compared with what has.

import { expect, test } from "vitest";
import { AppDouble } from "./app-double.ts";
import { LinkProxy } from "./link-proxy.ts";
import { RawClient } from "./raw-client.ts";
import { createGame, seatPair } from "./raw-pair.ts";
import type { RelayProcess } from "./relay-process.ts";
import { startRelay } from "./relay-process.ts";

/** Between the test's clock and the relay's, in milliseconds. */
const CLOCK_TOLERANCE = 20;

/** Passes when a player who drops now is said to have left: whoever dropped before is over his grace. */
async function oneGrace(relay: RelayProcess): Promise<void> {
  await using pair = await seatPair(relay, { options: { reconnection: false } });
  pair.black.socket.io.engine.close();
  await pair.white.next("peer_left");
}

test.concurrent("P1 P2 P4 a dropped player is away, and has left once the grace is over", async () => {
  await using relay = await startRelay({ GRACE_SECONDS: 2 });
  await using network = await LinkProxy.before(relay);
  await using pair = await seatPair(relay, { black: network });
  const { white } = pair;
  const dropped = performance.now();
  network.keepAway();
  expect((await white.next("peer_away")).args).toEqual([{ graceMs: 2000 }]);
  const left = await white.next("peer_left");
  expect(left.at - dropped).toBeGreaterThan(2000 - CLOCK_TOLERANCE);
  await oneGrace(relay);
  await white.barrier();
  expect(white.story.slice(3).map(([event]) => event)).toEqual(["peer_away", "peer_left"]);
});

test.concurrent("P1 P2 a player who is back within the grace never left", async () => {
  await using relay = await startRelay({ GRACE_SECONDS: 2 });
  await using network = await LinkProxy.before(relay);
  await using pair = await seatPair(relay, { black: network });
  const { white, black } = pair;
  network.cut();
  await white.next("peer_back");
  await oneGrace(relay);
  black.emit("game_move", { uci: "e7e5" });
  await white.next("game_move");
  const told = white.story.slice(3).map(([event]) => event);
  expect(told).toEqual(["peer_away", "peer_back", "game_move"]);
});

test.concurrent("P1 the grace is 90 seconds unless set otherwise", async () => {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  await using pair = await seatPair(relay, { black: network });
  network.cut();
  expect((await pair.white.next("peer_away")).payload).toEqual({ graceMs: 90_000 });
  await pair.white.next("peer_back");
  expect(pair.white.count("peer_left")).toBe(0);
});

test.concurrent("P3 P4 a player may come back after the grace, and leave again", async () => {
  await using relay = await startRelay({ GRACE_SECONDS: 1 });
  await using network = await LinkProxy.before(relay);
  await using pair = await seatPair(relay, { black: network });
  const { white, black } = pair;
  network.keepAway();
  await white.next("peer_left");
  white.emit("game_move", { uci: "e2e4" });
  network.accept();
  await white.next("peer_back");
  await black.next("game_move");
  black.emit("game_move", { uci: "e7e5" });
  await white.until("the answer", () => white.count("game_move") === 2);
  network.keepAway();
  await white.until("the second departure", () => white.count("peer_left") === 2);
  await oneGrace(relay);
  await white.barrier();
  const told = white.story.slice(3).map(([event]) => event);
  const departure = ["peer_away", "peer_left"];
  expect(told).toEqual([...departure, "game_move", "peer_back", "game_move", ...departure]);
});

test.concurrent("P3 a peer_left that was never received is withdrawn by the return", async () => {
  await using relay = await startRelay({ GRACE_SECONDS: 1, PING_TIMEOUT_SECONDS: 60 });
  await using whites = await LinkProxy.before(relay);
  await using blacks = await LinkProxy.before(relay);
  await using pair = await seatPair(relay, { white: whites, black: blacks });
  const { white, black } = pair;
  // White's link is dead without anybody knowing; what is said to him goes nowhere.
  whites.silence();
  blacks.keepAway();
  await oneGrace(relay);
  blacks.accept();
  await black.connected(2);
  await black.barrier();
  whites.freeze();
  await white.connected(2);
  black.emit("game_move", { uci: "e7e5" });
  await white.next("game_move");
  expect(white.count("peer_left")).toBe(0);
});

test.concurrent("P5 a waiting host may be away as long as the room stands", async () => {
  await using relay = await startRelay({ GRACE_SECONDS: 1 });
  await using network = await LinkProxy.before(relay);
  await using host = await RawClient.connect(network.url);
  await using guest = await RawClient.connect(relay.url);
  const code = await createGame(host);
  network.keepAway();
  await host.disconnected();
  await oneGrace(relay);
  guest.emit("join_game", { code, name: "Guest", client: "one that can wait" });
  expect((await guest.next("peer_away")).payload).toEqual({ graceMs: 1_800_000 });
  await oneGrace(relay);
  guest.emit("ready", { hello: 1 });
  network.accept();
  await guest.next("peer_back");
  await host.next("peer_ready");
  expect(guest.story).toEqual([
    ["game_joined", { color: "black", peerName: "White", code }],
    ["peer_away", { graceMs: 1_800_000 }],
    ["peer_back", {}],
  ]);
  const joined = host.story.slice(1, 3).sort();
  expect(joined).toEqual([
    ["game_joined", { color: "white", peerName: "Guest", code }],
    ["peer_joined", { peerName: "Guest" }],
  ]);
  expect(host.story.slice(3)).toEqual([["peer_ready", { hello: 1 }]]);
});

test.concurrent("P5 so may a host whose link turns out to be dead only after the join", async () => {
  const settings = { GRACE_SECONDS: 1, PING_INTERVAL_SECONDS: 1, PING_TIMEOUT_SECONDS: 2 };
  await using relay = await startRelay(settings);
  await using network = await LinkProxy.before(relay);
  await using host = await RawClient.connect(network.url);
  await using guest = await RawClient.connect(relay.url);
  const code = await createGame(host);
  network.silence();
  guest.emit("join_game", { code, name: "Guest", client: "one that can wait" });
  await guest.next("game_joined");
  expect((await guest.next("peer_away")).payload).toEqual({ graceMs: 1_800_000 });
  await oneGrace(relay);
  network.freeze();
  await guest.next("peer_back");
  expect((await host.next("peer_joined")).payload).toEqual({ peerName: "Guest" });
  guest.emit("game_move", { uci: "e7e5" });
  await Promise.all([host.next("game_move"), guest.next("game_move")]);
  expect(guest.count("peer_left")).toBe(0);
});

test.concurrent("P5 the app's host may sleep while the other types the code", async () => {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  await using host = new AppDouble(network.url, "Host");
  await using guest = new AppDouble(relay.url, "Guest");
  const code = await host.createGame();
  network.keepAway();
  await guest.joinGame(code);
  network.accept();
  await host.until("the guest", () => host.attentive);
  expect(host).toMatchObject({ color: "white", peerName: "Guest" });
  guest.ready();
  await host.next("peer_ready");
  host.ready();
  await guest.started();
  expect([host.phase, guest.phase]).toEqual(["connected", "connected"]);
});

test.concurrent("P6 who comes back is told that the opponent is away meanwhile", async () => {
  await using relay = await startRelay();
  await using whites = await LinkProxy.before(relay);
  await using blacks = await LinkProxy.before(relay);
  await using pair = await seatPair(relay, { white: whites, black: blacks });
  const { white, black } = pair;
  whites.keepAway();
  await black.next("peer_away");
  blacks.keepAway();
  await black.disconnected();
  whites.accept();
  const { payload } = await white.next("peer_away");
  const { graceMs } = payload as { graceMs: number };
  expect(graceMs).toBeGreaterThan(0);
  expect(graceMs).toBeLessThanOrEqual(90_000);
  blacks.accept();
  await white.next("peer_back");
});

test.concurrent("S7 S15 P2 P7 after a restart the grace of who stays away runs from the rebuild", async () => {
  await using relay = await startRelay({ GRACE_SECONDS: 2 });
  await using whites = await LinkProxy.before(relay);
  await using blacks = await LinkProxy.before(relay);
  await using pair = await seatPair(relay, { white: whites, black: blacks });
  const { white, black } = pair;
  blacks.refuse();
  await relay.kill();
  await Promise.all([white.disconnected(), black.disconnected()]);
  const restarted = performance.now();
  await relay.start();
  const { graceMs } = (await white.next("peer_away")).payload as { graceMs: number };
  expect(graceMs).toBeGreaterThan(1900);
  expect(graceMs).toBeLessThanOrEqual(2000);
  const left = await white.next("peer_left");
  expect(left.at - restarted).toBeGreaterThan(2000 - CLOCK_TOLERANCE);
  // White's name went with the relay, so for White the game is over now.
  blacks.accept();
  await black.next("peer_left");
  expect(white.count("peer_back")).toBe(0);
});
