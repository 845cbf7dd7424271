// One person with several windows, and windows that end: a duplicated tab, a crashed one, a reload before the game, and
// the browser's question before a running game is closed.

import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { chromiumOfFile } from "../chromium.ts";
import { PagePair } from "./page-pair.ts";
import type { PagePlayer } from "./page-player.ts";

const chromium = chromiumOfFile();

/** The browser's "Duplicate": another tab at the same address with a copy of the tab's storage. */
async function duplicate(player: PagePlayer): Promise<PagePlayer> {
  const [page] = await Promise.all([
    player.page.waitForEvent("popup"),
    player.page.evaluate("void open(location.href)"),
  ]);
  return player.anotherTab(page);
}

/** Closes the tab as a person does. @returns what the browser asked before, if it asked; then the tab stays open */
async function close(page: Page): Promise<string> {
  const asked = page.waitForEvent("dialog").catch(() => undefined);
  const closed = page.waitForEvent("close").then(() => undefined);
  await page.close({ runBeforeUnload: true });
  const dialog = await Promise.race([asked, closed]);
  await dialog?.dismiss();
  return dialog?.type() ?? "nothing";
}

const TAKEN_OVER = "The game is open in another window";

test.concurrent("a duplicated tab takes the game over, the older one says so and can take it back", async () => {
  await using game = await PagePair.start(chromium.browser);
  const { ann, bob } = game;
  await ann.move("e4");
  const newer = await duplicate(ann);
  await ann.sees(TAKEN_OVER);
  expect(await ann.page.locator(".board").count()).toBe(0);
  expect(await newer.moves(1)).toEqual(["e4"]);
  await bob.move("e5");
  await newer.move("Nf3");
  expect(await bob.moves(3)).toEqual(["e4", "e5", "Nf3"]);
  // The older one has not fought for the seat meanwhile.
  await ann.sees(TAKEN_OVER);

  await ann.button("Play here instead").click();
  expect(await ann.moves(3)).toEqual(["e4", "e5", "Nf3"]);
  await newer.sees(TAKEN_OVER);
  expect(await newer.page.locator(".board").count()).toBe(0);
  await bob.move("Nc6");
  await ann.move("Bb5");
  expect(await bob.moves(5)).toEqual(["e4", "e5", "Nf3", "Nc6", "Bb5"]);
  await newer.sees(TAKEN_OVER);
  for (const player of [ann, bob, newer]) expect(player.complaints).toEqual([]);
});

test.concurrent("a tab that crashed comes back with its old storage, and shows the game as it is now", async () => {
  await using game = await PagePair.start(chromium.browser);
  const { network, ann, bob } = game;
  await ann.move("d4");
  await bob.move("d5");
  expect(await ann.moves(2)).toEqual(["d4", "d5"]);
  // What a browser restores may be older than the crash.
  const stored = await ann.page.evaluate<string>("JSON.stringify(sessionStorage)");
  await ann.move("c4");
  expect(await bob.moves(3)).toEqual(["d4", "d5", "c4"]);
  await ann.page.close();
  await bob.sees(/^Away for/);
  await bob.move("dxc4");
  const page = await ann.page.context().newPage();
  await page.goto(`${network.url}/health`);
  await page.evaluate(`Object.assign(sessionStorage, ${stored})`);
  await page.goto(network.url);
  const back = ann.anotherTab(page);
  expect(await back.moves(4)).toEqual(["d4", "d5", "c4", "dxc4"]);
  await bob.page.getByText(/^Away for/).waitFor({ state: "detached" });
  await back.move("e4");
  expect(await bob.moves(5)).toEqual(["d4", "d5", "c4", "dxc4", "e4"]);
  expect(await bob.board()).toBe(await back.board());
});

test.concurrent("a reload keeps the code while waiting, and who is ready before the game", async () => {
  await using game = await PagePair.open(chromium.browser);
  const { ann, bob } = game;
  const code = await ann.create();
  await ann.page.reload();
  await ann.sees("Waiting for your friend");
  await ann.sees(code);
  await bob.join(code);
  await bob.ready();
  await ann.sees("Bob is ready");
  for (const player of [ann, bob]) await player.page.reload();
  await bob.sees("You are ready");
  await bob.sees("Waiting for Ann…");
  await ann.sees("Bob is ready");
  await ann.sees("You are not ready yet");
  await ann.ready();
  await ann.move("e4");
  expect(await bob.moves(1)).toEqual(["e4"]);
});

test.concurrent("closing the tab is asked about in a running game, and at no other time", async () => {
  await using game = await PagePair.start(chromium.browser);
  const { ann, bob } = game;
  expect(await close(ann.page)).toBe("beforeunload");
  // The answer was to stay.
  await ann.move("e4");
  expect(await bob.moves(1)).toEqual(["e4"]);
  await ann.resign();
  expect(await bob.result()).toMatch(/^You won/);
  expect(await close(ann.page)).toBe("nothing");
  await bob.button("New game").click();
  await bob.create();
  expect(await close(bob.page)).toBe("nothing");
});
