// Whoever asks again for the seat that it holds is answered as the first time (G14): buttons that stay lit are pressed twice,
// libraries repeat requests, tutorials join at each connect.

import { expect, test } from "vitest";
import { AppDouble } from "./app-double.ts";
import { LinkProxy } from "./link-proxy.ts";
import { RawClient } from "./raw-client.ts";
import { createGame, seatPair } from "./raw-pair.ts";
import { startRelay } from "./relay-process.ts";

test.concurrent("G14 the app's Create pressed twice opens one game, and its code is good", async () => {
  await using relay = await startRelay();
  await using host = new AppDouble(relay.url, "Host");
  await using guest = new AppDouble(relay.url, "Guest");
  const codes = [await host.createGame(), await host.createGame()];
  expect(codes[1]).toBe(codes[0]);
  await guest.joinGame(codes[1] as string);
  await host.until("the guest", () => host.attentive);
  expect(host.peerName).toBe("Guest");
});

test.concurrent("G14 the app's Join pressed twice seats it, and the host hears of one", async () => {
  await using relay = await startRelay();
  await using host = new AppDouble(relay.url, "Host");
  await using guest = new AppDouble(relay.url, "Guest");
  const code = await host.createGame();
  await guest.joinGame(code);
  await guest.joinGame(code);
  for (const app of [host, guest]) await app.until("its board", () => app.attentive);
  host.ready();
  guest.ready();
  for (const app of [host, guest]) await app.started();
  host.move("e2e4");
  await guest.until("the move", () => guest.core.moves.join() === "e2e4");
  await host.next("game_move");
  expect(host.story.map(([event]) => event)).toEqual([
    "game_created",
    "peer_joined",
    "game_joined",
    "peer_ready",
    "game_move",
  ]);
});

test.concurrent("G14 G9 a burst of the same request is answered each time, alike", async () => {
  await using relay = await startRelay();
  await using host = await RawClient.connect(relay.url);
  await using guest = await RawClient.connect(relay.url);
  const created = await Promise.all(
    [1, 2, 3].map(() => host.ask<{ code: string }>("create_game", { name: "H" })),
  );
  expect(new Set(created.map((answer) => JSON.stringify(answer))).size).toBe(1);
  const [first] = created;
  if (!first?.ok) throw new Error("no game");
  const { code } = first;
  const joined = await Promise.all(
    [1, 2, 3].map(() => guest.ask("join_game", { code, name: "G" })),
  );
  const answer = { ok: true, color: "black", peerName: "H", code };
  expect(joined).toEqual([answer, answer, answer]);
  await host.next("game_joined");
  guest.emit("game_move", { uci: "e7e5" });
  await host.next("game_move");
  expect([host.count("peer_joined"), host.count("game_joined"), host.count("peer_left")]).toEqual([
    1, 1, 0,
  ]);
});

test.concurrent("G14 a client that joins in its connect handler keeps its game over a lost link", async () => {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  await using host = await RawClient.connect(relay.url);
  await using guest = await RawClient.connect(network.url);
  const code = await createGame(host);
  const join = () => guest.emit("join_game", { code, name: "Guest" });
  guest.socket.on("connect", join);
  join();
  await host.next("game_joined");
  host.emit("game_move", { uci: "e2e4" });
  await guest.next("game_move");
  network.cut();
  await guest.connected(2);
  await guest.until("the second answer", () => guest.count("game_joined") === 2);
  host.emit("game_move", { uci: "d2d4" });
  await guest.until("the next move", () => guest.count("game_move") === 2);
  expect(guest.story.filter(([event]) => event === "game_move")).toEqual([
    ["game_move", { uci: "e2e4" }],
    ["game_move", { uci: "d2d4" }],
  ]);
  expect(host.count("peer_left")).toBe(0);
});

test.concurrent("G14 socket.io-client's own repetition of a join on a link that stalls", async () => {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  await using host = await RawClient.connect(relay.url);
  const code = await createGame(host);
  await using guest = await RawClient.connect(network.url, { retries: 20, ackTimeout: 500 });
  const repeated = new Promise<void>((resolve) => {
    let sent = 0;
    guest.socket.io.engine.on("packetCreate", ({ data }) => {
      if (String(data).includes("join_game")) sent += 1;
      if (sent === 2) resolve();
    });
  });
  network.stall();
  const answer = new Promise((resolve) => {
    const about = { code, name: "Guest" };
    const done = (error: unknown, given: unknown) => resolve(error ?? given);
    guest.socket.emit("join_game", about, done);
  });
  await host.next("game_joined");
  await repeated;
  network.flow();
  expect(await answer).toMatchObject({ ok: true, color: "black" });
  expect(host.count("peer_joined")).toBe(1);
});

test.concurrent("G14 S15 a named host whose answer was lost gets the same game on a new link", async () => {
  await using relay = await startRelay({ LOG_LEVEL: "debug" });
  await using first = await RawClient.connect(relay.url, { reconnection: false });
  await using again = await RawClient.connect(relay.url);
  await using stranger = await RawClient.connect(relay.url);
  const code = await createGame(first, "one");
  // A program that hosts on two links has two games.
  const other = await createGame(again, "one");
  expect(other).not.toBe(code);
  first.socket.io.engine.close();
  await again.ask("leave_game");
  await relay.until("the loss to be noticed", () => relay.output.includes("player away"));
  expect(await createGame(stranger, "two")).not.toBe(code);
  // Whoever has another seat meanwhile leaves it (G9).
  await again.ask("join_game", { code: await createGame(stranger, "two"), name: "Guest" });
  expect(await createGame(again, "one")).toBe(code);
  await stranger.next("peer_left");
  expect(await again.ask("game_move", { uci: "e2e4" })).toEqual({ ok: true });
  expect(stranger.count("game_move")).toBe(0);
});

test.concurrent("G14 the name and the options given last count", async () => {
  await using relay = await startRelay();
  await using host = await RawClient.connect(relay.url);
  await using guest = await RawClient.connect(relay.url);
  const code = await createGame(host);
  const options = { time: { minutes: 5 } };
  await host.ask("create_game", { name: "Ann", options });
  expect(await guest.ask("join_game", { code, name: "Bob" })).toEqual({
    ok: true,
    color: "black",
    peerName: "Ann",
    code,
    options,
  });
});

test.concurrent("G14 S7 and they still do after a restart", async () => {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  await using host = await RawClient.connect(network.url);
  await using guest = await RawClient.connect(network.url);
  await createGame(host);
  const options = { time: { minutes: 10 } };
  const created = await host.ask<{ code: string }>("create_game", { name: "Ann", options });
  const code = created.ok && created.code;
  await relay.kill();
  await Promise.all([host.disconnected(), guest.disconnected()]);
  await relay.start();
  await Promise.all([host.connected(2), guest.connected(2)]);
  expect(await guest.ask("join_game", { code, name: "Bob" })).toMatchObject({
    ok: true,
    peerName: "Ann",
    options,
  });
});

test.concurrent("F5 F8 what a seat still owes is acknowledged when it is given up", async () => {
  await using relay = await startRelay();
  await using pair = await seatPair(relay, { named: false });
  const { white, black } = pair;
  const owed = black.ask("game_move", { uci: "e7e5" });
  black.emit("leave_game");
  expect(await owed).toEqual({ ok: true });
  await white.next("peer_left");
});

test.concurrent("G9 G14 a host who is not alone any more opens another game, and leaves the old one", async () => {
  await using relay = await startRelay();
  await using pair = await seatPair(relay);
  expect(await createGame(pair.white, "the client of White")).not.toBe(pair.code);
  await pair.black.next("peer_left");
});
