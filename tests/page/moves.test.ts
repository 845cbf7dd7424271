// Moving pieces on the page: by mouse and by finger, ahead of one's turn, to the last rank; what the board marks, and
// what it shows of the moves before.

import { expect, test, vi } from "vitest";
import { chromiumOfFile } from "../chromium.ts";
import { BoardHand } from "./board-hand.ts";
import { PagePair } from "./page-pair.ts";
import type { PagePlayer } from "./page-player.ts";

// Five games at once share what a busy machine has to spare.
vi.setConfig({ testTimeout: 120_000 });

const chromium = chromiumOfFile();

const PHONE = { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true };

/** Both have exactly these moves in their lists, and see the same pieces. @param moves - as they are written */
async function bothShow(pair: PagePair, moves: string): Promise<void> {
  const written = moves.split(" ");
  for (const player of pair.both) {
    expect(await player.moves(written.length)).toEqual(written);
    expect(await new BoardHand(player).drawn()).toBe(await pair.ann.board());
  }
}

test.concurrent("pieces move by dragging, by two clicks and by touch, and an illegal move comes to nothing", async () => {
  await using pair = await PagePair.start(chromium.browser, { bob: PHONE });
  const { ann, bob } = pair;
  const [mouse, finger] = [new BoardHand(ann), new BoardHand(bob)];
  await ann.sees("Your turn");
  const before = await ann.board();
  expect(await mouse.drawn()).toBe(before);
  await mouse.drag("e2", "e5");
  expect(await mouse.drawn()).toBe(before);
  await mouse.click("g1", "g3");
  expect(await mouse.drawn()).toBe(before);
  await mouse.drag("e2", "e4");
  await bob.sees("Your turn");
  await finger.tap("e7", "e4");
  await finger.tap("e7", "e5");
  await ann.sees("Your turn");
  await mouse.click("g1", "f3");
  await bob.sees("Your turn");
  await finger.tap("b8", "c6");
  await ann.sees("Your turn");
  await mouse.drag("f3", "e5");
  await bob.sees("Your turn");
  // What was captured now stands beside the board, and the squares are where they were.
  await finger.tap("c6", "e5");
  await bothShow(pair, "e4 e5 Nf3 Nc6 Nxe5 Nxe5");
  for (const player of pair.both) expect(player.complaints).toEqual([]);
});

test.concurrent("a premove is played when the opponent has moved, and dropped when it became illegal", async () => {
  await using pair = await PagePair.start(chromium.browser);
  const { ann, bob } = pair;
  const hand = new BoardHand(bob);
  await bob.sees("Ann to move");
  await hand.click("e7", "e5");
  expect(await hand.marked("current-premove")).toEqual(["e5", "e7"]);
  expect(await bob.moves(0)).toEqual([]);
  await bob.button("Flip the board").click();
  expect(await hand.marked("current-premove")).toEqual(["e5", "e7"]);
  await ann.move("e4");
  await bothShow(pair, "e4 e5");
  expect(await hand.marked("current-premove")).toEqual([]);
  await hand.drag("e5", "d4");
  expect(await hand.marked("current-premove")).toEqual(["d4", "e5"]);
  await ann.move("Nf3");
  await bob.sees("Your turn");
  expect(await hand.marked("current-premove")).toEqual([]);
  await bob.move("Nc6");
  await bothShow(pair, "e4 e5 Nf3 Nc6");
});

test.concurrent("a pawn on its last rank becomes what is chosen, goes back if nothing is, and a queen by a premove", async () => {
  await using pair = await PagePair.start(chromium.browser);
  const { ann, bob } = pair;
  const hand = new BoardHand(ann);
  const choice = ann.page.getByRole("dialog", { name: "Promote to" });
  await pair.play("h4 g5 hxg5 h6 gxh6 a5 h7 a4");
  const before = await ann.board();
  await hand.drag("h7", "g8");
  await choice.waitFor();
  await ann.page.keyboard.press("Escape");
  await choice.waitFor({ state: "hidden" });
  expect(await hand.drawn()).toBe(before);
  await hand.click("h7", "g8");
  // Beside the four pieces.
  await choice.click({ position: { x: 20, y: 200 } });
  await choice.waitFor({ state: "hidden" });
  expect(await hand.drawn()).toBe(before);
  await hand.drag("h7", "g8");
  // The choice is about the game, whatever is looked at meanwhile.
  await ann.button("Previous move").click();
  await ann.button("knight").click();
  await ann.button("Back to the game").waitFor({ state: "detached" });
  await pair.play("a3 g3 axb2");
  await new BoardHand(bob).drag("b2", "a1");
  await ann.move("g4");
  await bothShow(pair, "h4 g5 hxg5 h6 gxh6 a5 h7 a4 hxg8=N a3 g3 axb2 g4 bxa1=Q");
  await pair.play("g5 b6 g6 b5 g7 b4");
  await hand.drag("g7", "h8");
  await choice.waitFor();
  await bob.resign();
  expect(await ann.result()).toBe("You won Bob resigned");
  expect(await choice.count()).toBe(0);
});

