// One game of chess between the two players, as data: its moves, its end, and what may be done about a draw.

import type { Color } from "@en-parlant/client";
import type { Clocks, TimeControl } from "./time-control.ts";

/** Why a game ended. */
export type Ending =
  | "checkmate"
  | "stalemate"
  | "insufficient"
  | "resignation"
  | "time"
  | "agreement"
  | "threefold"
  | "fifty"
  /** The opponent has left, and the person said what the game is worth. */
  | "abandoned";

/**
 * Whose customs about draws hold. Between two pages threefold repetition and fifty moves are claimed, and playing on
 * declines an offer. The app's core ends such a game at once and tells nobody; an offer stays open there.
 */
export type Customs = "page" | "app";

/** How a game ended; a draw has no winner. */
export interface Outcome {
  readonly winner: Color | undefined;
  readonly why: Ending;
}

/** A move on the board. */
export interface PlayedMove {
  /** In standard notation: castling is the king's step of two squares. */
  readonly uci: string;
  readonly san: string;
  readonly by: Color;
  /** The position after it. */
  readonly fen: string;
  /** What was left on both clocks after it. */
  readonly clocks?: Clocks;
  /** When this program learned of it, in the page's time. */
  readonly at: number;
  /** The relay has it. */
  readonly confirmed: boolean;
  readonly check: boolean;
}

/** What the opponent sent that this game does not allow; it was not taken in. */
export type Fault =
  /** An illegal or out-of-turn move. */
  | { readonly kind: "move"; readonly uci: string }
  /** That the game is lost for this side, which has neither given up nor is to move by a clock. */
  | { readonly kind: "loss" };

/** One game of the match. */
export interface Game {
  /** The first is 1. */
  readonly number: number;
  readonly mine: Color;
  readonly customs: Customs;
  readonly timeControl?: TimeControl;
  /** When White's clock starts, in the page's time; in the future during the countdown. */
  readonly startedAt: number;
  readonly moves: readonly PlayedMove[];
  readonly fen: string;
  readonly turn: Color;
  /** Whose offer of a draw stands; the opponent's, if both do. */
  readonly drawOffer?: "mine" | "peer";
  /** How many own moves the next own offer has to wait after one that was played past; absent when it need not. */
  readonly offerWait?: number;
  /** The side to move may claim a draw, by `accept_draw`. */
  readonly claimable?: "threefold" | "fifty";
  readonly outcome?: Outcome;
  readonly fault?: Fault;
  /** The opponent said that this side's time is over, and it is not: the game goes on, and its next move tells so. */
  readonly isDisputed?: true;
}
