// Moves and codes as they are read out.

import { describe, expect, test } from "vitest";
import { CENTURY, OPERA } from "../game/famous-games.fixture.ts";
import { Table, uciOf } from "../game/table.fixture.ts";
import { LANGUAGES, languages, spokenCode, spokenMove } from "./index.ts";

test.each([
  ["e4", "pawn e4"],
  ["Nxe5+", "knight takes e5, check"],
  ["exd5", "pawn e takes d5"],
  ["Nbd7", "knight b d7"],
  ["R1xa3", "rook 1 takes a3"],
  ["Qh4e1", "queen h4 e1"],
  ["O-O", "castles kingside"],
  ["O-O-O#", "castles queenside, checkmate"],
  ["hxg8=N#", "pawn h takes g8, promotes to knight, checkmate"],
  ["Qf7#", "queen f7, checkmate"],
  ["--", "--"],
])("%s is “%s”", (san, words) => {
  expect(spokenMove(san, languages.en)).toBe(words);
});

test.each([
  ["de", "Nxe5+", "Springer schlägt e5, Schach"],
  ["fr", "bxa8=Q#", "pion b prend a8, promotion en dame, échec et mat"],
  ["es", "O-O-O+", "enroque largo, jaque"],
] as const)("in %s %s is “%s”", (language, san, words) => {
  expect(spokenMove(san, languages[language])).toBe(words);
});

describe.each(LANGUAGES)("%s", (language) => {
  test("every move of whole games is put into words", () => {
    for (const pgn of [OPERA, CENTURY]) {
      const { game } = new Table().start().moves(uciOf(pgn)).match("white");
      for (const { san } of game?.moves ?? []) {
        expect(spokenMove(san, languages[language])).not.toMatch(/[A-Z]?x[a-h]|[+#=]|undefined/);
      }
    }
  });
});

test("a code is spelled in pairs, digits named as such", () => {
  expect(spokenCode("ab-2h-8z", languages.en)).toBe(
    "Alfa Bravo – the digit 2 Hotel – the digit 8 Zulu",
  );
  expect(spokenCode("", languages.en)).toBe("");
});
