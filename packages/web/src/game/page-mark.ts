// How two pages know each other: by a mark in what each tells of itself, with the game that it creates or joins. Pages of
// the first version told it in each `ready` only. The released app tells nothing and ignores it.

import type { Seat } from "@en-parlant/client";
import { words } from "./payload.ts";

/** What this page tells of itself. */
export const PAGE_MARK = { page: 1 } as const;

/** Whether these are a page's words. */
export function isMarked(told: unknown): boolean {
  return words(told).page === PAGE_MARK.page;
}

/** Whether the opponent told that it is a page when it created or joined the game. */
export function isAgainstPage({ color, options, peerOptions }: Seat): boolean {
  return isMarked(color === "white" ? peerOptions : options);
}
