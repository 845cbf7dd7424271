// A computer whose clock is set while a game is played: by an hour, back or forth, in the countdown, in mid-game, across a
// reload. Nobody wins or loses a second by it.

import { readFile } from "node:fs/promises";
import { expect, test, vi } from "vitest";
import { chromiumOfFile } from "../chromium.ts";
import { Resources } from "../resources.ts";
import { runsBelow, secondsLeft } from "./custom-time.ts";
import { PagePair } from "./page-pair.ts";
import type { PagePlayer } from "./page-player.ts";

vi.setConfig({ testTimeout: 120_000 });

const chromium = chromiumOfFile();

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Runs before the page's own scripts: the time of day is what the test has set it to, also after a reload. */
const SETTABLE = `{
  const now = Date.now;
  const shift = () => { try { return Number(sessionStorage.getItem("shift")); } catch { return 0; } };
  Date.now = () => now() + shift();
}`;

/** Sets the clock of a player's computer, so many milliseconds from the right time. */
async function setClock({ page }: PagePlayer, shift: number): Promise<void> {
  await page.evaluate(`sessionStorage.setItem("shift", ${shift})`);
}

/** Two pages at the start screen, on computers whose clocks can be set. */
async function openPair(): Promise<PagePair> {
  await using owned = new Resources();
  const pair = owned.use(await PagePair.open(chromium.browser));
  for (const { page } of pair.both) {
    await page.addInitScript(SETTABLE);
    await page.reload();
  }
  owned.move();
  return pair;
}

async function begin({ ann, bob }: PagePair): Promise<void> {
  await bob.join(await ann.create());
  for (const player of [ann, bob]) await player.ready();
}

/** Neither has lost more than the test took, and nobody has won. */
async function expectFair({ ann, bob }: PagePair): Promise<void> {
  for (const player of [ann, bob]) {
    for (const whose of ["You", "Opponent"] as const) {
      const left = await secondsLeft(player, whose);
      expect(left).toBeGreaterThan(500);
      expect(left).toBeLessThan(640);
    }
    expect(await player.page.getByRole("region", { name: "Game over" }).count()).toBe(0);
    expect(await player.page.locator(".countdown").count()).toBe(0);
  }
}

test.concurrent("5.20 a clock that is set during the countdown neither stops nor ends it", async () => {
  await using pair = await openPair();
  const { ann, bob } = pair;
  await begin(pair);
  await ann.page.locator(".countdown").waitFor();
  await setClock(ann, -HOUR / 6);
  await setClock(bob, HOUR);
  const number = ann.page.locator(".countdown-number");
  const shown = await number.innerText({ timeout: 1_000 }).catch(() => "0");
  expect(Number(shown)).toBeLessThanOrEqual(3);
  await ann.page.locator(".turn.mine").waitFor();
  await ann.page.reload();
  await ann.page.locator(".turn.mine").waitFor();
  await expectFair(pair);
  await pair.play("e4 e5");
  await expectFair(pair);
});

test.concurrent.each([
  ["an hour ahead", HOUR],
  ["ten minutes back", -HOUR / 6],
])(
  "5.20 a clock that is set %s in mid-game, or across a reload, changes nothing",
  async (_, shift) => {
    await using pair = await openPair();
    const { ann, bob } = pair;
    await begin(pair);
    await pair.play("e4 e5");
    for (const player of pair.both) await setClock(player, shift);
    await expectFair(pair);
    await expectRunning(ann, "You");
    await pair.play("Nf3 Nc6");
    await expectFair(pair);
    for (const player of pair.both) {
      await setClock(player, 2 * shift);
      await player.page.reload();
      await player.moves(4);
    }
    await expectFair(pair);
    await expectRunning(ann, "You");
    await expectRunning(bob, "Opponent");
    await pair.play("Bb5 a6");
    await expectFair(pair);
  },
);

test.concurrent("5.20 how long the opponent has been away is no matter of the time of day", async () => {
  await using pair = await openPair();
  const { ann, bob } = pair;
  await begin(pair);
  await pair.play("e4");
  await bob.page.goto("about:blank");
  await ann.sees(/^Away for/);
  await setClock(ann, HOUR);
  await expectRunning(ann, "Opponent");
  await ann.sees(/^Away for 0:\d\d$/);
  await bob.page.goBack();
  await bob.move("e5");
  expect(await ann.moves(2)).toEqual(["e4", "e5"]);
});

test.concurrent("5.20 a game's date is that of the day on which it began", async () => {
  await using pair = await openPair();
  const { ann } = pair;
  await setClock(ann, 40 * DAY);
  const days = [dayOf(Date.now() + 40 * DAY)];
  await begin(pair);
  await pair.play("e4 e5");
  days.push(dayOf(Date.now() + 40 * DAY));
  await setClock(ann, 0);
  await ann.page.reload();
  await ann.moves(2);
  await ann.resign();
  const download = ann.page.waitForEvent("download");
  await ann.button("Download PGN").click();
  const saved = await download;
  const [, date = ""] =
    /\[Date "([\d.]+)"\]/.exec(await readFile(await saved.path(), "utf8")) ?? [];
  expect(days).toContain(date);
  expect(saved.suggestedFilename()).toBe(`Ann-Bob-${date.replaceAll(".", "-")}.pgn`);
});

async function expectRunning(player: PagePlayer, whose: "You" | "Opponent"): Promise<void> {
  await runsBelow(player, whose, await secondsLeft(player, whose));
}

/** As PGN writes it; the browser has the calendar of this machine. */
function dayOf(time: number): string {
  const date = new Date(time);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${date.getFullYear()}.${two(date.getMonth() + 1)}.${two(date.getDate())}`;
}
