// What ends a game by itself in a position, as the app's core decides it (shakmaty's `is_insufficient_material`).

import { expect, test } from "vitest";
import type { Ply } from "./ply.ts";
import { automaticEnd } from "./ply.ts";
import { positionOf } from "./position.ts";

test.each([
  ["two kings", "8/8/4k3/8/8/4K3/8/8", "insufficient"],
  ["a knight", "8/8/4k3/8/8/4KN2/8/8", "insufficient"],
  ["a bishop", "8/8/4kb2/8/8/4K3/8/8", "insufficient"],
  ["bishops on one colour", "8/8/4kb2/8/8/4K1B1/8/8", "insufficient"],
  ["two bishops on one colour", "8/8/4k3/8/8/2B1K1B1/8/8", "insufficient"],
  ["bishops on both colours", "8/8/4kb2/8/8/4KB2/8/8", undefined],
  ["a bishop pair", "8/8/4k3/8/8/4KBB1/8/8", undefined],
  ["a knight against a knight", "8/8/4kn2/8/8/4KN2/8/8", undefined],
  ["a knight against a bishop", "8/8/4kb2/8/8/4KN2/8/8", undefined],
  ["two knights", "8/8/4k3/8/8/4KNN1/8/8", undefined],
  ["a rook of Black's", "8/8/4kr2/8/8/4K3/8/8", undefined],
  ["a pawn", "8/8/4k3/8/8/4KP2/8/8", undefined],
  ["pawns that nothing can ever free", "8/8/1k6/p1p1p1p1/P1P1P1P1/8/1K6/8", undefined],
] as const)("%s", (_, board, end) => {
  for (const turn of ["w", "b"]) {
    const position = positionOf(`${board} ${turn} - - 0 1`);
    expect(automaticEnd({ position } as Ply)).toBe(end);
  }
});
