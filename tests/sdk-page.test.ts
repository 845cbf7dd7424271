// The SDK in a real browser: its script runs there as it stands, plays a whole game, and the seat outlives what
// happens to pages and to their network.

import * as client from "@en-parlant/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chromiumOfFile } from "./chromium.ts";
import { LinkProxy } from "./link-proxy.ts";
import { startRelay } from "./relay-process.ts";
import { Resources } from "./resources.ts";
import type { SdkPage } from "./sdk-page.ts";
import { serveSdkPage } from "./sdk-page.ts";
import { SdkPlayer } from "./sdk-player.ts";
import { SdkTab } from "./sdk-tab.ts";

const chromium = chromiumOfFile();
const owned = new Resources();
let site: SdkPage;

beforeAll(async () => {
  site = owned.use(await serveSdkPage());
});

afterAll(() => owned[Symbol.asyncDispose]());

/** A tab of its own, and the player in this process whom it has joined. */
async function startGame(backoff = { minMs: 10, maxMs: 100 }) {
  await using stack = new Resources();
  const relay = stack.use(await startRelay());
  const network = stack.use(await LinkProxy.before(relay));
  const player = stack.use(new SdkPlayer(relay.url, "Ann"));
  const { code } = await player.session.createGame("Ann");
  const page = await chromium.browser.newPage();
  await page.goto(site.url);
  const tab = await SdkTab.of(page, { url: network.url, backoff });
  await tab.run(({ session, arg }) => session.joinGame(arg, "Bob"), code);
  await player.session.waitForPeer();
  const all = stack.move();
  return { network, player, tab, page, [Symbol.asyncDispose]: () => all[Symbol.asyncDispose]() };
}

test.concurrent("the SDK loads in a browser without an error", async () => {
  const page = await chromium.browser.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => errors.push(message.text()));
  await page.goto(site.url);
  const exported = await page.evaluate(() => Object.keys(EnParlant));
  expect(exported.sort()).toEqual(Object.keys(client).sort());
  expect(errors).toEqual([]);
});

test.concurrent("a page plays a whole game: ready, moves, resignation, a rematch", async () => {
  await using game = await startGame();
  const { player, tab } = game;
  for (const round of [1, 2]) {
    await player.session.ready({ round });
    await tab.heard("peer_ready", round);
    await tab.run(({ session }) => session.ready());
    await player.until("its ready", () => player.heard("peer_ready") === round);
    await player.session.sendMove("e2e4", { whiteTime: 59_000, blackTime: 60_000 });
    await tab.heard("game_move", round);
    await tab.run(({ session }) =>
      session.sendMove("e7e5", { whiteTime: 59_000, blackTime: 58_000 }),
    );
    await player.until("its move", () => player.moves.length === 2 * round);
    await tab.run(({ session }) => session.resign());
    await player.until("the end", () => player.heard("resign") === round);
  }
  const names = [
    ...["> peer_ready", "ready", "> game_move", "game_move", "resign"],
    ...["> peer_ready", "ready", "> game_move", "game_move", "resign"],
  ];
  const history = await tab.history();
  expect(history.map(({ event, mine }) => `${mine ? "" : "> "}${event}`)).toEqual([
    "> game_joined",
    ...names,
  ]);
  expect(player.moves.filter(({ mine }) => !mine)).toEqual([
    { uci: "e7e5", whiteTime: 59_000, blackTime: 58_000, mine: false },
    { uci: "e7e5", whiteTime: 59_000, blackTime: 58_000, mine: false },
  ]);
  expect(player.told.findLast(({ event }) => event === "resign")?.payload).toEqual({
    color: "black",
  });
  await tab.run(({ session }) => session.leave());
  await player.until("the goodbye", () => player.heard("peer_left") === 1);
});

