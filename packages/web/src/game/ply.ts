// Positions as a tree that grows from the initial one: a move that was worked out once is found again, so
// replaying a history costs little. Knows the rules of chess through chessops, and no players or clocks.

import { Chess, castlingSide } from "chessops/chess";
import { makeFen } from "chessops/fen";
import { makeSanAndPlay } from "chessops/san";
import type { NormalMove } from "chessops/types";
import { isDrop } from "chessops/types";
import { kingCastlesTo, makeUci, parseUci } from "chessops/util";

/** A position, and the move that led to it; never changed. */
export interface Ply {
  readonly position: Chess;
  readonly fen: string;
  /** The same for all positions that count as repetitions of each other. */
  readonly key: string;
  readonly uci: string;
  readonly san: string;
  readonly before: Ply | undefined;
}

/** Half-moves without capture or pawn move after which either side may claim a draw. */
const FIFTY_MOVES = 100;

/** Any number of games may pass through one position, and opponents may send anything: no more is remembered. */
const BRANCHES = 64;

/** The initial position, before any move. */
export const START: Ply = plyAt(Chess.default(), { uci: "", san: "", before: undefined });

const branches = new WeakMap<Ply, Map<string, Ply>>();

/**
 * The position after a move.
 * @param uci - castling in either spelling, `e1g1` or `e1h1`
 * @returns nothing where the move is illegal
 */
export function play(ply: Ply, uci: string): Ply | undefined {
  const known = branches.get(ply) ?? new Map<string, Ply>();
  const found = known.get(uci);
  if (found) return found;
  const next = worked(ply, uci);
  if (next && known.size < BRANCHES) branches.set(ply, known.set(uci, next));
  return next;
}

/** A legal move in chessops' form, castling as the king's step of two squares. */
export function legalMove(position: Chess, uci: string): NormalMove | undefined {
  const move = parseUci(uci);
  if (!move || isDrop(move)) return undefined;
  const side = castlingSide(position, move);
  const castled = side && { from: move.from, to: kingCastlesTo(position.turn, side) };
  const rook = side && position.castles.rook[position.turn][side];
  // chessops takes a king's move onto any own piece for castling.
  if (castled && move.to !== castled.to && move.to !== rook) return undefined;
  return position.isLegal(move) ? (castled ?? move) : undefined;
}

/** How often the position has occurred, this time included. */
function occurrences(ply: Ply): number {
  let count = 0;
  let earlier: Ply | undefined = ply;
  // Nothing before a capture or a pawn move can occur again.
  for (let left = ply.position.halfmoves; earlier && left >= 0; left -= 1) {
    if (earlier.key === ply.key) count += 1;
    earlier = earlier.before;
  }
  return count;
}

/** What ends the game by itself in this position. */
export function automaticEnd({
  position,
}: Ply): "checkmate" | "stalemate" | "insufficient" | undefined {
  if (position.isCheckmate()) return "checkmate";
  if (position.isStalemate()) return "stalemate";
  return position.isInsufficientMaterial() ? "insufficient" : undefined;
}

/** The draw that may be claimed in this position; where it is both, the one that the app's core names. */
export function claimableDraw(ply: Ply): "threefold" | "fifty" | undefined {
  if (ply.position.halfmoves >= FIFTY_MOVES) return "fifty";
  return occurrences(ply) >= 3 ? "threefold" : undefined;
}

function worked(ply: Ply, uci: string): Ply | undefined {
  const move = legalMove(ply.position, uci);
  if (!move) return undefined;
  const position = ply.position.clone();
  const san = makeSanAndPlay(position, move);
  return plyAt(position, { uci: makeUci(move), san, before: ply });
}

function plyAt(position: Chess, move: Pick<Ply, "uci" | "san" | "before">): Ply {
  const setup = position.toSetup();
  return { position, fen: makeFen(setup), key: makeFen(setup, { epd: true }), ...move };
}
