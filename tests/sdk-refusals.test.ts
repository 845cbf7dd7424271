// What the relay refuses: the sentence for the player, and a game that goes on.

import { expect, test } from "vitest";
import { LinkProxy } from "./link-proxy.ts";
import { startRelay } from "./relay-process.ts";
import { seatPlayers } from "./sdk-game.ts";
import { SdkPlayer } from "./sdk-player.ts";

test.concurrent("G6 G7 G8 wrong codes, full games and the own game are refused in the relay's words", async () => {
  await using relay = await startRelay();
  await using players = await seatPlayers(relay, relay);
  await using third = new SdkPlayer(relay.url, "Third");
  const { white, black } = players;
  const code = white.session.seat?.code ?? "";
  for (const wrong of ["ABCDEF", "zz-zz-zz", "no code", ""]) {
    await expect(third.session.joinGame(wrong, "Third")).rejects.toMatchObject({
      name: "SessionError",
      code: "GAME_NOT_FOUND",
      message: "Game not found",
    });
  }
  await expect(third.session.joinGame(code, "Third")).rejects.toMatchObject({
    code: "GAME_FULL",
    message: "Game is full",
  });
  await expect(white.session.joinGame(code, "White")).rejects.toMatchObject({
    code: "OWN_GAME",
    message: "You cannot join your own game",
  });
  // Nobody lost anything by it, and what a promise told no event repeats.
  expect(third.session.connection).toEqual({ status: "online" });
  await white.session.sendMove("e2e4");
  await black.until("the move", () => black.moves.length === 1);
  for (const player of [third, ...players.both]) expect(player.errors).toEqual([]);
});

test.concurrent("G3 a code is taken in any spelling", async () => {
  await using relay = await startRelay();
  for (const spelled of [
    (code: string) => code.toLowerCase(),
    (code: string) => code.replaceAll("-", ""),
    (code: string) => ` ${code.replaceAll("-", " ")} `,
  ]) {
    await using host = new SdkPlayer(relay.url, "Ann");
    await using guest = new SdkPlayer(relay.url, "Bob");
    const { code } = await host.session.createGame("Ann");
    expect(await guest.session.joinGame(spelled(code), "Bob")).toMatchObject({ code });
  }
});

test.concurrent("a second request at the same time is refused, the first is granted", async () => {
  await using relay = await startRelay();
  await using player = new SdkPlayer(relay.url, "Ann");
  const first = player.session.createGame("Ann");
  await expect(player.session.createGame("Ann")).rejects.toMatchObject({ code: "BUSY" });
  expect(await first).toMatchObject({ color: "white" });
});

test.concurrent.for(["online", "offline"])(
  "E1 N7 an event that does not fit, sent %s, is refused once, and the game goes on",
  async (when) => {
    await using relay = await startRelay();
    await using network = await LinkProxy.before(relay);
    await using players = await seatPlayers(network, relay);
    const { white, black } = players;
    if (when === "offline") {
      network.keepAway();
      await white.reconnecting();
    }
    const sent = [
      white.session.offerDraw(),
      white.session.sendMove(""),
      white.session.sendMove("e2e4"),
    ] as const;
    network.accept();
    await expect(sent[1]).rejects.toMatchObject({
      code: "BAD_PAYLOAD",
      message: expect.stringContaining('"uci"'),
    });
    await sent[0];
    await sent[2];
    await black.session.sendMove("e7e5");
    await white.until("the answer", () => white.moves.length === 2);
    expect(white.errors).toEqual(["BAD_PAYLOAD"]);
    expect(white.session.pending).toEqual([]);
    expect(black.told.slice(-3).map(({ event }) => event)).toEqual([
      "offer_draw",
      "game_move",
      "game_move",
    ]);
    // Neither does it come again with the next link.
    network.cut();
    await white.reconnecting();
    await white.online();
    await white.session.sendMove("g1f3");
    await black.until("the next move", () => black.moves.length === 3);
    expect(white.errors).toEqual(["BAD_PAYLOAD"]);
    expect(black.heard("peer_left")).toBe(0);
  },
);

test.concurrent("L2 a player who is told to slow down loses nothing", async () => {
  await using relay = await startRelay({ EVENTS_PER_SECOND: 50 });
  await using players = await seatPlayers(relay, relay);
  const { white, black } = players;
  const moves = Array.from({ length: 400 }, (_, index) => `m${index}`);
  await Promise.all(moves.map((uci) => white.session.sendMove(uci)));
  await black.until("all moves", () => black.moves.length >= moves.length);
  expect(black.moves.map(({ uci }) => uci)).toEqual(moves);
  expect(white.errors).toEqual([]);
});
