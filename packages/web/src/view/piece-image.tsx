// One piece as the board draws it, for use beside the board.

import type { Color } from "@en-parlant/client";
import type { Role } from "chessops/types";
import { h } from "preact";

/** Says nothing to screen readers. */
export function PieceImage({ color, piece }: { color: Color; piece: Role }) {
  return (
    <span class="cg-wrap piece-image" aria-hidden="true">
      {h("piece", { class: `${piece} ${color}` })}
    </span>
  );
}
