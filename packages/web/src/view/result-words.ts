// How a game ended, in words, from the own side. Knows no screen.

import type { Game } from "../game/match.ts";
import type { Messages } from "../i18n/index.ts";

/** A headline, and why. */
export interface ResultWords {
  readonly headline: string;
  readonly why: string;
}

/** Nothing while the game goes on. @param peer - the opponent's name */
export function resultWords(game: Game, messages: Messages, peer: string): ResultWords | undefined {
  const { outcome, mine } = game;
  if (!outcome) return undefined;
  const { after, connection } = messages;
  if (!outcome.winner) return { headline: after.draw, why: after.why[outcome.why] };
  const isWon = outcome.winner === mine;
  return {
    headline: isWon ? after.youWon : after.youLost,
    why: sentence(outcome.why, isWon, { after, connection, peer }) ?? after.why[outcome.why],
  };
}

/** `1`, `½`, `2½` */
export function pointsText(points: number): string {
  const whole = Math.floor(points);
  if (whole === points) return String(points);
  return whole === 0 ? "½" : `${whole}½`;
}

function sentence(
  why: string,
  isWon: boolean,
  { after, connection, peer }: Pick<Messages, "after" | "connection"> & { peer: string },
): string | undefined {
  if (why === "resignation") return isWon ? after.peerResigned(peer) : after.youResigned;
  if (why === "time") return isWon ? after.peerRanOut(peer) : after.youRanOut;
  return why === "abandoned" ? connection.peerLeft(peer) : undefined;
}
