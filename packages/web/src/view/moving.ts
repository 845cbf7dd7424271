// From a wish to a move: a board's two squares or a typed text become a legal move that is played, or a pawn's choice
// to be made first. Knows no elements.

import { computed, signal } from "@preact/signals";
import type { Promotion } from "../game/position.ts";
import { isPromotion, legalUci } from "../game/position.ts";
import { typedMove } from "../game/typed-move.ts";
import { play } from "../session/deeds.ts";
import { game, hasBegun, isPlaying, isTimeOver } from "../session/match-signal.ts";
import { peer } from "../session/relay-session.ts";
import { messages } from "../session/settings.ts";
import { backToGame, isLive } from "./viewing.ts";

/** A pawn's way to its last rank, and the position that it was moved in. */
interface Promoting {
  readonly from: string;
  readonly to: string;
  readonly fen: string;
}

const asked = signal<Promoting | undefined>(undefined);

/** A pawn waits on its last rank for what it becomes; no longer than its game stands where it stood. */
export const promoting = computed(() =>
  isPlaying.value && asked.value?.fen === game.value?.fen ? asked.value : undefined,
);

/** Counts the moves that came to nothing, so that the board puts the piece back. */
export const takenBack = signal(0);

/** Counts the typed moves: whoever types has thought of something else than the move that was set ahead. */
const typedMoves = signal(0);

/**
 * What a move that is set ahead of its turn belongs to; it goes when this changes. Nothing where none may be set: in an
 * earlier position, when the time is over, or when the opponent has left.
 */
export const premoves = computed(() => {
  const isPossible = isPlaying.value && hasBegun.value && isLive.value && !isTimeOver.value;
  if (!isPossible || peer.value.status === "left") return undefined;
  return `${game.value?.number} ${typedMoves.value}`;
});

/** Why a typed move was not played. */
export type TypedProblem = "illegal" | "ambiguous" | "not-your-turn";

/** A piece was moved on the board. A premove that promotes makes a queen. */
export function moved(from: string, to: string, isPremove: boolean): void {
  const running = game.peek();
  if (running && isPromotion(running.fen, from, to) && !isPremove) ask(from, to, running.fen);
  else finish({ from, to, ...(isPremove && { promotion: "queen" }) });
}

/** What the pawn becomes. */
export function promote(promotion: Promotion): void {
  const waiting = promoting.peek();
  asked.value = undefined;
  if (!waiting) return;
  // An earlier position may have been looked at meanwhile.
  backToGame();
  finish({ from: waiting.from, to: waiting.to, promotion });
}

/** The pawn goes back. */
export function cancelPromotion(): void {
  asked.value = undefined;
  takenBack.value += 1;
}

/** Plays a typed move. @returns what is wrong with it, if anything is */
export function playTyped(text: string): TypedProblem | undefined {
  typedMoves.value += 1;
  const running = game.peek();
  const mayMove = running && isPlaying.peek() && hasBegun.peek() && running.turn === running.mine;
  if (!mayMove) return "not-your-turn";
  const typed = typedMove(text, running.fen, messages.peek().letters);
  switch (typed.kind) {
    case "move":
      backToGame();
      play(typed.uci);
      return undefined;
    case "promotion":
      backToGame();
      ask(typed.from, typed.to, running.fen);
      return undefined;
    default:
      return typed.kind;
  }
}

function ask(from: string, to: string, fen: string): void {
  asked.value = { from, to, fen };
}

function finish(move: { from: string; to: string; promotion?: Promotion }): void {
  const running = game.peek();
  const { promotion, ...plain } = move;
  const isPawns = running && isPromotion(running.fen, move.from, move.to);
  const uci = running && legalUci(running.fen, isPawns ? move : plain);
  if (uci) play(uci);
  takenBack.value += 1;
}
