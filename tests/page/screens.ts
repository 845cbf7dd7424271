// Every screen and every state of the page, as walks that stop at each: whoever walks along may look, be it at the rules
// of access or through a camera.

import type { Browser, BrowserContextOptions } from "playwright-core";
import { walkLongGame, walkTimedGame } from "./screens-of-a-game.ts";
import { walkBeforeTheGame } from "./screens-of-the-start.ts";
import { walkTrouble } from "./screens-of-trouble.ts";
import type { Stop } from "./walkers.ts";
import { startWalk } from "./walkers.ts";

/** The parts of the catalogue in the order of an evening; none needs another. */
const WALKS = {
  "before the game": walkBeforeTheGame,
  "timed games": walkTimedGame,
  "a long game": walkLongGame,
  trouble: walkTrouble,
} as const;

export type Part = keyof typeof WALKS;

export const PARTS = Object.keys(WALKS) as Part[];

/** Goes one walk in a browser that is told how the page is looked at. */
export async function walk(
  part: Part,
  about: { readonly browser: Browser; readonly options: BrowserContextOptions },
  stop: Stop,
): Promise<void> {
  await using walkers = await startWalk(about.browser, about.options);
  await WALKS[part](walkers, stop);
}
