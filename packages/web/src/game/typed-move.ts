// A move as a person types it: UCI or SAN, in English letters or those of the person's language, with or without
// the signs that a move may do without. Gives the move as it is sent, or what is wrong with it.

import type { Chess } from "chessops/chess";
import { makeSan } from "chessops/san";
import type { NormalMove, Role, SquareName } from "chessops/types";
import { makeSquare, makeUci, squareFile, squareRank } from "chessops/util";
import { legalMove } from "./ply.ts";
import { legalMoves, positionOf } from "./position.ts";

/** What became of a typed move. */
export type TypedMove =
  | { readonly kind: "move"; readonly uci: string; readonly san: string }
  /** Legal once it is said what the pawn becomes. */
  | { readonly kind: "promotion"; readonly from: SquareName; readonly to: SquareName }
  /** More than one piece can go there. */
  | { readonly kind: "ambiguous" }
  | { readonly kind: "illegal" };

/** The letters of the pieces in a language, by role: `{ knight: "S" }`. */
export type PieceLetters = Readonly<Partial<Record<Role, string>>>;

const ENGLISH: PieceLetters = { king: "K", queen: "Q", rook: "R", bishop: "B", knight: "N" };

const SAN =
  /^(?<letter>\p{Lu})?(?<file>[a-h])?(?<rank>[1-8])?[-x:×]?(?<to>[a-h][1-8])(?:[=/(]?(?<into>\p{L})\)?)?$/u;

/** Reads a typed move in a position. */
export function typedMove(text: string, fen: string, letters: PieceLetters = {}): TypedMove {
  const position = positionOf(fen);
  const plain = text
    .trim()
    .replace(/\s+|[+#†‡!?]+|e\.?p\.?$/gu, "")
    .replace(/[–—−]/gu, "-");
  const found = candidates(position, plain, letters);
  const [first] = found;
  if (!first) return { kind: "illegal" };
  if (found.length === 1) {
    return { kind: "move", uci: makeUci(first), san: makeSan(position, first) };
  }
  if (found.every(({ from, to, promotion }) => promotion && from === first.from && to === first.to))
    return { kind: "promotion", from: makeSquare(first.from), to: makeSquare(first.to) };
  return { kind: "ambiguous" };
}

function candidates(position: Chess, text: string, letters: PieceLetters): readonly NormalMove[] {
  const side = /^[o0]-?[o0](?<long>-?[o0])?$/i.exec(text);
  if (side) {
    const rank = position.turn === "white" ? "1" : "8";
    return isKingHome(position)
      ? listed(legalMove(position, `e${rank}${side.groups?.long ? "c" : "g"}${rank}`))
      : [];
  }
  const lower = text.toLowerCase().replace(/^([a-h][1-8])[-x:×]?/u, "$1");
  if (/^[a-h][1-8][a-h][1-8][qrbn]?$/.test(lower)) {
    const exact = listed(legalMove(position, lower));
    return exact.length > 0
      ? exact
      : ["q", "r", "b", "n"].flatMap((into) => listed(legalMove(position, `${lower}${into}`)));
  }
  const readings = [text, `${text.charAt(0).toUpperCase()}${text.slice(1)}`];
  for (const reading of readings) {
    const found = matching(position, reading, letters);
    if (found.length > 0) return found;
  }
  return [];
}

/** Legal moves that fit the text in either language. */
function matching(position: Chess, text: string, letters: PieceLetters): readonly NormalMove[] {
  const { letter, file, rank, to, into } = SAN.exec(text)?.groups ?? {};
  if (to === undefined) return [];
  const roles = letter ? rolesFor(letter, letters) : ["pawn" as const];
  const promotions = into ? rolesFor(into.toUpperCase(), letters) : [];
  return legalMoves(position).filter((move) => {
    const role = position.board.getRole(move.from);
    // Castling has a spelling of its own.
    const isCastling = role === "king" && position.board[position.turn].has(move.to);
    return (
      role !== undefined &&
      roles.includes(role) &&
      !isCastling &&
      makeSquare(move.to) === to &&
      (file === undefined || "abcdefgh"[squareFile(move.from)] === file) &&
      (rank === undefined || squareRank(move.from) + 1 === Number(rank)) &&
      (into === undefined || (move.promotion !== undefined && promotions.includes(move.promotion)))
    );
  });
}

function rolesFor(letter: string, letters: PieceLetters): readonly Role[] {
  const roles = Object.keys(ENGLISH) as Role[];
  return roles.filter((role) => ENGLISH[role] === letter || letters[role] === letter);
}

function isKingHome(position: Chess): boolean {
  return position.board.kingOf(position.turn) === (position.turn === "white" ? 4 : 60);
}

function listed(move: NormalMove | undefined): readonly NormalMove[] {
  return move ? [move] : [];
}
