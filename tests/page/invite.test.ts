// How a friend gets from a link to the board: opened or pasted, with the host's name and time control; and that a link
// takes nobody out of a game of their own.

import { expect, test } from "vitest";
import { chromiumOfFile } from "../chromium.ts";
import { startRelay } from "../relay-process.ts";
import { PagePair } from "./page-pair.ts";
import { PagePlayer } from "./page-player.ts";

const chromium = chromiumOfFile();

test.concurrent("the copied link is opened or pasted, and the host's time control comes with the game", async () => {
  await using relay = await startRelay();
  const options = { permissions: ["clipboard-read", "clipboard-write"] };
  const about = { url: relay.url, name: "Ann", options };
  await using ann = await PagePlayer.open(chromium.browser, about);
  await ann.page.getByRole("radio", { name: "Custom" }).check({ force: true });
  await ann.page.getByLabel("Minutes per player").fill("7");
  await ann.page.getByLabel("Seconds added per move").fill("4");
  await ann.page.getByLabel("Your name").fill("Ann");
  await ann.page.getByLabel("Your name").press("Enter");
  const code = (await ann.page.getByTestId("code").innerText()).trim();
  await ann.sees("You play White. 7+4.");
  await ann.button("Copy link").click();
  await ann.button("Copied").waitFor();
  const link = await ann.page.evaluate<string>("navigator.clipboard.readText()");
  expect(link).toBe(`${relay.url}/#${code}&from=Ann`);

  const opened = `${relay.url}/?code=${code.toLowerCase()}&from=Ann`;
  await using bob = await PagePlayer.open(chromium.browser, { url: opened, name: "Bob" });
  const field = bob.page.getByRole("textbox", { name: "Code" });
  await bob.sees("Ann invites you to a game");
  expect(await field.inputValue()).toBe(code);
  await bob.button("Use another code").click();
  await bob.sees("Play a friend");
  expect(bob.page.url()).toBe(`${relay.url}/`);
  await field.fill(`Come and play: ${link}`);
  expect(await field.inputValue()).toBe(code);
  await bob.page.getByLabel("Your name").fill("Bob");
  await bob.page.getByLabel("Your name").press("Enter");
  await bob.sees("You play Black against Ann · 7+4");
  await ann.sees("You play White against Bob · 7+4");
  // A name that is written from the right turns nothing else around.
  const isolated = ["against Bob", "Bob", "Ann"];
  expect(await ann.page.locator("bdi").allInnerTexts()).toEqual(isolated);
  for (const player of [ann, bob]) {
    expect(await player.page.getByText("which has no clock").count()).toBe(0);
  }
  for (const player of [ann, bob]) await player.ready();
  await ann.page.locator(".turn.mine").waitFor();
  expect(await bob.page.getByRole("timer").allInnerTexts()).toContain("7:00");
  for (const player of [ann, bob]) expect(player.complaints).toEqual([]);
});

test.concurrent("a host who opens the own link is back in the own game, and another's link leaves it to return to", async () => {
  await using game = await PagePair.open(chromium.browser);
  const { network, ann, bob } = game;
  await ann.page.getByRole("radio", { name: "Untimed" }).check({ force: true });
  const own = await ann.create("Custom");
  await ann.sees("You play White. 10+0.");
  const other = await bob.create();
  await ann.page.goto("about:blank");
  await ann.page.goto(`${network.url}/#${own}&from=Ann`);
  await ann.sees("Waiting for your friend");
  await ann.sees(own);
  await ann.page.goto("about:blank");
  await ann.page.goto(`${network.url}/#${other}&from=Bob`);
  await ann.sees("Bob invites you to a game");
  await ann.button("Back to your game").click();
  await ann.sees(own);
  // In the game it is put aside at once, so that a reload leads back here.
  await ann.page.goto(`${network.url}/#${other}&from=Bob`);
  await ann.page.waitForURL(`${network.url}/`);
  await ann.page.reload();
  await ann.sees(own);
  // An invitation that was followed is used up.
  await ann.page.goto("about:blank");
  await ann.page.goto(`${network.url}/#${other}&from=Bob`);
  await ann.page.getByLabel("Your name").press("Enter");
  await ann.sees("Ready?");
  expect(ann.page.url()).toBe(`${network.url}/`);
  await ann.button("Leave the game").click();
  await ann.sees("Play a friend");
});
