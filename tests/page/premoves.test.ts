// Moves that are set ahead of their turn: each lives for one move of the opponent's, in sight, and goes with all that
// makes it a forgotten one.

import type { Page } from "playwright-core";
import { expect, test, vi } from "vitest";
import { chromiumOfFile } from "../chromium.ts";
import { BoardHand } from "./board-hand.ts";
import { createTimed } from "./custom-time.ts";
import { PagePair } from "./page-pair.ts";
import type { PagePlayer } from "./page-player.ts";

vi.setConfig({ testTimeout: 120_000 });

const chromium = chromiumOfFile();

/** Sets a move ahead, and sees that it is marked. */
async function premove(player: PagePlayer, from: string, to: string): Promise<BoardHand> {
  const hand = new BoardHand(player);
  await player.page.locator(".turn").filter({ hasText: "to move" }).waitFor();
  await hand.click(from, to);
  expect(await premoved(hand)).toEqual([from, to].sort());
  return hand;
}

function premoved(hand: BoardHand): Promise<string[]> {
  return hand.marked("current-premove");
}

/** The field for typed moves takes the arrows for itself. */
async function pressOnBoard(page: Page, key: string): Promise<void> {
  await page.evaluate("document.activeElement?.blur()");
  await page.keyboard.press(key);
}

/** How a person looks at the moves before. */
const LOOKS: readonly ((player: PagePlayer) => Promise<void>)[] = [
  ({ page }) => pressOnBoard(page, "ArrowLeft"),
  ({ page }) => pressOnBoard(page, "ArrowUp"),
  (player) => player.button("Previous move").click(),
  (player) => player.button("First move").click(),
  (player) => player.button(/^Move 1, White/).click(),
];

test.concurrent("5.21 looking back cancels a premove: it is not drawn there, nor played later", async () => {
  await using pair = await PagePair.start(chromium.browser);
  const { ann, bob } = pair;
  await pair.play("e4 e5");
  const played = ["e4", "e5"];
  for (const [index, look] of LOOKS.entries()) {
    const hand = await premove(bob, "a7", "a6");
    await look(bob);
    expect(await premoved(hand)).toEqual([]);
    // Back before the opponent's move, or only after it.
    const isEarly = index % 2 === 0;
    if (isEarly) await bob.button("Back to the game").click();
    if (isEarly) expect(await premoved(hand)).toEqual([]);
    const [move = "", answer = ""] = [`${"bcdfg"[index]}3`, `${"bcdfg"[index]}6`];
    await ann.move(move);
    await bob.moves(played.length + 1);
    if (!isEarly) await bob.button("Back to the game").click();
    // Had the premove been kept it would be played by now: it is Bob's turn in the newest position.
    await bob.move(answer);
    played.push(move, answer);
    for (const player of pair.both) expect(await player.moves(played.length)).toEqual(played);
  }
});

test.concurrent("5.21 a typed move cancels a premove, even where it is not played", async () => {
  await using pair = await PagePair.start(chromium.browser);
  const { ann, bob } = pair;
  await ann.sees("Your turn");
  const hand = await premove(bob, "e7", "e5");
  const input = bob.page.getByLabel("Type a move");
  await input.fill("d5");
  await input.press("Enter");
  await bob.sees("It is not your turn");
  expect(await premoved(hand)).toEqual([]);
  await pair.play("e4 c5");
  for (const player of pair.both) expect(await player.moves(2)).toEqual(["e4", "c5"]);
});

test.concurrent("5.21 a premove that became illegal is dropped at once, and does not come back to life", async () => {
  await using pair = await PagePair.start(chromium.browser);
  const { ann, bob } = pair;
  await pair.play("e4 e5");
  const hand = await premove(bob, "e5", "d4");
  await ann.move("Nf3");
  await bob.page.locator(".turn.mine").waitFor();
  expect(await premoved(hand)).toEqual([]);
  // From here on it would be legal.
  await pair.play("Nc6 d4 a6");
  for (const player of pair.both) {
    expect(await player.moves(6)).toEqual(["e4", "e5", "Nf3", "Nc6", "d4", "a6"]);
  }
});

