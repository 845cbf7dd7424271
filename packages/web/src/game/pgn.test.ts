// PGN that other programs read.

import { parseComment, parsePgn, startingPosition } from "chessops/pgn";
import { parseSan } from "chessops/san";
import { describe, expect, test } from "vitest";
import { CENTURY, OPERA } from "./famous-games.fixture.ts";
import { pgnFileName, pgnOf } from "./pgn.ts";
import { pages, uciOf } from "./table.fixture.ts";

const names = { white: 'Ann "the\nRook" \\', black: "Bob" };

function played(moves: string, options = {}) {
  const table = pages(options);
  table.now = new Date(2026, 2, 1, 12).getTime();
  const { game } = table.start().moves(moves).match("white");
  if (!game) throw new Error("no game");
  return game;
}

describe("a game to mate with clocks", () => {
  const game = played(uciOf(OPERA), { time: { minutes: 5, increment: 3 } });
  const [read] = parsePgn(pgnOf(game, names));

  test("has its tags", () => {
    expect(Object.fromEntries(read?.headers ?? [])).toEqual({
      Event: "Casual game",
      Site: "En Parlant",
      Date: "2026.03.01",
      Round: "1",
      White: 'Ann "the Rook" \\',
      Black: "Bob",
      Result: "1-0",
      TimeControl: "300+3",
      Termination: "Normal",
    });
  });

  test("has its moves, and the mover's clock with each", () => {
    const nodes = [...(read?.moves.mainline() ?? [])];
    expect(nodes.map(({ san }) => san)).toEqual(game.moves.map(({ san }) => san));
    const clocks = nodes.map(({ comments }) => parseComment(comments?.[0] ?? "").clock);
    expect(clocks).toEqual(game.moves.map((move) => (move.clocks?.[move.by] ?? 0) / 1_000));
    const position = startingPosition(new Map()).unwrap();
    for (const { san } of nodes) {
      const move = parseSan(position, san);
      if (move) position.play(move);
    }
    expect(position.isCheckmate()).toBe(true);
  });

  test("names its file", () => {
    expect(pgnFileName(game, names)).toBe("Ann_the_Rook-Bob-2026-03-01.pgn");
    expect(pgnFileName({ ...game, number: 2 }, { white: "../", black: "Zoë" })).toBe(
      "White-Zoë-2026-03-01-2.pgn",
    );
  });
});

describe("5.24 lines end before their 80th character", () => {
  test.each([
    ["with clocks", { time: { minutes: 180, increment: 0.5 } }],
    ["without", {}],
  ])("%s", (_, options) => {
    const pgn = pgnOf(played(uciOf(CENTURY), options), names);
    const [tags = "", movetext = "", ...more] = pgn.trimEnd().split("\n\n");
    expect(more).toEqual([]);
    const lines = movetext.split("\n");
    expect(lines.length).toBeGreaterThan(5);
    for (const line of lines) expect(line).toMatch(/^\S(.{0,77}\S)?$/);
    // Broken where a space stood, and in no comment.
    for (const line of lines) expect(line).toMatch(/^([^{}]|\{[^{}]+\})+$/);
    const [read, whole] = [pgn, `${tags}\n\n${lines.join(" ")}\n`].map((text) => parsePgn(text)[0]);
    expect([...(read?.moves.mainline() ?? [])]).toEqual([...(whole?.moves.mainline() ?? [])]);
    // As full as can be.
    for (const [index, line] of lines.slice(1).entries()) {
      const [next = ""] = /^(\{[^}]*\}|\S+)/.exec(line) ?? [];
      expect(`${lines[index]} ${next}`.length).toBeGreaterThan(79);
    }
  });
});

test("an untimed, unfinished game says so", () => {
  const pgn = pgnOf(played("e2e4 e7e5"), { white: " ", black: "Bob" });
  expect(pgn).toContain('[White "?"]');
  expect(pgn).toContain('[TimeControl "-"]');
  expect(pgn).toContain('[Termination "Unterminated"]');
  expect(pgn.endsWith("1. e4 e5 *\n")).toBe(true);
});

test.each([
  [{ winner: "black", why: "time" }, "0-1", "Time forfeit", "Black wins on time"],
  [{ winner: "white", why: "resignation" }, "1-0", "Normal", "White wins by resignation"],
  [{ winner: undefined, why: "agreement" }, "1/2-1/2", "Normal", "Draw by agreement"],
  [
    { winner: "black", why: "abandoned" },
    "0-1",
    "Abandoned",
    "Black wins, White has left the game",
  ],
  [{ winner: undefined, why: "abandoned" }, "1/2-1/2", "Abandoned", "the game was abandoned"],
  [{ winner: undefined, why: "threefold" }, "1/2-1/2", "Normal", "threefold repetition"],
] as const)("%j is written as %s", (outcome, result, termination, reason) => {
  const pgn = pgnOf({ ...played("e2e4 e7e5"), outcome }, names);
  expect(pgn).toContain(`[Result "${result}"]`);
  expect(pgn).toContain(`[Termination "${termination}"]`);
  expect(pgn).toContain(reason);
  expect(pgn.trimEnd().endsWith(result)).toBe(true);
});
