// The SDK on a relay that speaks the base events only: whole games, with the released app and with another SDK.
// Such a relay keeps no seats, so a lost link costs the game, and the session says so.

import type { Color } from "@en-parlant/protocol";
import { expect, test } from "vitest";
import { AppDouble } from "./app-double.ts";
import type { BaseRelay } from "./base-relay.ts";
import { startBaseRelay } from "./base-relay.ts";
import { HAMPPE } from "./famous-game.ts";
import { LinkProxy } from "./link-proxy.ts";
import { seatPlayers } from "./sdk-game.ts";
import { SdkPlayer } from "./sdk-player.ts";

const MOVES = HAMPPE.map(({ uci }) => ({ uci }));
const names = ({ told }: SdkPlayer) => told.map(({ event, mine }) => `${mine ? "" : "> "}${event}`);

test.concurrent("two SDKs play, draw, play again and resign", async () => {
  await using relay = await startBaseRelay();
  await using players = await seatPlayers(relay, relay);
  const { white, black, both } = players;
  expect(white.session.seat).toMatchObject({ color: "white", joined: true, peerName: "Black" });
  expect(black.session.seat).toMatchObject({ color: "black", joined: true, peerName: "White" });
  await bothReady(white, black, 1);
  for (const player of both) player.play(HAMPPE);
  for (const player of both) {
    await player.until("all moves", () => player.moves.length === HAMPPE.length);
  }
  await white.session.offerDraw();
  await black.until("the offer", () => black.heard("offer_draw") === 1);
  await black.session.acceptDraw();
  await white.until("the answer", () => white.heard("accept_draw") === 1);
  await bothReady(black, white, 2);
  await black.session.resign();
  await white.until("the end", () => white.heard("resign") === 1);

  expect(white.moves).toEqual(HAMPPE.map((move, ply) => ({ ...move, mine: ply % 2 === 0 })));
  expect(black.moves).toEqual(HAMPPE.map((move, ply) => ({ ...move, mine: ply % 2 === 1 })));
  const others = (player: SdkPlayer) => names(player).filter((name) => !name.includes("move"));
  expect(others(white)).toEqual([
    "> game_created",
    "> peer_joined",
    "ready",
    "> peer_ready",
    "offer_draw",
    "> accept_draw",
    "> peer_ready",
    "ready",
    "> resign",
  ]);
  expect(others(black)).toEqual([
    "> game_joined",
    "> peer_ready",
    "ready",
    "> offer_draw",
    "accept_draw",
    "ready",
    "> peer_ready",
    "resign",
  ]);
  for (const player of both) {
    expect(player.session.history).toEqual(player.told);
    expect(player.session.pending).toEqual([]);
    expect(player.errors).toEqual([]);
    expect(player.storage.items.size).toBe(0);
  }
});

test.concurrent("a draw that was accepted does not hide the answer to the next offer", async () => {
  await using relay = await startBaseRelay();
  await using players = await seatPlayers(relay, relay);
  const { white, black } = players;
  await bothReady(white, black, 1);
  await black.session.offerDraw();
  await white.until("the offer", () => white.heard("offer_draw") === 1);
  await white.session.acceptDraw();
  await black.until("the answer", () => black.heard("accept_draw") === 1);
  await bothReady(white, black, 2);
  await white.session.sendMove("e2e4");
  await white.session.offerDraw();
  await black.until("the offer", () => black.heard("offer_draw") === 1);
  await black.session.acceptDraw();
  await white.until("the answer", () => white.heard("accept_draw") === 1);
});

test.concurrent("clocks that an old relay makes null are left out as they were", async () => {
  await using relay = await startBaseRelay();
  await using players = await seatPlayers(relay, relay);
  const { white, black } = players;
  const heard: unknown[] = [];
  black.session.on("game_move", (move) => heard.push(move));
  await white.session.sendMove("e2e4");
  await white.session.sendMove("d2d4", { whiteTime: 5 });
  await black.until("both", () => black.moves.length === 2);
  expect(heard).toEqual([{ uci: "e2e4" }, { uci: "d2d4", whiteTime: 5 }]);
  expect(black.moves).toEqual([
    { uci: "e2e4", mine: false },
    { uci: "d2d4", whiteTime: 5, mine: false },
  ]);
});

