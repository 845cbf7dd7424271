// How a seat is given up, knowingly or for another one, and when a game ends by it (rules G9 to G11).

import { expect, test } from "vitest";
import { AppDouble } from "./app-double.ts";
import { LinkProxy } from "./link-proxy.ts";
import { RawClient } from "./raw-client.ts";
import { createGame, seatPair } from "./raw-pair.ts";
import { startRelay } from "./relay-process.ts";

const NOT_FOUND = { code: "GAME_NOT_FOUND", message: "Game not found" };

test.concurrent("G9 who creates or joins another game leaves the old one first", async () => {
  await using relay = await startRelay();
  await using first = await seatPair(relay);
  await using other = await RawClient.connect(relay.url);
  const code = await createGame(other);
  first.white.emit("create_game", { name: "White" });
  await first.black.next("peer_left");
  const second = (await first.white.next("game_created")).payload as { code: string };
  expect(second.code).not.toBe(first.code);
  // His new game, where nobody else is, ends when he joins yet another.
  first.white.emit("join_game", { code, name: "White" });
  await first.white.until("a second game", () => first.white.count("game_joined") === 2);
  first.black.emit("join_game", { code: second.code, name: "Black" });
  expect((await first.black.next("error")).payload).toEqual(NOT_FOUND);
  first.white.emit("game_move", { uci: "e7e5" });
  expect((await other.next("game_move")).payload).toEqual({ uci: "e7e5" });
  await first.black.barrier();
  expect(first.black.count("peer_left")).toBe(1);
  expect(first.black.count("game_move")).toBe(0);
});

test.concurrent("G9 who is refused another game keeps the old one", async () => {
  await using relay = await startRelay();
  await using pair = await seatPair(relay);
  await using full = await seatPair(relay);
  const { white, black } = pair;
  for (const code of ["AA-AA-AA", full.code, "nonsense"]) {
    white.emit("join_game", { code, name: "White" });
    expect((await white.next("error")).payload).toMatchObject({
      code: expect.stringMatching(/^GAME_(NOT_FOUND|FULL)$/),
    });
  }
  white.emit("join_game", { name: "no code" });
  white.emit("create_game", { name: 7 });
  expect((await white.next("error")).payload).toMatchObject({ code: "BAD_PAYLOAD" });
  white.emit("game_move", { uci: "e2e4" });
  await black.next("game_move");
  expect(black.story.slice(1)).toEqual([["game_move", { uci: "e2e4" }]]);
});

test.concurrent("G10 P4 leave_game tells the opponent once and leaves the connection usable", async () => {
  await using relay = await startRelay();
  await using pair = await seatPair(relay);
  const { white, black } = pair;
  white.emit("leave_game");
  await black.next("peer_left");
  white.emit("leave_game");
  white.emit("game_move", { uci: "e2e4" });
  await white.until("a refusal", () => white.count("error") > 0);
  expect(white.received.at(-1)?.payload).toMatchObject({ code: "NOT_IN_GAME" });
  const code = await createGame(white);
  await using guest = await RawClient.connect(relay.url);
  guest.emit("join_game", { code, name: "Guest" });
  await white.until("the new opponent", () => white.count("peer_joined") === 2);
  white.socket.disconnect();
  await guest.next("peer_left");
  await black.barrier();
  expect(black.story.slice(1)).toEqual([["peer_left", {}]]);
});

test.concurrent("G10 an app that quits is gone at once, whatever the grace", async () => {
  await using relay = await startRelay({ GRACE_SECONDS: 3600 });
  await using white = new AppDouble(relay.url, "White");
  const code = await white.createGame();
  await using black = new AppDouble(relay.url, "Black");
  await black.joinGame(code);
  await white.until("the opponent", () => white.attentive);
  black.quit();
  await white.until("the notice", () => white.phase === "disconnected");
  expect(white.story.at(-1)).toEqual(["peer_left", {}]);
  expect(white.count("peer_away")).toBe(0);
});

test.concurrent("G11 a game ends when its waiting host leaves or both players have left", async () => {
  await using relay = await startRelay();
  await using late = await RawClient.connect(relay.url);
  await using network = await LinkProxy.before(relay);
  await using pair = await seatPair(relay);
  await using host = await RawClient.connect(network.url);
  const abandoned = await createGame(host);
  host.socket.disconnect();
  await network.until("the end of the host's link", () => network.size === 0);
  pair.white.emit("leave_game");
  await pair.black.next("peer_left");
  pair.black.emit("leave_game");
  await pair.black.barrier();
  for (const code of [abandoned, pair.code]) {
    late.emit("join_game", { code, name: "Late" });
    expect((await late.next("error")).payload).toEqual(NOT_FOUND);
  }
});
