// How the opponent stands, as a session tells it, and how a session finds out that its own link is dead although
// nobody has said so.

import { expect, test } from "vitest";
import { LinkProxy } from "./link-proxy.ts";
import { startRelay } from "./relay-process.ts";
import { seatPlayers } from "./sdk-game.ts";
import { SdkPlayer } from "./sdk-player.ts";

test.concurrent("P1 P2 P3 the opponent is online, away, back, gone and back again", async () => {
  await using relay = await startRelay({ GRACE_SECONDS: 8 });
  await using network = await LinkProxy.before(relay);
  await using players = await seatPlayers(network, relay);
  const { white, black } = players;
  expect(black.session.peer).toEqual({ status: "online" });
  const heard: string[] = [];
  for (const event of ["peer_away", "peer_back", "peer_left"] as const) {
    black.session.on(event, () => heard.push(event));
  }
  const begun = Date.now();
  network.cut();
  await black.until("the return", () => black.peers.length >= 3);
  network.keepAway();
  await black.until("the absence", () => black.session.peer.status === "away");
  await black.until("the departure", () => black.session.peer.status === "left");
  network.accept();
  await white.online();
  await black.until("the last return", () => black.session.peer.status === "online");
  const away = { status: "away", since: expect.any(Number), graceMs: 8_000 };
  const [online, left] = [{ status: "online" }, { status: "left" }];
  expect(black.peers).toEqual([online, away, online, away, left, online]);
  for (const status of black.peers) {
    if (status.status !== "away") continue;
    expect(status.since).toBeGreaterThanOrEqual(begun);
    expect(status.since).toBeLessThanOrEqual(Date.now());
  }
  expect(heard).toEqual(["peer_away", "peer_back", "peer_away", "peer_left", "peer_back"]);
  expect(white.peers).toEqual([online]);
});

test.concurrent("P6 a player who comes back is told what is left of the opponent's grace", async () => {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  await using players = await seatPlayers(network, relay);
  const { white, black } = players;
  network.keepAway();
  await white.reconnecting();
  black.session.detach();
  network.accept();
  await white.until("the news", () => white.session.peer.status === "away");
  await black.reload();
  expect(black.session.peer).toEqual({ status: "online" });
  await white.until("the return", () => white.session.peer.status === "online");
});

test.concurrent("H1 the opponent is alive while his heartbeats come, and so is the link", async () => {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  network.delayMs = 30;
  await using players = await seatPlayers(network, relay);
  const { white, black } = players;
  expect(white.session.isPeerAlive()).toBe(true);
  await white.until("a measurement", () => white.session.latencyMs !== undefined);
  // Timers may be early by a millisecond.
  expect(white.session.latencyMs).toBeGreaterThan(55);
  const measured = new Promise((resolve) => white.session.on("latency", resolve));
  expect(await measured).toBe(white.session.latencyMs);
  expect(black.session.isPeerAlive()).toBe(true);
  expect(black.session.isPeerAlive(0)).toBe(false);
  expect(black.peers).toEqual([{ status: "online" }]);
});

test.concurrent("a half-open link that nobody has told of is noticed by the heartbeat, and healed", async () => {
  // The relay's own pings would take much longer.
  await using relay = await startRelay({ PING_INTERVAL_SECONDS: 60, PING_TIMEOUT_SECONDS: 60 });
  await using network = await LinkProxy.before(relay);
  await using players = await seatPlayers(network, relay);
  const { white, black } = players;
  await white.until("a measurement", () => white.session.latencyMs !== undefined);
  const heard: string[] = [];
  black.session.on("peer_away", () => heard.push("peer_away"));
  network.silence();
  void white.session.sendMove("e2e4");
  const begun = performance.now();
  await white.reconnecting();
  // The next beat comes within 5 s, and its answer is overdue after 10. Sooner would cut slow links off.
  expect(performance.now() - begun).toBeGreaterThan(9_000);
  expect(heard).toEqual([]);
  await white.online();
  await black.until("the move", () => black.moves.length === 1);
  expect(white.session.pending).toEqual([]);
  expect(black.heard("peer_left")).toBe(0);
});

test.concurrent("a waiting host has no opponent yet, and one who left takes him along", async () => {
  await using relay = await startRelay();
  await using host = new SdkPlayer(relay.url, "Ann");
  await using guest = new SdkPlayer(relay.url, "Bob");
  const { code } = await host.session.createGame("Ann");
  expect(host.session.peer).toEqual({ status: "none" });
  await guest.session.joinGame(code, "Bob");
  await host.session.waitForPeer();
  expect(host.session.peer).toEqual({ status: "online" });
  await host.session.leave();
  expect(host.session.peer).toEqual({ status: "none" });
});