test.concurrent("S13 a page that is reloaded in mid-game has its seat and the whole game again", async () => {
  await using game = await startGame();
  const { player, tab, page } = game;
  await player.session.sendMove("e2e4");
  await tab.heard("game_move");
  await tab.run(({ session }) => session.sendMove("e7e5"));
  const before = await tab.history();
  await page.reload();
  await tab.begin();
  const seat = await tab.run(({ session }) => session.resume());
  expect(seat).toMatchObject({ color: "black", name: "Bob", peerName: "Ann" });
  expect(await tab.history()).toEqual(before);
  // What comes while the tab shows something else is not missed either.
  await page.goto("about:blank");
  await player.until("the absence", () => player.session.peer.status === "away");
  await player.session.sendMove("g1f3");
  await page.goto(site.url);
  await tab.begin();
  await tab.run(({ session }) => session.resume());
  expect((await tab.history()).at(-1)).toMatchObject({
    event: "game_move",
    payload: { uci: "g1f3" },
    mine: false,
  });
  await tab.run(({ session }) => session.sendMove("b8c6"));
  await player.until("its move", () => player.moves.length === 4);
  expect(player.heard("peer_left")).toBe(0);
});

test.concurrent("S3 a page that was offline is back at once, with what it missed", async () => {
  // Without the browser's word it would wait for a quarter of an hour.
  await using game = await startGame({ minMs: 1_000_000, maxMs: 1_000_000 });
  const { player, tab, page, network } = game;
  await page.context().setOffline(true);
  network.cut();
  await tab.connection("reconnecting");
  await player.session.sendMove("e2e4");
  void tab.run(({ session }) => session.sendMove("e7e5"));
  expect((await tab.history()).at(-1)?.event).toBe("game_joined");
  await page.context().setOffline(false);
  await tab.connection("online");
  await tab.heard("game_move");
  await player.until("its move", () => player.moves.length === 2);
  const states = (await tab.states()).map((state) =>
    "attempt" in state ? state.attempt : state.status,
  );
  expect(states).toEqual(["connecting", "online", 1, 1, "online"]);
  expect(await tab.errors()).toEqual([]);
});

test.concurrent("S14 a second tab takes the seat over, and the first one says so", async () => {
  await using game = await startGame();
  const { player, tab, page, network } = game;
  await player.session.sendMove("e2e4");
  await tab.heard("game_move");
  // A browser gives a tab that is opened by another a copy of its sessionStorage.
  const opened = page.waitForEvent("popup");
  await page.evaluate("void window.open(location.href)");
  const second = await SdkTab.of(await opened.then(loaded), { url: network.url });
  await second.run(({ session }) => session.resume());
  await tab.connection("offline");
  expect(await tab.run(({ session }) => session.connection)).toEqual({
    status: "offline",
    reason: "taken_over",
  });
  expect(await tab.errors()).toEqual(["SEAT_TAKEN"]);
  expect(await second.history()).toHaveLength(2);
  await second.run(({ session }) => session.sendMove("e7e5"));
  await player.until("its move", () => player.moves.length === 2);
  expect(player.peers).toEqual([{ status: "online" }]);
});

test.concurrent("two pages play each other", async () => {
  await using relay = await startRelay();
  const tabs: SdkTab[] = [];
  for (const _ of ["white", "black"]) {
    const page = await chromium.browser.newPage();
    await page.goto(site.url);
    tabs.push(await SdkTab.of(page, { url: relay.url }));
  }
  const [white, black] = tabs as [SdkTab, SdkTab];
  const { code } = await white.run(({ session }) => session.createGame("Ann"));
  await black.run(({ session, arg }) => session.joinGame(arg, "Bob"), code.toLowerCase());
  await white.run(({ session }) => session.waitForPeer());
  for (const [ply, uci] of ["e2e4", "e7e5", "g1f3", "b8c6"].entries()) {
    const [mover, other] = ply % 2 === 0 ? [white, black] : [black, white];
    await mover.run(({ session, arg }) => session.sendMove(arg), uci);
    await other.heard("game_move", 1 + Math.floor(ply / 2));
  }
  await white.run(({ session }) => session.resign());
  await black.heard("resign");
  expect(await white.errors()).toEqual([]);
  expect(await black.errors()).toEqual([]);
});

async function loaded<P extends { waitForLoadState(): Promise<void> }>(page: P): Promise<P> {
  await page.waitForLoadState();
  return page;
}