/** What both have captured, the upper one first, as a screen reader says it. */
function captured({ page }: PagePlayer): Promise<string[]> {
  return page.locator(".captured .hidden").allInnerTexts();
}

test.concurrent("the last move and a check are marked, captured pieces and the lead are shown, the board can be turned", async () => {
  await using pair = await PagePair.start(chromium.browser);
  const { ann, bob } = pair;
  await pair.play("e4 d5 exd5 Qxd5 Nc3 Qe6");
  for (const player of pair.both) {
    await player.sees("· Check");
    const hand = new BoardHand(player);
    expect(await hand.marked("last-move")).toEqual(["d5", "e6"]);
    expect(await hand.marked("check")).toEqual(["e1"]);
  }
  expect(await captured(ann)).toEqual(["Captured by Black: pawn", "Captured by White: pawn"]);
  await pair.play("Be2 Qxe2 Ngxe2");
  const byWhite = "Captured by White: queen, pawn. Ahead by 6 points";
  const byBlack = "Captured by Black: bishop, pawn";
  expect(await captured(ann)).toEqual([byBlack, byWhite]);
  expect(await captured(bob)).toEqual([byWhite, byBlack]);
  for (const player of pair.both) await player.sees("+6");
  const hand = new BoardHand(bob);
  expect(await hand.marked("check")).toEqual([]);
  const nearest = bob.page.locator(".player-bottom .player-name");
  expect(await nearest.innerText()).toBe("Bob");
  await bob.button("Flip the board").click();
  expect(await nearest.innerText()).toBe("Ann");
  expect(await captured(bob)).toEqual([byBlack, byWhite]);
  await hand.drag("g8", "f6");
  await bothShow(pair, "e4 d5 exd5 Qxd5 Nc3 Qe6+ Be2 Qxe2+ Ngxe2 Nf6");
});

test.concurrent("who looks at an earlier position keeps it while the game goes on, and finds back", async () => {
  await using pair = await PagePair.start(chromium.browser);
  const { ann, bob } = pair;
  const { keyboard } = ann.page;
  const hand = new BoardHand(ann);
  const positions: string[] = [];
  for (const move of ["e4", "e5", "Nf3"]) {
    await ann.sees(/Your turn|Bob to move/);
    positions.push(await ann.board());
    await pair.play(move);
  }
  const [start, afterE4, afterE5] = positions;
  await ann.button("Previous move").click();
  expect(await ann.board()).toBe(afterE5);
  await keyboard.press("ArrowLeft");
  expect(await ann.board()).toBe(afterE4);
  await bob.move("Nc6");
  expect(await ann.moves(4)).toEqual(["e4", "e5", "Nf3", "Nc6"]);
  expect(await ann.board()).toBe(afterE4);
  expect(await hand.marked("last-move")).toEqual(["e2", "e4"]);
  // It is her turn, but not in this position.
  await hand.drag("d2", "d4");
  expect(await hand.drawn()).toBe(afterE4);
  await ann.button("Back to the game").click();
  expect(await ann.board()).toBe(await bob.board());

  for (const [label, position] of [
    ["First move", start],
    ["Next move", afterE4],
    ["Latest move", await bob.board()],
  ] as const) {
    await ann.button(label).click();
    expect(await hand.drawn()).toBe(position);
  }
  for (const [key, position] of [
    ["ArrowUp", start],
    ["ArrowRight", afterE4],
    ["ArrowDown", await bob.board()],
  ] as const) {
    await keyboard.press(key);
    expect(await hand.drawn()).toBe(position);
  }
  await ann.button(/^Move 1, Black: pawn e5/).click();
  expect(await hand.drawn()).toBe(afterE5);
  await ann.button("Latest move").click();
  await keyboard.press("ArrowUp");
  // Who moves is back in the game.
  await ann.page.getByLabel("Type a move").fill("Bb5");
  await keyboard.press("Enter");
  await bothShow(pair, "e4 e5 Nf3 Nc6 Bb5");
});
