// Playing by the clock: a time control that is in no list, as a person types it, and what the clocks show.

import { expect, vi } from "vitest";
import type { PagePlayer } from "./page-player.ts";

/** Opens a game with so many minutes and seconds. @returns the code to join by */
export async function createTimed(
  player: PagePlayer,
  time: { readonly minutes: number; readonly increment: number },
): Promise<string> {
  const { page } = player;
  await page.getByRole("radio", { name: "Custom" }).check({ force: true });
  await page.getByLabel("Minutes per player").fill(String(time.minutes));
  await page.getByLabel("Seconds added per move").fill(String(time.increment));
  return player.create("Custom");
}

/** What a clock shows, in whole seconds. */
export async function secondsLeft(
  { page }: Pick<PagePlayer, "page">,
  whose: "You" | "Opponent",
): Promise<number> {
  const bar = page.getByRole("region", { name: whose, exact: true });
  const [minutes = 0, seconds = 0] = (await bar.locator(".clock").innerText())
    .split(":")
    .map(Number);
  return 60 * minutes + Math.floor(seconds);
}

/** Waits until a clock shows less. @param seconds - whole ones */
export async function runsBelow(
  player: Pick<PagePlayer, "page">,
  whose: "You" | "Opponent",
  seconds: number,
): Promise<void> {
  await vi.waitFor(async () => expect(await secondsLeft(player, whose)).toBeLessThan(seconds), {
    timeout: 60_000,
    interval: 200,
  });
}