test.concurrent.for(["white", "black"] as const)(
  "the SDK plays the app, which has %s: a draw, a rematch, a resignation",
  async (appColor) => {
    await using relay = await startBaseRelay();
    await using table = await meet(relay, appColor);
    const { app, sdk } = table;
    await start(table, 1);
    sdk.play(MOVES);
    for (const [ply, move] of MOVES.entries()) {
      await app.until(`ply ${ply}`, () => app.core.moves.length >= ply);
      if ((ply % 2 === 0) === (appColor === "white")) app.move(move.uci);
    }
    await sdk.until("all moves", () => sdk.moves.length === MOVES.length);
    await app.until("all moves", () => app.core.moves.length === MOVES.length);
    await sdk.session.offerDraw();
    await app.until("the offer", () => app.drawOffered || app.count("offer_draw") > 0);
    app.draw();
    await sdk.until("the answer", () => sdk.heard("accept_draw") === 1);
    expect(app.result).toBe("1/2-1/2");
    expect(app.core.moves).toEqual(MOVES.map(({ uci }) => uci));
    expect(app.core.refused).toEqual([]);
    expect(sdk.moves.map(({ uci }) => uci)).toEqual(MOVES.map(({ uci }) => uci));

    await start(table, 2);
    await sdk.session.resign();
    await app.until("the end", () => app.game === "gameOver");
    expect(app.result).toBe(appColor === "white" ? "1-0" : "0-1");
    app.quit();
    await sdk.until("the goodbye", () => sdk.session.peer.status === "left");
    expect(sdk.errors).toEqual([]);
  },
);

test.concurrent("a lost link costs the seat: the session says so, and plays another game", async () => {
  await using relay = await startBaseRelay();
  await using network = await LinkProxy.before(relay);
  await using players = await seatPlayers(network, relay);
  const { white, black } = players;
  network.cut();
  await white.until("the news", () => white.errors.length > 0);
  expect(white.errors).toEqual(["SEAT_LOST"]);
  expect(white.session.seat).toBeUndefined();
  await expect(white.session.sendMove("e2e4")).rejects.toMatchObject({ code: "NOT_IN_GAME" });
  await black.until("the goodbye", () => black.session.peer.status === "left");
  const { code } = await white.session.createGame("White");
  await black.session.joinGame(code, "Black");
  await white.session.waitForPeer();
  await white.session.sendMove("e2e4");
  await black.until("the move", () => black.moves.length === 1);
  expect(white.session.connection).toEqual({ status: "online" });
});

test.concurrent("without a link nothing can be sent, and it is said", async () => {
  await using relay = await startBaseRelay();
  await using network = await LinkProxy.before(relay);
  await using players = await seatPlayers(network, relay);
  const { white } = players;
  network.keepAway();
  await white.reconnecting();
  await expect(white.session.sendMove("e2e4")).rejects.toMatchObject({ code: "UNREACHABLE" });
  expect(white.moves).toEqual([]);
});

test.concurrent("who leaves disconnects, as an old relay knows no other way, and can come again", async () => {
  await using relay = await startBaseRelay();
  await using players = await seatPlayers(relay, relay);
  const { white, black } = players;
  await white.session.leave();
  await black.until("the goodbye", () => black.session.peer.status === "left");
  expect(white.session.connection).toEqual({ status: "offline", reason: "closed" });
  expect(await white.session.createGame("White")).toMatchObject({ color: "white" });
});

test.concurrent("refusals without a code keep their sentence", async () => {
  await using relay = await startBaseRelay();
  await using players = await seatPlayers(relay, relay);
  await using third = new SdkPlayer(relay.url, "Third");
  const full = players.white.session.seat?.code ?? "";
  for (const [code, message] of [
    ["ABCDEF", "Game not found"],
    [full, "Game is full"],
  ] as const) {
    await expect(third.session.joinGame(code, "Third")).rejects.toMatchObject({
      code: "REFUSED",
      message,
    });
  }
});

async function bothReady(first: SdkPlayer, second: SdkPlayer, game: number): Promise<void> {
  await first.session.ready();
  await second.until("the opponent's ready", () => second.heard("peer_ready") === game);
  await second.session.ready();
  await first.until("the opponent's ready", () => first.heard("peer_ready") === game);
}

/** The app and the SDK have met, and the app's board is there. */
async function meet(relay: BaseRelay, appColor: Color) {
  const app = new AppDouble(relay.url, "App");
  const sdk = new SdkPlayer(relay.url, "SDK");
  if (appColor === "white") {
    const code = await app.createGame();
    await sdk.session.joinGame(code.toLowerCase().replaceAll("-", ""), sdk.name);
  } else {
    await app.joinGame((await sdk.session.createGame(sdk.name)).code);
    await sdk.session.waitForPeer();
  }
  await app.until("the app's board", () => app.attentive);
  return {
    app,
    sdk,
    async [Symbol.asyncDispose]() {
      app.quit();
      sdk.session.close();
    },
  };
}

async function start({ app, sdk }: { app: AppDouble; sdk: SdkPlayer }, game: number) {
  app.ready();
  await sdk.until("the app's ready", () => sdk.heard("peer_ready") === game);
  await sdk.session.ready();
  await app.started();
}
