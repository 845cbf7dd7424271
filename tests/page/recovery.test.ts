// What a person sees when the page is reloaded, the network fails or the relay is restarted in mid-game: that it
// happens, that it is over, and the same board.

import { expect, test } from "vitest";
import { chromiumOfFile } from "../chromium.ts";
import type { Settings } from "../relay-process.ts";
import { Resources } from "../resources.ts";
import { PagePair } from "./page-pair.ts";
import type { PagePlayer } from "./page-player.ts";

const chromium = chromiumOfFile();

/** Two pages in mid-game. */
async function startGame(settings: Settings = {}): Promise<PagePair> {
  await using stack = new Resources();
  const pair = stack.use(await PagePair.start(chromium.browser, { settings }));
  await pair.play("e4 c5");
  for (const player of pair.both) expect(await player.moves(2)).toEqual(["e4", "c5"]);
  stack.move();
  return pair;
}

/** The game goes on, and both see the same. */
async function playOn({ ann, bob }: { ann: PagePlayer; bob: PagePlayer }) {
  await ann.move("Nf3");
  await bob.move("d6");
  for (const player of [ann, bob]) {
    expect(await player.moves(4)).toEqual(["e4", "c5", "Nf3", "d6"]);
  }
  expect(await ann.board()).toBe(await bob.board());
}

test.concurrent("a page reloaded in mid-game shows the same board, and plays on", async () => {
  await using game = await startGame();
  for (const player of [game.ann, game.bob]) {
    const before = await player.board();
    await player.page.reload();
    expect(await player.moves(2)).toEqual(["e4", "c5"]);
    expect(await player.board()).toBe(before);
    expect(player.complaints).toEqual([]);
  }
  await playOn(game);
});

test.concurrent("a page that is offline says so, keeps its board, and goes on by itself", async () => {
  await using game = await startGame();
  const { ann, bob, network } = game;
  const before = await ann.board();
  await ann.page.context().setOffline(true);
  network.cut();
  await ann.sees("The connection is lost. The game goes on by itself as soon as it is back.");
  // Nothing can be known of the opponent meanwhile.
  await ann.sees(/^Unknown$/);
  expect(await ann.board()).toBe(before);
  await bob.sees(/Away for/);
  // A move made meanwhile is kept, and is said to be.
  await ann.move("Nf3");
  await ann.page.getByRole("button", { name: /Not sent yet/ }).waitFor();
  await ann.page.context().setOffline(false);
  await bob.move("d6");
  for (const player of [ann, bob]) {
    expect(await player.moves(4)).toEqual(["e4", "c5", "Nf3", "d6"]);
    await player.page.locator(".away-veil").waitFor({ state: "hidden" });
  }
  expect(await ann.page.locator(".move.unsent").count()).toBe(0);
  expect(await ann.board()).toBe(await bob.board());
});

test.concurrent("a relay killed and restarted in mid-game costs nobody anything", async () => {
  await using game = await startGame();
  const { ann, bob, relay } = game;
  const before = await ann.board();
  await relay.kill();
  for (const player of [ann, bob]) await player.sees("The connection is lost.");
  await relay.start();
  for (const player of [ann, bob]) {
    await player.page.locator(".away-veil").waitFor({ state: "hidden" });
    expect(await player.board()).toBe(before);
    expect(await player.moves(2)).toEqual(["e4", "c5"]);
  }
  await playOn(game);
});

test.concurrent("a page reloaded while the relay is away opens all the same, and plays on when it is back", async () => {
  await using game = await startGame();
  const { ann, relay } = game;
  // It comes with the first visit, and is there when it has all files.
  await ann.page.evaluate("navigator.serviceWorker.ready.then(() => {})");
  const before = await ann.board();
  await relay.kill();
  await ann.page.reload();
  await ann.sees("The connection is lost.");
  expect(await ann.moves(2)).toEqual(["e4", "c5"]);
  expect(await ann.board()).toBe(before);
  await relay.start();
  await playOn(game);
});

test.concurrent("a page whose device slept takes up by itself, and its clock has run on", async (test) => {
  await using game = await startGame({ PING_INTERVAL_SECONDS: 1, PING_TIMEOUT_SECONDS: 1 });
  const { ann, bob } = game;
  await ann.move("Nf3");
  expect(await bob.moves(3)).toEqual(["e4", "c5", "Nf3"]);
  const device = await ann.page.context().newCDPSession(ann.page);
  // A debugger's pause holds all that the page does, as sleep does.
  await device.send("Debugger.enable");
  await device.send("Debugger.pause");
  await bob.sees(/^Away for/);
  await bob.move("d6");
  expect(await bob.moves(4)).toEqual(["e4", "c5", "Nf3", "d6"]);
  const early = await timeLeft(bob, "Opponent");
  await test.expect.poll(() => timeLeft(bob, "Opponent"), POLL).toBeLessThan(early - 3);
  const late = await timeLeft(bob, "Opponent");
  await device.send("Debugger.disable");
  expect(await ann.moves(4)).toEqual(["e4", "c5", "Nf3", "d6"]);
  expect(await timeLeft(ann, "You")).toBeLessThanOrEqual(late);
  await ann.move("d4");
  expect(await bob.moves(5)).toEqual(["e4", "c5", "Nf3", "d6", "d4"]);
  expect(await timeLeft(ann, "You")).toBe(await timeLeft(bob, "Opponent"));
});

const POLL = { timeout: 30_000 };

/** What a clock shows, in seconds. */
async function timeLeft({ page }: PagePlayer, whose: "You" | "Opponent"): Promise<number> {
  const bar = page.getByRole("region", { name: whose, exact: true });
  const [minutes = 0, seconds = 0] = (await bar.locator(".clock").innerText())
    .split(":")
    .map(Number);
  return 60 * minutes + seconds;
}
