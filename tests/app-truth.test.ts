// The released app is told the truth in words it knows: that its return was refused (S5), that its opponent closed the window
// (P8), that nobody waits behind a code (P5), and that a game is over for the other (P7).

import { NO_OFFSET } from "@en-parlant/protocol";
import { expect, test } from "vitest";
import { AppDouble } from "./app-double.ts";
import { sayGoingAway } from "./going-away.ts";
import { LinkProxy } from "./link-proxy.ts";
import { RawClient } from "./raw-client.ts";
import { createGame, seatPair } from "./raw-pair.ts";
import type { Settings } from "./relay-process.ts";
import { startRelay } from "./relay-process.ts";
import { Resources } from "./resources.ts";
import { Table } from "./table.ts";

const ELSEWHERE = "another secret, and long enough for one";

/** Two apps in a game, each behind a network of its own. */
async function startGame(settings: Settings = {}) {
  await using stack = new Resources();
  const relay = stack.use(await startRelay(settings));
  const whites = stack.use(await LinkProxy.before(relay));
  const blacks = stack.use(await LinkProxy.before(relay));
  const white = stack.use(new AppDouble(whites.url, "White"));
  const black = stack.use(new AppDouble(blacks.url, "Black"));
  const table = await Table.sit({ white, black });
  await table.start([]);
  const all = stack.move();
  const { code } = table;
  const dispose = () => all[Symbol.asyncDispose]();
  return { relay, whites, blacks, white, black, code, [Symbol.asyncDispose]: dispose };
}

function isOver({ phase }: AppDouble): boolean {
  return phase === "disconnected";
}

test.concurrent("S5 an app whose return another secret refuses is told that the game is over, once", async () => {
  await using game = await startGame();
  const { relay, whites, white } = game;
  await relay.kill();
  await white.disconnected();
  await relay.start({ RELAY_SECRET: ELSEWHERE });
  await white.until("the truth", () => isOver(white));
  whites.cut();
  await white.connected(3);
  await white.pinged(1);
  expect(white.received.filter(({ event }) => event === "peer_left")).toMatchObject([
    { args: [{}, NO_OFFSET] },
  ]);
});

test.concurrent("S5 an app whose room has gone meanwhile is told so", async () => {
  await using game = await startGame({ ROOM_IDLE_SECONDS: 2, SWEEP_SECONDS: 0.5 });
  const { relay, whites, white, black, code } = game;
  whites.keepAway();
  await white.disconnected();
  black.quit();
  const isGone = async (): Promise<boolean> => {
    await using stranger = await RawClient.connect(relay.url);
    const answer = await stranger.ask("join_game", { code, name: "Eve" });
    return !answer.ok && answer.error.code === "GAME_NOT_FOUND";
  };
  // The sweep looks twice a second.
  let gone = false;
  while (!gone) gone = await isGone();
  whites.accept();
  await white.until("the truth", () => isOver(white));
  expect(white.phase).toBe("disconnected");
});

test.concurrent("P8 an app whose window was closed has left after the short grace", async () => {
  await using game = await startGame({ CLOSED_WINDOW_GRACE_SECONDS: 2 });
  const { white, black } = game;
  black.closeWindow();
  expect((await white.next("peer_away")).payload).toEqual({ graceMs: 90_000 });
  const { graceMs } = (await white.next("peer_away")).payload as { graceMs: number };
  expect(graceMs).toBeGreaterThan(0);
  expect(graceMs).toBeLessThanOrEqual(1_000);
  await white.until("the end", () => isOver(white));
});

test.concurrent("P8 the short grace is ten seconds unless set otherwise", async () => {
  await using game = await startGame();
  game.black.closeWindow();
  await game.white.next("peer_away");
  const { graceMs } = (await game.white.next("peer_away")).payload as { graceMs: number };
  expect(graceMs).toBeGreaterThan(7_000);
  expect(graceMs).toBeLessThanOrEqual(9_000);
});

test.concurrent("P8 a link that dies without a word has the long one, and so has a client with a name", async () => {
  await using game = await startGame({ CLOSED_WINDOW_GRACE_SECONDS: 1, GRACE_SECONDS: 4 });
  const { relay, blacks, white } = game;
  await using named = await seatPair(relay, { options: { reconnection: false } });
  const begun = performance.now();
  blacks.keepAway();
  sayGoingAway(named.black.socket);
  for (const who of [white, named.white]) {
    expect((await who.next("peer_left")).at - begun).toBeGreaterThan(3_900);
    expect(who.count("peer_away")).toBe(1);
  }
});

