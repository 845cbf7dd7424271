// What each side has captured, and who is ahead by how much.

import type { Color } from "@en-parlant/client";
import type { Role } from "chessops/types";
import { opposite } from "chessops/util";
import type { PlayedMove } from "./game.ts";
import { positionOf, START_FEN } from "./position.ts";

/** The balance of a position. */
export interface Balance {
  /** By the side that captured, dearest first. */
  readonly captured: Readonly<Record<Color, readonly Role[]>>;
  /** By how many points White is ahead; negative where Black is. */
  readonly lead: number;
}

const VALUES: Readonly<Record<Role, number>> = {
  queen: 9,
  rook: 5,
  bishop: 3,
  knight: 3,
  pawn: 1,
  king: 0,
};

const ROLES = Object.keys(VALUES) as Role[];

/** The balance after these moves. */
export function balanceAfter(moves: readonly Pick<PlayedMove, "fen" | "by" | "san">[]): Balance {
  const captured: Record<Color, Role[]> = { white: [], black: [] };
  let before = START_FEN;
  for (const { fen, by, san } of moves) {
    const lost = san.includes("x") && ROLES.find((role) => lacks(role, opposite(by), before, fen));
    if (lost) captured[by].push(lost);
    before = fen;
  }
  const dearestFirst = (roles: Role[]) =>
    roles.toSorted((one, other) => ROLES.indexOf(one) - ROLES.indexOf(other));
  return {
    captured: { white: dearestFirst(captured.white), black: dearestFirst(captured.black) },
    lead: leadIn(before),
  };
}

function lacks(role: Role, color: Color, before: string, after: string): boolean {
  const letter = { queen: "q", rook: "r", bishop: "b", knight: "n", pawn: "p", king: "k" }[role];
  const sign = color === "white" ? letter.toUpperCase() : letter;
  const count = (fen: string) => (fen.split(" ", 1)[0] ?? "").split(sign).length;
  return count(after) < count(before);
}

function leadIn(fen: string): number {
  const { board } = positionOf(fen);
  return ROLES.reduce(
    (sum, role) =>
      sum +
      VALUES[role] * (board.pieces("white", role).size() - board.pieces("black", role).size()),
    0,
  );
}
