// The ways to go: leave() and close() give the seat up and the opponent hears of it at once, detach() and a lost
// link do not, and an idle room ends for both.

import { expect, test } from "vitest";
import { LinkProxy } from "./link-proxy.ts";
import { startRelay } from "./relay-process.ts";
import { seatPlayers } from "./sdk-game.ts";

test.concurrent("G10 who leaves is gone for the opponent at once, and can play again", async () => {
  await using relay = await startRelay();
  await using players = await seatPlayers(relay, relay);
  const { white, black } = players;
  await white.session.ready();
  await black.session.ready();
  await white.session.leave();
  await black.until("the goodbye", () => black.heard("peer_left") === 1);
  expect(black.session.peer).toEqual({ status: "left" });
  expect(white.session.seat).toBeUndefined();
  expect(white.session.connection).toEqual({ status: "online" });
  expect(white.storage.items.size).toBe(0);
  await expect(white.session.sendMove("e2e4")).rejects.toMatchObject({ code: "NOT_IN_GAME" });
  const { code } = await white.session.createGame("White");
  await black.session.joinGame(code, "Black");
  expect((await white.session.waitForPeer()).peerName).toBe("Black");
  // Every seat numbers its own events, from 1.
  await white.session.ready();
  await black.session.ready();
  expect(white.errors).toEqual([]);
});

test.concurrent("N5 G10 who resigns and leaves without a link: both are delivered after the return", async () => {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  await using players = await seatPlayers(network, relay);
  const { white, black } = players;
  network.keepAway();
  await white.reconnecting();
  const resigned = white.session.resign();
  const left = white.session.leave();
  expect(white.session.seat).toBeUndefined();
  network.accept();
  await left;
  await expect(resigned).rejects.toMatchObject({ code: "CLOSED" });
  await black.until("the goodbye", () => black.heard("peer_left") === 1);
  const heard = black.told.map(({ event }) => event).slice(-2);
  expect(heard).toEqual(["resign", "peer_left"]);
  await white.online();
  await white.session.createGame("White");
});

test.concurrent("G10 P1 close gives the seat up, detach keeps it for the next page", async () => {
  await using relay = await startRelay();
  await using closed = await seatPlayers(relay, relay);
  await using detached = await seatPlayers(relay, relay);
  closed.white.session.close();
  detached.white.session.detach();
  await closed.black.until("the goodbye", () => closed.black.session.peer.status === "left");
  await detached.black.until("the absence", () => detached.black.session.peer.status === "away");
  await expect(closed.white.reload()).rejects.toMatchObject({ code: "SEAT_LOST" });
  await detached.white.reload();
  await detached.black.until("the return", () => detached.black.session.peer.status === "online");
  expect(detached.black.heard("peer_left")).toBe(0);
});

test.concurrent("I1 a room that was idle ends: the seat is gone, and the session does not come back", async () => {
  // Shorter than the time between two heartbeats.
  await using relay = await startRelay({ ROOM_IDLE_SECONDS: 4, SWEEP_SECONDS: 1 });
  await using players = await seatPlayers(relay, relay);
  const closed: string[] = [];
  for (const player of players.both) {
    player.session.on("room_closed", ({ reason }) => closed.push(reason));
  }
  for (const player of players.both) {
    await player.until("the end", () => player.session.connection.status === "offline");
    expect(player.session.connection).toEqual({ status: "offline", reason: "dismissed" });
    expect(player.session.seat).toBeUndefined();
    expect(player.storage.items.size).toBe(0);
  }
  expect(closed).toEqual(["idle", "idle"]);
  // On purpose it does.
  await players.white.session.createGame("White");
});
