// Two people play each other on the page, in real browsers, by nothing but what they see and press.

import { afterAll, beforeAll, expect, test } from "vitest";
import type { Chromium } from "./chromium.ts";
import { launchChromium } from "./chromium.ts";
import { PagePlayer } from "./page/page-player.ts";
import { startRelay } from "./relay-process.ts";
import { Resources } from "./resources.ts";

const owned = new Resources();
let chromium: Chromium;

beforeAll(async () => {
  chromium = owned.use(await launchChromium());
});

afterAll(() => owned[Symbol.asyncDispose]());

/** A knight by promotion mates: typed half in squares, half as it is written. */
const MATE = ["h4", "d7d5", "h5", "Nd7", "h6", "Ndf6", "hxg7", "e8d7", "Rh6", "Ne8"];
const WRITTEN = ["h4", "d5", "h5", "Nd7", "h6", "Ndf6", "hxg7", "Kd7", "Rh6", "Ne8", "gxf8=N#"];

test("two pages play to mate by a promotion, and a rematch with colours swapped", async () => {
  await using relay = await startRelay();
  const { browser } = chromium;
  await using ann = await PagePlayer.open(browser, { url: relay.url, name: "Ann" });
  const code = await ann.create();
  // The link that is copied leads straight to the game.
  const invitation = `${relay.url}/#${code}&from=Ann`;
  await using bob = await PagePlayer.open(browser, { url: invitation, name: "Bob" });
  await bob.sees("Ann invites you to a game");
  await bob.join(code.toLowerCase().replaceAll("-", " "));
  for (const player of [ann, bob]) await player.ready();
  expect([await ann.side(), await bob.side()]).toEqual(["white", "black"]);

  for (const [ply, move] of MATE.entries()) await [ann, bob][ply % 2]?.move(move);
  await ann.move("gxf8");
  await ann.page.getByRole("dialog", { name: "Promote to" }).waitFor();
  await ann.button("knight").click();
  expect(await ann.result()).toBe("You won by checkmate");
  expect(await bob.result()).toBe("You lost by checkmate");
  for (const player of [ann, bob]) expect(await player.moves(11)).toEqual(WRITTEN);
  expect(await bob.board()).toBe(await ann.board());

  await ann.button("Rematch, colours swapped").click();
  await bob.sees("Ann would like a rematch");
  await bob.button("Rematch, colours swapped").click();
  await bob.move("f3");
  expect([await ann.side(), await bob.side()]).toEqual(["black", "white"]);
  await ann.move("e5");
  await bob.move("g4");
  await ann.move("d8h4");
  expect(await ann.result()).toBe("You won by checkmate 2 to 0");
  expect(await bob.result()).toBe("You lost by checkmate 0 to 2");
  for (const player of [ann, bob]) {
    expect(await player.moves(4)).toEqual(["f3", "e5", "g4", "Qh4#"]);
    expect(player.complaints).toEqual([]);
    expect(player.strayed).toEqual([]);
  }
});
