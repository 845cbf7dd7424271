// Which position of the game is looked at: the newest, unless the person went back. Knows no screen.

import type { Color } from "@en-parlant/client";
import { computed, effect, signal } from "@preact/signals";
import { START_FEN } from "../game/position.ts";
import { game } from "../session/match-signal.ts";

/** How many moves have been made in the position looked at; nothing while it is the newest. */
const chosen = signal<number | undefined>(undefined);

/** The person turned the board. */
const isTurned = signal(false);

/** How many moves have been made in the position looked at. */
export const viewedPly = computed(() => {
  const newest = game.value?.moves.length ?? 0;
  return Math.min(chosen.value ?? newest, newest);
});

/** Whether the position looked at is the newest. */
export const isLive = computed(() => viewedPly.value === (game.value?.moves.length ?? 0));

/** The move that led to the position looked at. */
export const viewedMove = computed(() => game.value?.moves[viewedPly.value - 1]);

export const viewedFen = computed(() => viewedMove.value?.fen ?? START_FEN);

/** The side at the bottom of the board. */
export const orientation = computed<Color>(() => {
  const mine = game.value?.mine ?? "white";
  const other = mine === "white" ? "black" : "white";
  return isTurned.value ? other : mine;
});

/** Looks at the position after so many moves. */
export function lookAt(ply: number): void {
  const newest = game.peek()?.moves.length ?? 0;
  const wanted = Math.max(0, Math.min(ply, newest));
  chosen.value = wanted === newest ? undefined : wanted;
}

/** Goes that many moves on, or back. */
export function step(by: number): void {
  lookAt(viewedPly.peek() + by);
}

export function backToGame(): void {
  chosen.value = undefined;
}

export function flip(): void {
  isTurned.value = !isTurned.peek();
}

/** A new game is looked at from its start and from the own side. @returns a function that ends this */
export function followGames(): () => void {
  let last: number | undefined;
  return effect(() => {
    const number = game.value?.number;
    if (number === last) return;
    last = number;
    chosen.value = undefined;
    isTurned.value = false;
  });
}