test.concurrent("5.21 the end of a game cancels a premove, and the next one begins without", async () => {
  await using pair = await PagePair.start(chromium.browser);
  const { ann, bob } = pair;
  const hand = await premove(bob, "e7", "e5");
  await ann.button("Offer a draw").click();
  await bob.button("Accept the draw").click();
  await bob.result();
  expect(await premoved(hand)).toEqual([]);
  await pair.rematch();
  // Ann has Black now.
  const hers = await premove(ann, "e7", "e5");
  await bob.resign();
  await ann.result();
  expect(await premoved(hers)).toEqual([]);
});

test.concurrent("5.21 an opponent who leaves takes the premove along", async () => {
  await using pair = await PagePair.start(chromium.browser);
  const { ann, bob } = pair;
  const hand = await premove(bob, "e7", "e5");
  await ann.button("Leave the game").click();
  await ann.button("Leave").click();
  await bob.sees("Ann has left the game");
  expect(await premoved(hand)).toEqual([]);
});

test.concurrent("5.21 the flag cancels a premove, also where the end is not known yet", async ({
  expect,
}) => {
  const create = (player: PagePlayer) => createTimed(player, { minutes: 0.5, increment: 0 });
  await using pair = await PagePair.start(chromium.browser, { create });
  const { ann, bob, network } = pair;
  ann.page.setDefaultTimeout(60_000);
  await ann.move("e4");
  await bob.moves(1);
  const hand = await premove(ann, "g1", "f3");
  network.keepAway();
  await ann.sees("0:00.0");
  // The clock shows that for its last tenth of a second, too.
  await expect.poll(() => premoved(hand), { timeout: 30_000 }).toEqual([]);
  network.accept();
  expect(await ann.result()).toBe("You won Bob ran out of time");
});

test.concurrent("5.21 a game that is taken back from another window has no premove", async () => {
  await using pair = await PagePair.start(chromium.browser);
  const { ann, bob } = pair;
  await premove(bob, "e7", "e5");
  const [page] = await Promise.all([
    bob.page.waitForEvent("popup"),
    bob.page.evaluate("void open(location.href)"),
  ]);
  await bob.anotherTab(page).sees("Ann to move");
  await bob.button("Play here instead").click();
  await bob.sees("Ann to move");
  expect(await premoved(new BoardHand(bob))).toEqual([]);
  await pair.play("e4 c5");
  for (const player of pair.both) expect(await player.moves(2)).toEqual(["e4", "c5"]);
  expect(ann.complaints).toEqual([]);
});

test.concurrent("5.21 a premove waits through a lost link, for the one move that was missed", async () => {
  await using pair = await PagePair.start(chromium.browser);
  const { ann, bob, network } = pair;
  await ann.move("e4");
  await bob.moves(1);
  await ann.page.locator(".move:not(.unsent)").waitFor();
  await premove(ann, "g1", "f3");
  network.keepAway();
  await ann.sees("The connection is lost.");
  await bob.move("e5");
  network.accept();
  for (const player of pair.both) expect(await player.moves(3)).toEqual(["e4", "e5", "Nf3"]);
});

test.concurrent("5.21 castling is set ahead in either spelling, and turning the board keeps it", async () => {
  await using pair = await PagePair.start(chromium.browser);
  const { ann, bob } = pair;
  await pair.play("e4 e5 Nf3 Nf6 Bc4");
  const hers = await premove(ann, "e1", "g1");
  await ann.button("Flip the board").click();
  expect(await premoved(hers)).toEqual(["e1", "g1"]);
  await bob.move("Bc5");
  await bob.moves(7);
  await premove(ann, "a2", "a4");
  await bob.move("Nc6");
  await bob.moves(9);
  await bob.move("d6");
  await bob.moves(10);
  await premove(bob, "e8", "h8");
  await ann.move("h3");
  const written = ["e4", "e5", "Nf3", "Nf6", "Bc4", "Bc5", "O-O", "Nc6", "a4", "d6", "h3", "O-O"];
  for (const player of pair.both) expect(await player.moves(12)).toEqual(written);
});
