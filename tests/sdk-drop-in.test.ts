// `@en-parlant/client/app` in the place of the app's own relay module: whole games against the released app and
// against another SDK, with a link that breaks in the middle and costs nothing.

import { once } from "node:events";
import { createServer } from "node:http";
import { createAppRelay } from "@en-parlant/client/app";
import { expect, test } from "vitest";
import { AppDouble } from "./app-double.ts";
import { DropInApp } from "./drop-in-app.ts";
import { HAMPPE } from "./famous-game.ts";
import { LinkProxy } from "./link-proxy.ts";
import { startRelay } from "./relay-process.ts";
import { SdkPlayer } from "./sdk-player.ts";

const UCI = HAMPPE.map(({ uci }) => uci);
const HALF = HAMPPE.length / 2;
const BACKOFF = { backoff: { minMs: 5, maxMs: 40 } };
/** Only a failure ends a request. */
const ENDLESS = { timeoutMs: 3_600_000, io: { timeout: 3_600_000 } };

test.concurrent("S3 the drop-in joins the released app: a game through a cut link, a draw, a rematch", async () => {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  await using app = new AppDouble(relay.url, "App");
  await using own = new DropInApp(createAppRelay(() => network.url, BACKOFF));
  await own.joinGame((await app.createGame()).toLowerCase(), "Drop-in");
  expect([own.color, own.peerName]).toEqual(["black", "App"]);
  await app.until("the app's board", () => app.attentive);
  for (const result of ["draw", "resignation"]) {
    app.ready();
    own.ready();
    await own.until("the game", () => own.playing);
    await app.started();
    for (const [ply, move] of HAMPPE.entries()) {
      if (ply === HALF + 1) network.keepAway();
      if (ply % 2 === 0) app.move(move.uci);
      else own.move(move);
      // Black's next move is made before the link is back, and hears White's last one first.
      if (ply === HALF + 1) network.accept();
      await app.until("the move", () => app.core.moves.length > ply);
      await own.until("the move", () => own.core.moves.length > ply);
    }
    expect(app.core.moves).toEqual(UCI);
    expect(own.core.moves).toEqual(UCI);
    expect(own.core.refused).toEqual([]);
    expect(app.core.refused).toEqual(UCI.filter((_, ply) => ply % 2 === 0));
    if (result === "draw") {
      own.offerDraw();
      await app.until("the offer", () => app.drawOffered || app.count("offer_draw") > 0);
      app.draw();
      await own.until("the draw", () => own.heard.includes("draw"));
      expect(app.result).toBe("1/2-1/2");
    } else {
      own.resign();
      await app.until("the end", () => app.game === "gameOver");
      expect(app.result).toBe("1-0");
    }
  }
  expect(own.clocks).toHaveLength(UCI.length);
  expect(own.clocks[0]).toEqual([undefined, undefined]);
  expect(own.heard).toEqual(["draw"]);
  expect(own.isPeerAlive()).toBe(true);
  expect(app.phase).toBe("connected");
  own.quit();
  await app.until("the goodbye", () => app.count("peer_left") === 1);
});

test.concurrent("S3 the drop-in hosts an SDK player: a game through a frozen link, a resignation", async () => {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  await using sdk = new SdkPlayer(relay.url, "SDK");
  await using own = new DropInApp(createAppRelay(() => network.url, BACKOFF));
  await sdk.session.joinGame(await own.createGame("Drop-in"), "SDK");
  await own.until("the opponent", () => own.peerName === "SDK");
  await sdk.session.ready();
  own.ready();
  await own.until("the game", () => own.playing);
  sdk.play(HAMPPE);
  for (const [ply, move] of HAMPPE.entries()) {
    if (ply === HALF) network.silence();
    if (ply % 2 === 0) own.move(move);
    if (ply === HALF) {
      await network.until("the move to vanish", () => network.swallowed > 0);
      network.freeze();
    }
    await own.until("the move", () => own.core.moves.length > ply);
  }
  await sdk.until("all moves", () => sdk.moves.length === HAMPPE.length);
  expect(sdk.moves.map(({ uci }) => uci)).toEqual(UCI);
  expect(own.core.moves).toEqual(UCI);
  expect(own.core.refused).toEqual([]);
  await sdk.session.offerDraw();
  await own.until("the offer", () => own.heard.includes("draw offer"));
  own.acceptDraw();
  await sdk.until("the draw", () => sdk.heard("accept_draw") === 1);
  await sdk.session.ready();
  own.ready();
  await own.until("the rematch", () => own.playing);
  await sdk.session.resign();
  await own.until("the end", () => own.heard.includes("black resigns"));
  sdk.session.close();
  await own.until("the goodbye", () => own.heard.includes("left"));
  // The own acceptance comes back as well, as it does in the app.
  expect(own.heard).toEqual(["draw offer", "draw", "black resigns", "left"]);
});