test.concurrent("P8 a window whose link began by polling is closed like any other", async () => {
  await using relay = await startRelay({ CLOSED_WINDOW_GRACE_SECONDS: 2 });
  const ways = { transports: ["polling", "websocket"], reconnection: false };
  await using pair = await seatPair(relay, { options: ways, named: false });
  const { engine } = pair.black.socket.io;
  if (engine.transport.name !== "websocket") {
    await new Promise((resolve) => engine.once("upgrade", resolve));
  }
  sayGoingAway(pair.black.socket);
  const left = await pair.white.next("peer_left");
  expect(left.payload).toEqual({});
});

test.concurrent("P8 many links that go at once are a proxy's, and lose nobody", async () => {
  await using relay = await startRelay({ CLOSED_WINDOW_GRACE_SECONDS: 1, GRACE_SECONDS: 3 });
  await using stack = new Resources();
  const options = { reconnection: false };
  const away = async () => stack.use(await seatPair(relay, { options, named: false }));
  const [first, second, standing] = [await away(), await away(), await away()];
  const begun = performance.now();
  for (const { white, black } of [first, second])
    for (const each of [white, black]) sayGoingAway(each.socket);
  for (const { white, black } of [first, second]) {
    await Promise.all([white.disconnected(), black.disconnected()]);
  }
  await using back = await RawClient.resume(relay.url, first.white.session);
  const { graceMs } = (await back.next("peer_away")).payload as { graceMs: number };
  expect(graceMs).toBeGreaterThan(1_500);
  expect((await back.next("peer_left")).at - begun).toBeGreaterThan(2_900);
  expect(standing.white.count("peer_away")).toBe(0);
});

test.concurrent("P5 P8 whoever joins the app of a host that has gone learns it at the end of the host's grace", async () => {
  await using relay = await startRelay({ CLOSED_WINDOW_GRACE_SECONDS: 5 });
  const host = new AppDouble(relay.url, "Host");
  await using guest = new AppDouble(relay.url, "Guest");
  const code = await host.createGame();
  host.closeWindow();
  await guest.joinGame(code);
  expect(guest.peerName).toBe("Host");
  await guest.until("the truth", () => isOver(guest));
});

test.concurrent("P5 after the grace the app is told to ask its opponent, and the room waits for the host", async () => {
  await using relay = await startRelay({ GRACE_SECONDS: 1 });
  await using network = await LinkProxy.before(relay);
  await using host = new AppDouble(network.url, "Host");
  await using guest = new AppDouble(relay.url, "Guest");
  const code = await host.createGame();
  network.keepAway();
  await host.disconnected();
  // Whoever drops now is over the grace after the host is.
  await using pair = await seatPair(relay, { options: { reconnection: false } });
  pair.black.socket.io.engine.close();
  await pair.white.next("peer_left");
  await expect(guest.joinGame(code)).rejects.toThrow(
    "Your opponent is not connected. Ask them to open the game again.",
  );
  network.accept();
  await host.connected(2);
  await guest.joinGame(code);
  await host.until("the guest", () => host.attentive && host.peerName === "Guest");
});

test.concurrent("P7 an app that comes back to one that has heard of its departure is told too", async () => {
  await using game = await startGame({ GRACE_SECONDS: 1 });
  const { blacks, white, black } = game;
  blacks.keepAway();
  await white.until("the end", () => isOver(white));
  blacks.accept();
  await black.until("the end", () => isOver(black));
  await white.pinged(2);
  expect([white.count("peer_left"), black.count("peer_left")]).toEqual([1, 1]);
  expect(white.count("peer_back")).toBe(0);
});

test.concurrent("P7 so is a client with a name, which hears no sign of life of the app's any more", async () => {
  await using relay = await startRelay({ GRACE_SECONDS: 1, PING_INTERVAL_SECONDS: 1 });
  await using network = await LinkProxy.before(relay);
  await using app = new AppDouble(relay.url, "App");
  await using page = await RawClient.connect(network.url);
  await app.joinGame(await createGame(page, "a page"));
  await app.until("the board", () => app.attentive);
  network.keepAway();
  await app.until("the end", () => isOver(app));
  network.accept();
  await page.next("peer_left");
  const heartbeats = page.count("peer_heartbeat");
  await app.pinged(8);
  expect(page.count("peer_heartbeat")).toBe(heartbeats);
  expect(page.count("peer_back")).toBe(0);
});

test.concurrent("P3 P7 a client with a name that waited is told peer_back, and the app plays on", async () => {
  await using relay = await startRelay({ GRACE_SECONDS: 1 });
  await using network = await LinkProxy.before(relay);
  await using app = new AppDouble(network.url, "App");
  await using page = await RawClient.connect(relay.url);
  await app.joinGame(await createGame(page, "a page"));
  await app.until("the board", () => app.attentive);
  network.keepAway();
  await page.next("peer_left");
  network.accept();
  await page.next("peer_back");
  page.emit("ready");
  app.ready();
  await app.started();
  page.emit("game_move", { uci: "e2e4" });
  await app.until("the move", () => app.core.moves.join() === "e2e4");
});
