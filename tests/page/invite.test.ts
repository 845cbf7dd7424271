// How a friend gets from a link to the board: opened or pasted, with the host's name and time control.

import { expect, test } from "vitest";
import { chromiumOfFile } from "../chromium.ts";
import { startRelay } from "../relay-process.ts";
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
