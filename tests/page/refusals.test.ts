// What a person is told when a wish cannot be granted: a code that is none, a game that is full, a relay that is full
// or not there; and that the next try works without a reload.

import { expect, test } from "vitest";
import { chromiumOfFile } from "../chromium.ts";
import { LinkProxy } from "../link-proxy.ts";
import { startRelay } from "../relay-process.ts";
import { PagePair } from "./page-pair.ts";
import { PagePlayer } from "./page-player.ts";

const chromium = chromiumOfFile();

/** The sentence that refuses, as soon as it is this one. */
async function refused({ page }: PagePlayer, sentence: string): Promise<void> {
  await page.getByRole("alert").filter({ hasText: sentence }).waitFor();
}

test.concurrent("a code that can be none is refused in words, and typing on takes them away", async () => {
  await using relay = await startRelay();
  const about = { url: relay.url, name: "Ann" };
  await using ann = await PagePlayer.open(chromium.browser, about);
  const field = ann.page.getByRole("textbox", { name: "Code" });
  const alert = ann.page.locator("#code-problem");
  // A character that no code has is told at once, a missing one only when the person is done.
  await field.fill("ab-c0");
  await refused(ann, "Codes never contain 0.");
  expect(await field.getAttribute("aria-invalid")).toBe("true");
  await field.fill("ab-cd");
  expect(await alert.innerText()).toBe("");
  await ann.button("Join game").click();
  await refused(ann, "A code has six letters and digits.");
  await field.fill("ab-cd-ef");
  expect(await alert.innerText()).toBe("");
  await ann.button("Join game").click();
  await refused(ann, "There is no game with this code. Check the code, or ask for a new one.");
  await field.fill("ab-cd-eg");
  expect(await alert.innerText()).toBe("");
  expect(ann.complaints).toEqual([]);
});

test.concurrent("a full relay and a full game refuse in words, and take the person later", async () => {
  await using game = await PagePair.open(chromium.browser, { settings: { MAX_ROOMS: 1 } });
  const { relay, ann, bob } = game;
  const about = { url: relay.url, name: "Carl" };
  await using carl = await PagePlayer.open(chromium.browser, about);
  const code = await ann.create();
  await carl.button("Create game").click();
  await refused(carl, "The relay is full at the moment. Try again later.");
  await bob.join(code);
  await carl.page.getByRole("textbox", { name: "Code" }).fill(code);
  await carl.button("Join game").click();
  await refused(carl, "Two players are already in this game.");
  // The two whose game it is have noticed nothing.
  for (const player of [ann, bob]) await player.ready();
  await ann.move("e4");
  expect(await bob.moves(1)).toEqual(["e4"]);
  await ann.resign();
  for (const player of [ann, bob]) {
    await player.result();
    await player.button("New game").click();
    await player.sees("Play a friend");
  }
  expect(await carl.create()).toMatch(/^..-..-..$/);
  expect(carl.complaints).toEqual([]);
});

test.concurrent("a relay that is gone is said to be, and when it is back the page goes on without a reload", async () => {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  const about = { url: network.url, name: "Ann" };
  await using ann = await PagePlayer.open(chromium.browser, about);
  // The page's long waits pass at once; apart from that its time is the real one.
  const { clock } = ann.page;
  await clock.install();
  await relay.kill();
  const notice = ann.page.getByText("The relay cannot be reached", { exact: true });
  await notice.waitFor();
  await ann.sees("Check your connection to the internet. The page goes on trying.");
  const refusal = "The relay cannot be reached. Check your connection and try again.";
  await ann.button("Create game").click();
  await ann.button("Creating the game…").waitFor();
  await clock.fastForward("00:10");
  await refused(ann, refusal);
  await ann.page.getByRole("textbox", { name: "Code" }).fill("AB-CD-EF");
  await ann.button("Join game").click();
  await ann.button("Joining…").waitFor();
  await clock.fastForward("00:10");
  await refused(ann, refusal);
  await relay.start();
  await clock.fastForward("00:12");
  await notice.waitFor({ state: "detached" });
  await ann.button("Join game").click();
  await refused(ann, "There is no game with this code.");
  expect(await ann.create()).toMatch(/^..-..-..$/);
});
