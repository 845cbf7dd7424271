// A position in words, for those who do not see the board. Knows no screen.

import type { Color } from "@en-parlant/client";
import type { Role } from "chessops/types";
import { makeSquare } from "chessops/util";
import { positionOf } from "../game/position.ts";
import type { Messages } from "../i18n/index.ts";

const ROLES: readonly Role[] = ["king", "queen", "rook", "bishop", "knight", "pawn"];

/** `White: king e1, queen d1 … Black: …` */
export function boardInWords(fen: string, messages: Messages): string {
  const { board } = positionOf(fen);
  const side = (color: Color) => {
    const pieces = ROLES.flatMap((role) =>
      [...board.pieces(color, role)].map((square) =>
        messages.spoken.from(messages.spoken.piece[role], makeSquare(square)),
      ),
    );
    return `${messages.color[color]}: ${pieces.join(", ")}.`;
  };
  return `${messages.game.board}. ${side("white")} ${side("black")}`;
}
