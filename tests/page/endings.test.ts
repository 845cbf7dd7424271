// How games end on the page, in the same words on both sides; what is left of one afterwards; what the tab says
// meanwhile to those who look at another.

import { readFile } from "node:fs/promises";
import { Chess } from "chess.js";
import { expect, test, vi } from "vitest";
import { chromiumOfFile } from "../chromium.ts";
import { PagePair } from "./page-pair.ts";
import type { PagePlayer } from "./page-player.ts";

// Four games at once share what a busy machine has to spare.
vi.setConfig({ testTimeout: 120_000 });

const chromium = chromiumOfFile();

/** Sam Loyd's: nobody can be stalemated sooner. */
const STALEMATE = "e3 a5 Qh5 Ra6 Qxa5 h5 Qxc7 Rah6 h4 f6 Qxd7 Kf7 Qxb7 Qd3 Qxb8 Qh7 Qxc8 Kg6 Qe6";

/** The shortest time there is sense in: three seconds. */
async function createQuick(ann: PagePlayer): Promise<string> {
  const { page } = ann;
  await page.getByRole("radio", { name: "Custom" }).check({ force: true });
  await page.getByLabel("Minutes per player").fill("0.15");
  await page.getByLabel("Seconds added per move").fill("0");
  return ann.create("Custom");
}

test.concurrent("a flag that falls loses the game on both pages", async () => {
  await using pair = await PagePair.start(chromium.browser, { create: createQuick });
  const { ann, bob } = pair;
  expect(await ann.result()).toBe("You lost Your time ran out");
  expect(await bob.result()).toBe("You won Ann ran out of time");
  for (const { page } of pair.both) {
    const clocks = page.getByRole("timer");
    expect((await clocks.allInnerTexts()).sort()).toEqual(["0:00.0", "0:09.0"]);
    expect(await page.title()).toBe("Game over – En Parlant");
  }
});

/** What a quick hand does as soon as its own clock shows less than a second. @param act - in the page */
async function whenTimeIsShort({ page }: PagePlayer, act: string): Promise<void> {
  await page.evaluate(`new Promise((done) => {
    const press = (name) =>
      [...document.querySelectorAll("button")].find((button) => button.innerText === name).click();
    const look = () => {
      const clock = document.querySelector(".player-bottom .clock").innerText;
      if (!/^0:00/.test(clock)) return requestAnimationFrame(look);
      ${act};
      done();
    };
    look();
  })`);
}

test.concurrent("5.24 giving up with less than a second left is a resignation on both pages, in either's turn", async () => {
  await using pair = await PagePair.start(chromium.browser, { create: createQuick });
  const { ann, bob } = pair;
  await ann.button("Resign").click();
  await whenTimeIsShort(ann, `press("Yes, resign")`);
  expect(await ann.result()).toBe("You lost You resigned");
  expect(await bob.result()).toBe("You won Ann resigned");

  // Bob has White now, and gives up when he has moved.
  await pair.rematch();
  await bob.button("Resign").click();
  await bob.page.getByLabel("Type a move").fill("e4");
  await whenTimeIsShort(bob, `press("Play"); press("Yes, resign")`);
  expect(await bob.result()).toBe("You lost You resigned 1 to 1");
  expect(await ann.result()).toBe("You won Bob resigned 1 to 1");
  for (const player of pair.both) {
    expect(await player.moves(1)).toEqual(["e4"]);
    // A reload makes nothing else of it.
    await player.page.reload();
    expect(await player.result()).toContain("resigned");
  }
});

test.concurrent("5.24 an offer that was played past is made again some moves later, and in a rematch at once", async () => {
  await using pair = await PagePair.start(chromium.browser);
  const { ann, bob } = pair;
  await pair.play("e4");
  await ann.button("Offer a draw").click();
  await bob.sees("Ann offers a draw");
  const waiting = (moves: string) => ann.button(`Next offer in ${moves}`);
  await pair.play("e5");
  await waiting("10 moves").waitFor();
  expect(await waiting("10 moves").getAttribute("aria-disabled")).toBe("true");
  await waiting("10 moves").click({ force: true });
  await pair.play("Nf3 Nf6");
  await waiting("9 moves").waitFor();
  expect(await bob.page.getByText("Ann offers a draw", { exact: true }).count()).toBe(0);
  // The other may offer one, and who waits may take it.
  await bob.button("Offer a draw").click();
  await ann.sees("Bob offers a draw");
  await ann.button("Accept the draw").click();
  expect(await bob.result()).toBe("Draw by agreement");
  await pair.rematch();
  await ann.button("Offer a draw").click();
  await bob.sees("Ann offers a draw");
});

