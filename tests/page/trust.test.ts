// An opponent whose program sends what cannot be: nothing of it reaches the board, the person is told and chooses how to
// go on, and the page stays whole.

import type { JsonObject } from "@en-parlant/client";
import { expect, test } from "vitest";
import { chromiumOfFile } from "../chromium.ts";
import { startRelay } from "../relay-process.ts";
import { Resources } from "../resources.ts";
import { SdkPlayer } from "../sdk-player.ts";
import { PagePlayer } from "./page-player.ts";

const chromium = chromiumOfFile();

/** Ann's page with White against a program that can send anything. */
async function startGame() {
  await using stack = new Resources();
  const relay = stack.use(await startRelay());
  const eve = stack.use(new SdkPlayer(relay.url, "Eve"));
  const about = { url: relay.url, name: "Ann" };
  const ann = stack.use(await PagePlayer.open(chromium.browser, about));
  await eve.session.joinGame(await ann.create(), eve.name, { options: { page: 1 } });
  await eve.session.ready();
  await ann.ready();
  await ann.page.locator(".turn.mine").waitFor();
  const all = stack.move();
  return { ann, eve, [Symbol.asyncDispose]: () => all[Symbol.asyncDispose]() };
}

test.concurrent("an impossible move is not put on the board; fetching the game again tells the same, a new game helps", async () => {
  await using game = await startGame();
  const { ann, eve } = game;
  await ann.move("e4");
  expect(await ann.moves(1)).toEqual(["e4"]);
  const before = await ann.board();
  await eve.session.sendMove("e7e4");
  await ann.sees("The games differ");
  await ann.sees(
    "Eve sent the move e7e4, which is not possible in this position. It was not put on the board.",
  );
  await ann.sees("Resynchronise to fetch what this page may have missed, or stop here.");
  expect(await ann.board()).toBe(before);
  expect(await ann.page.getByLabel("Type a move").count()).toBe(0);

  const freshLink = ann.page.waitForEvent("websocket");
  await ann.button("Resynchronise").click();
  await freshLink;
  await ann.sees("The games still differ. A new game helps, if both of you are ready for one.");
  expect(await ann.moves(1)).toEqual(["e4"]);
  expect(await ann.board()).toBe(before);
  await eve.session.ready();
  await ann.sees("Eve would like a rematch");
  await ann.button("Rematch, same colours").click();
  await ann.move("d4");
  expect(await ann.moves(1)).toEqual(["d4"]);
  await eve.session.sendMove("d7d5");
  expect(await ann.moves(2)).toEqual(["d4", "d5"]);
  // Ann's own move to make; and a game in which nothing has been fetched yet.
  await eve.session.sendMove("c2c4");
  await ann.sees("Eve sent the move c2c4");
  await ann.sees("Resynchronise to fetch what this page may have missed, or stop here.");
  expect(await ann.moves(2)).toEqual(["d4", "d5"]);
  await ann.button("Stop").click();
  await ann.sees("Play a friend");
  await eve.until("the news", () => eve.session.peer.status === "left");
  expect(ann.complaints).toEqual([]);
});

test.concurrent("a draw that nobody offered is not taken, and no move takes the other's time", async () => {
  await using game = await startGame();
  const { ann, eve } = game;
  await ann.move("e4");
  await eve.session.acceptDraw();
  await eve.session.sendMove("e7e5", { whiteTime: 0, blackTime: 1e300 });
  // What was sent before has come before.
  expect(await ann.moves(2)).toEqual(["e4", "e5"]);
  expect(await ann.page.getByRole("region", { name: "Game over" }).count()).toBe(0);
  await ann.move("Nf3");
  await ann.page.reload();
  expect(await ann.moves(3)).toEqual(["e4", "e5", "Nf3"]);
  // Neither nothing nor hours.
  const shown = await ann.page.getByRole("timer").allInnerTexts();
  expect(shown).toEqual([1, 2].map(() => expect.stringMatching(/^1?\d:\d\d$/)));
  // That she has lost is hers to say, or her clock's.
  await eve.session.resign("white");
  await ann.sees("The games differ");
  await ann.sees(
    "Eve counts the game as lost for you, but you have not resigned and your time is not over.",
  );
  expect(ann.complaints).toEqual([]);
});

const GARBAGE = ["<b>e7e5</b>", "e1e9", "e7e8q", "0000", "P@e4", "e7", "\u0000", "__proto__", " "];

test.concurrent("what is no move at all is told as text, and none that follows is played", async () => {
  await using game = await startGame();
  const { ann, eve } = game;
  await ann.move("e4");
  for (const uci of GARBAGE) await eve.session.sendMove(uci);
  await eve.session.sendMove("e7e5");
  await ann.sees("Eve sent the move <b>e7e5</b>, which is not possible");
  await eve.session.ready();
  await ann.page.getByRole("status").filter({ hasText: "Eve is ready" }).waitFor();
  expect(await ann.moves(1)).toEqual(["e4"]);
  expect(ann.complaints).toEqual([]);
});

/** Options of a game as no page writes them. */
const ODD_OPTIONS: readonly JsonObject[] = [
  { time: { minutes: -3, increment: 2 } },
  { time: { minutes: "5", increment: 3 } },
  { time: [5, 3] },
  { time: null },
];

test.concurrent("a host's time control that makes no sense is none, and the host's name is only text", async () => {
  await using relay = await startRelay();
  const about = { url: relay.url, name: "Ann" };
  await using ann = await PagePlayer.open(chromium.browser, about);
  for (const options of ODD_OPTIONS) {
    await using eve = new SdkPlayer(relay.url, "<img src=x>");
    const { code } = await eve.session.createGame(eve.name, { options });
    await ann.join(code);
    await ann.sees("You play Black against <img src=x> · Untimed");
    await ann.button("Leave the game").click();
    await ann.sees("Play a friend");
  }
  expect(ann.complaints).toEqual([]);
});
