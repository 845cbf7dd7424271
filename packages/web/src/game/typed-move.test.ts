// Moves as people type them.

import { describe, expect, test } from "vitest";
import { de } from "../i18n/de.ts";
import { fr } from "../i18n/fr.ts";
import { START_FEN } from "./position.ts";
import { typedMove } from "./typed-move.ts";

const CASTLING = "r3k2r/pppq1ppp/2npbn2/2b1p3/2B1P3/2NPBN2/PPPQ1PPP/R3K2R w KQkq - 0 1";
const PROMOTING = "1n5k/P7/8/8/8/8/8/K7 w - - 0 1";
const TWO_ROOKS = "6k1/8/8/8/8/8/K7/R6R w - - 0 1";
const BISHOP_OR_PAWN = "4k3/8/8/8/8/2p5/1P1B4/4K3 w - - 0 1";
const KING_OR_ROOK = "7k/8/8/8/8/8/8/R3K3 w - - 0 1";

describe("legal moves", () => {
  test.each([
    ["e4", START_FEN, "e2e4", "e4"],
    [" e2e4 ", START_FEN, "e2e4", "e4"],
    ["E2-E4", START_FEN, "e2e4", "e4"],
    ["Nf3", START_FEN, "g1f3", "Nf3"],
    ["nf3", START_FEN, "g1f3", "Nf3"],
    ["Nf3!?", START_FEN, "g1f3", "Nf3"],
    ["Ng1-f3", START_FEN, "g1f3", "Nf3"],
    ["O-O", CASTLING, "e1g1", "O-O"],
    ["0-0", CASTLING, "e1g1", "O-O"],
    ["oo", CASTLING, "e1g1", "O-O"],
    ["o-o-o", CASTLING, "e1c1", "O-O-O"],
    ["0–0–0", CASTLING, "e1c1", "O-O-O"],
    ["e1g1", CASTLING, "e1g1", "O-O"],
    ["e1h1", CASTLING, "e1g1", "O-O"],
    ["a8=Q", PROMOTING, "a7a8q", "a8=Q"],
    ["a8q", PROMOTING, "a7a8q", "a8=Q"],
    ["a7a8n", PROMOTING, "a7a8n", "a8=N"],
    ["axb8=R+", PROMOTING, "a7b8r", "axb8=R+"],
    ["a7xb8 (B)", PROMOTING, "a7b8b", "axb8=B"],
    ["Rad1", TWO_ROOKS, "a1d1", "Rad1"],
    ["Rhd1", TWO_ROOKS, "h1d1", "Rhd1"],
    ["bxc3", BISHOP_OR_PAWN, "b2c3", "bxc3"],
    ["Bxc3", BISHOP_OR_PAWN, "d2c3", "Bxc3"],
    ["exd6 e.p.", "4k3/8/8/3pP3/8/8/8/4K3 w - d6 0 1", "e5d6", "exd6"],
  ])("%j", (text, fen, uci, san) => {
    expect(typedMove(text, fen)).toEqual({ kind: "move", uci, san });
  });
});

test.each(["a8", "a7a8"])("%s asks what the pawn becomes", (text) => {
  expect(typedMove(text, PROMOTING)).toEqual({ kind: "promotion", from: "a7", to: "a8" });
});

test("two rooks could go there", () => {
  expect(typedMove("Rd1", TWO_ROOKS)).toEqual({ kind: "ambiguous" });
});

test.each(["", "e5", "Ke2", "O-O", "O-O-O", "e2e5", "hello", "Nf3Nf3", "e9", "🙂", "e1h1"])(
  "%j is illegal at the start",
  (text) => {
    expect(typedMove(text, START_FEN)).toEqual({ kind: "illegal" });
  },
);

describe("letters of a language", () => {
  test("are taken beside the English ones", () => {
    const knight = { kind: "move", uci: "g1f3", san: "Nf3" };
    expect(typedMove("Sf3", START_FEN, de.letters)).toEqual(knight);
    expect(typedMove("sf3", START_FEN, de.letters)).toEqual(knight);
    expect(typedMove("Nf3", START_FEN, de.letters)).toEqual(knight);
    expect(typedMove("a8=D", PROMOTING, de.letters)).toMatchObject({ uci: "a7a8q" });
  });

  test("a letter with two meanings is taken where only one is legal", () => {
    expect(typedMove("Re2", KING_OR_ROOK, fr.letters)).toMatchObject({ uci: "e1e2" });
    expect(typedMove("Ra4", KING_OR_ROOK, fr.letters)).toMatchObject({ uci: "a1a4" });
    expect(typedMove("Rd1", KING_OR_ROOK, fr.letters)).toEqual({ kind: "ambiguous" });
  });
});