test.concurrent("draws: declined by playing on, agreed, claimed by threefold, and by stalemate", async () => {
  await using pair = await PagePair.start(chromium.browser);
  const { ann, bob } = pair;
  await pair.play("e4");
  await ann.button("Offer a draw").click();
  await ann.sees("You offered a draw");
  await bob.sees("Ann offers a draw");
  expect(await bob.page.title()).toBe("● Draw offered – En Parlant");
  await pair.play("e5");
  await ann.sees("Next offer in 10 moves");
  await bob.page.getByText("Ann offers a draw", { exact: true }).waitFor({ state: "hidden" });
  await bob.button("Offer a draw").click();
  await ann.sees("Bob offers a draw");
  await ann.button("Accept the draw").click();
  for (const player of pair.both) expect(await player.result()).toBe("Draw by agreement");

  await pair.rematch();
  await pair.play("Nf3 Nf6 Ng1 Ng8 Nf3 Nf6 Ng1 Ng8");
  const claim = "Claim a draw: this position occurred three times";
  await bob.sees(claim);
  // Only who is to move may claim it.
  expect(await ann.button(claim).count()).toBe(0);
  await bob.button(claim).click();
  const claimed = "Draw by threefold repetition 1 to 1";
  for (const player of pair.both) expect(await player.result()).toBe(claimed);

  await pair.rematch();
  await pair.play(STALEMATE);
  for (const player of pair.both) {
    expect(await player.result()).toBe("Draw by stalemate 1½ to 1½");
    expect(player.complaints).toEqual([]);
  }

  // Both see that colours stay if one wants so; the wish is for one rematch.
  await bob.page.getByLabel("Swap colours").uncheck({ force: true });
  for (const player of [bob, ann]) await player.button("Rematch, same colours").click();
  for (const player of pair.both) await player.sees("No moves yet");
  await ann.resign();
  await bob.result();
  await bob.button("Rematch, colours swapped").waitFor();
});

test.concurrent("a resignation is asked about first, and leaves a game that can be copied and saved", async () => {
  const permissions = ["clipboard-read", "clipboard-write"];
  await using pair = await PagePair.start(chromium.browser, { ann: { permissions } });
  const { ann, bob } = pair;
  const days = [dayOf(new Date())];
  await pair.play("e4 e5 Nf3");
  // The second click lands where the answers to the question have appeared.
  await ann.button("Resign").dblclick();
  await ann.sees("Resign this game?");
  await ann.button("No, play on").click();
  await pair.play("Nc6 Bb5");
  await ann.button("Leave the game").click();
  const question = ann.page.getByRole("dialog", { name: "Leave the game?" });
  await question.waitFor();
  await bob.resign();
  await question.waitFor({ state: "hidden" });
  expect(await bob.result()).toBe("You lost You resigned");
  expect(await ann.result()).toBe("You won Bob resigned");
  days.push(dayOf(new Date()));

  await ann.button("Copy PGN").click();
  await ann.sees("PGN copied");
  const pgn = await ann.page.evaluate<string>("navigator.clipboard.readText()");
  const download = ann.page.waitForEvent("download");
  await ann.button("Download PGN").click();
  const saved = await download;
  expect(await readFile(await saved.path(), "utf8")).toBe(pgn);

  const chess = new Chess();
  chess.loadPgn(pgn, { strict: true });
  const headers = chess.getHeaders();
  expect(headers).toMatchObject({
    White: "Ann",
    Black: "Bob",
    Result: "1-0",
    TimeControl: "600+5",
  });
  expect(days).toContain(headers.Date);
  expect(saved.suggestedFilename()).toBe(`Ann-Bob-${headers.Date?.replaceAll(".", "-")}.pgn`);
  expect(chess.history()).toEqual(await ann.moves(5));
  const clocks = chess.getComments().map(({ comment }) => comment?.trim());
  expect(clocks).toHaveLength(5);
  for (const clock of clocks) expect(clock).toMatch(/\[%clk 0:(09|10):\d\d(\.\d+)?\]$/);
  expect(clocks.at(-1)).toMatch(/^White wins by resignation /);
});

test.concurrent("the tab says by title and icon whose turn it is", async () => {
  await using pair = await PagePair.start(chromium.browser);
  const { ann, bob } = pair;
  const [mine, theirs] = ["● Your turn – En Parlant", "Waiting for the opponent – En Parlant"];
  await ann.sees("Your turn");
  await bob.sees("Ann to move");
  expect([await ann.page.title(), await bob.page.title()]).toEqual([mine, theirs]);
  const [bright, calm] = [await iconOf(ann), await iconOf(bob)];
  expect(bright).not.toBe(calm);
  await ann.move("e4");
  await bob.sees("Your turn");
  expect([await ann.page.title(), await bob.page.title()]).toEqual([theirs, mine]);
  expect([await iconOf(ann), await iconOf(bob)]).toEqual([calm, bright]);
  await bob.resign();
  await ann.result();
  expect([await ann.page.title(), await iconOf(ann)]).toEqual(["Game over – En Parlant", calm]);
  // A rematch with nobody is not offered, even if it was asked for.
  await bob.button("Rematch, colours swapped").click();
  await ann.sees("Bob would like a rematch");
  await bob.button("New game").click();
  await ann.sees("Bob has left the game");
  await ann.button(/^Rematch/).waitFor({ state: "detached" });
  await ann.button("New game").click();
  await ann.sees("Play a friend");
  expect(await ann.page.title()).toBe("En Parlant");
});

/** The icon's path; the two have the page from different ports. */
async function iconOf({ page }: PagePlayer): Promise<string> {
  const icon = await page.locator("link[rel=icon]").getAttribute("href");
  return new URL(icon ?? "", page.url()).pathname;
}

/** As PGN writes it; the browser has the calendar of this machine. */
function dayOf(date: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${date.getFullYear()}.${two(date.getMonth() + 1)}.${two(date.getDate())}`;
}