test.concurrent("S3 what the drop-in missed, a ready and the first move at once, reaches both its games", async () => {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  await using sdk = new SdkPlayer(relay.url, "SDK");
  await using own = new DropInApp(createAppRelay(() => network.url, BACKOFF));
  const { code } = await sdk.session.createGame("SDK");
  await own.joinGame(code, "Drop-in");
  for (const [index, opening] of ["e2e4", "d2d4"].entries()) {
    own.ready();
    await sdk.until("the app's ready", () => sdk.heard("peer_ready") === index + 1);
    network.keepAway();
    await sdk.session.ready();
    await sdk.session.sendMove(opening);
    network.accept();
    await own.until("the first move", () => own.core.moves.length === 1);
    own.move({ uci: "d7d5" });
    await sdk.until("the answer", () => sdk.moves.length === 2 * index + 2);
    expect([own.core.moves, own.missed]).toEqual([[opening, "d7d5"], []]);
    await sdk.session.resign();
    await own.until("the end", () => own.heard.length === index + 1);
  }
  expect(own.heard).toEqual(["white resigns", "white resigns"]);
});

test.concurrent("whoever answers the drop-in's ready with a move at once is heard, in both its games", async () => {
  await using relay = await startRelay();
  await using sdk = new SdkPlayer(relay.url, "SDK");
  await using own = new DropInApp(createAppRelay(() => relay.url));
  const { code } = await sdk.session.createGame("SDK");
  sdk.session.on("peer_ready", () => void sdk.session.sendMove("e2e4"));
  await own.joinGame(code, "Drop-in");
  for (const games of [1, 2]) {
    await sdk.session.ready();
    await own.until("the SDK's ready", () => own.peerReady);
    // In the rematch it takes its time: what follows a ready has been heard.
    if (games === 2) await sdk.session.offerDraw();
    await own.until("the offer", () => own.heard.length === 2 * (games - 1));
    own.ready();
    await own.until("the first move", () => own.playing && own.core.moves.length === 1);
    expect(own.missed).toEqual([]);
    await sdk.session.resign();
    await own.until("the end", () => own.heard.length === 2 * games - 1);
  }
});

test.concurrent("S3 the drop-in hosts one who joined, was ready and left while it was away", async () => {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  await using sdk = new SdkPlayer(relay.url, "SDK");
  await using own = new DropInApp(createAppRelay(() => network.url, BACKOFF));
  const code = await own.createGame("Drop-in");
  network.keepAway();
  await sdk.session.joinGame(code, "SDK");
  await sdk.session.ready();
  await sdk.session.leave();
  network.accept();
  await own.until("the goodbye", () => own.heard.length > 0);
  expect([own.peerName, own.peerReady, own.heard]).toEqual(["SDK", true, ["left"]]);
});

test.concurrent("a relay that is down is told at once, and one that came back is found by the next press", async () => {
  await using relay = await startRelay();
  const { url, port } = relay;
  await using own = new DropInApp(createAppRelay(() => url, ENDLESS));
  await relay.kill();
  for (const _press of [1, 2]) {
    await expect(own.createGame("Drop-in")).rejects.toMatchObject({ code: "UNREACHABLE" });
  }
  await relay.start({ PORT: port });
  expect(await own.createGame("Drop-in")).toMatch(/^..-..-..$/);
  own.quit();
  await relay.kill();
  await expect(own.joinGame("ABCDEF", "Drop-in")).rejects.toThrow("The relay cannot be reached");
});

test.concurrent("a proxy without its relay, or a name that nobody has, is told at once", async () => {
  await using proxy = createServer((_, response) => response.writeHead(502).end());
  await once(proxy.listen(0, "127.0.0.1"), "listening");
  const { port } = proxy.address() as { port: number };
  for (const url of [`http://127.0.0.1:${port}`, "ws://relay.invalid"]) {
    await using own = new DropInApp(createAppRelay(() => url, ENDLESS));
    await expect(own.createGame("Drop-in")).rejects.toMatchObject({ code: "UNREACHABLE" });
  }
});

test.concurrent("the drop-in says what the app shows when a game is not there", async () => {
  await using relay = await startRelay();
  await using own = new DropInApp(createAppRelay(() => relay.url));
  await expect(own.joinGame("AAAAAA", "Drop-in")).rejects.toThrow("Game not found");
  const idle = createAppRelay(() => undefined);
  idle.connectToRelay();
  await expect(idle.createGame("Nobody")).rejects.toThrow("Not connected to relay");
});
