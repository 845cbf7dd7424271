// What was captured, and who is ahead.

import { expect, test } from "vitest";
import { OPERA } from "./famous-games.fixture.ts";
import { balanceAfter } from "./material.ts";
import { Table, uciOf } from "./table.fixture.ts";

function balance(moves: string, plies?: number) {
  const game = new Table().start().moves(moves).match("white").game;
  return balanceAfter(game?.moves.slice(0, plies) ?? []);
}

test("nothing at the start", () => {
  expect(balanceAfter([])).toEqual({ captured: { white: [], black: [] }, lead: 0 });
});

test("a whole game, dearest pieces first, and any point in it", () => {
  expect(balance(uciOf(OPERA))).toEqual({
    captured: {
      white: ["rook", "bishop", "knight", "pawn", "pawn", "pawn"],
      black: ["queen", "rook", "bishop", "knight", "knight", "pawn"],
    },
    lead: -10,
  });
  expect(balance(uciOf(OPERA), 7)).toEqual({ captured: { white: ["pawn"], black: [] }, lead: 1 });
});

test("en passant takes a pawn, and a promotion is worth its piece", () => {
  expect(balance("e2e4 a7a6 e4e5 d7d5 e5d6")).toMatchObject({
    captured: { white: ["pawn"] },
    lead: 1,
  });
  const queened = "h2h4 g7g5 h4g5 h7h6 g5h6 a7a6 h6h7 a6a5 h7g8q";
  expect(balance(queened)).toEqual({
    captured: { white: ["knight", "pawn", "pawn"], black: [] },
    lead: 1 + 1 + 3 + 8,
  });
});
