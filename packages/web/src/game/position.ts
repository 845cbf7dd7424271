// What a board asks about a position: where pieces may go, whether a pawn promotes, how a move is spelled. Gives
// chessground what it takes, and draws nothing.

import type { Color } from "@en-parlant/client";
import { Chess } from "chessops/chess";
import { chessgroundDests } from "chessops/compat";
import { INITIAL_FEN, parseFen } from "chessops/fen";
import { makeSan } from "chessops/san";
import type { NormalMove, SquareName } from "chessops/types";
import { makeUci, parseSquare } from "chessops/util";
import { legalMove } from "./ply.ts";

/** What a pawn may become, the usual first. */
export const PROMOTIONS = ["queen", "rook", "bishop", "knight"] as const;

/** A piece that a pawn may become. */
export type Promotion = (typeof PROMOTIONS)[number];

/** Where every game begins. */
export const START_FEN: string = INITIAL_FEN;

/** All legal moves by origin, as chessground takes them: castling to both squares. */
export function legalDests(fen: string): Map<SquareName, SquareName[]> {
  return chessgroundDests(positionOf(fen));
}

/** Whether a move from here to there is a pawn's to its last rank, also before it is its turn. */
export function isPromotion(fen: string, from: string, to: string): boolean {
  const square = parseSquare(from);
  const piece = square === undefined ? undefined : positionOf(fen).board.get(square);
  return piece?.role === "pawn" && to.endsWith(piece.color === "white" ? "8" : "1");
}

/** The move as it is sent, `e1g1` for castling; nothing where it is illegal. */
export function legalUci(
  fen: string,
  { from, to, promotion }: { from: string; to: string; promotion?: Promotion },
): string | undefined {
  const letter = promotion === "knight" ? "n" : (promotion?.[0] ?? "");
  const move = legalMove(positionOf(fen), `${from}${to}${letter}`);
  return move && makeUci(move);
}

/** A legal move's SAN; nothing where it is illegal. */
export function sanOf(fen: string, uci: string): string | undefined {
  const position = positionOf(fen);
  const move = legalMove(position, uci);
  return move && makeSan(position, move);
}

/** The side that stands in check. */
export function checkedSide(fen: string): Color | undefined {
  const position = positionOf(fen);
  return position.isCheck() ? position.turn : undefined;
}

/** The squares that a move in UCI connects. */
export function squaresOf(uci: string): [SquareName, SquareName] {
  return [uci.slice(0, 2) as SquareName, uci.slice(2, 4) as SquareName];
}

/** All legal moves, each promotion by itself. */
export function legalMoves(position: Chess): NormalMove[] {
  return [...position.allDests()].flatMap(([from, squares]) =>
    [...squares].flatMap((to): NormalMove[] => {
      const moves: NormalMove[] = PROMOTIONS.map((promotion) => ({ from, to, promotion }));
      const legal = moves.filter((move) => position.isLegal(move));
      return legal.length > 0 ? legal : [{ from, to }];
    }),
  );
}

/** The position; the initial one where the text is no position. */
export function positionOf(fen: string): Chess {
  return parseFen(fen)
    .chain((setup) => Chess.fromSetup(setup))
    .unwrap(
      (position) => position,
      () => Chess.default(),
    );
}
