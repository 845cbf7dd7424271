// What clocks show, send and decide, at any time.

import { describe, expect, test } from "vitest";
import type { ClockedGame } from "./clock.ts";
import {
  clocksAt,
  clocksWithMove,
  clockText,
  endOnTime,
  FLAG_GRACE_MS,
  flagFallen,
  isLow,
} from "./clock.ts";
import type { PlayedMove } from "./match.ts";
import { START_FEN } from "./position.ts";

const move = (by: "white" | "black", more: Partial<PlayedMove> = {}): PlayedMove => ({
  uci: "e2e4",
  san: "e4",
  by,
  fen: START_FEN,
  at: 10_000,
  confirmed: true,
  check: false,
  ...more,
});

const fresh: ClockedGame = {
  mine: "white",
  moves: [],
  startedAt: 5_000,
  turn: "white",
  timeControl: { initialMs: 60_000, incrementMs: 2_000 },
};

const blackToMove: ClockedGame = {
  ...fresh,
  moves: [move("white", { clocks: { white: 58_000, black: 60_000 } })],
  turn: "black",
};

describe("shown", () => {
  test("nothing without a time control, whatever the moves carry", () => {
    const { timeControl: _, ...untimed } = { ...blackToMove, mine: "black" as const };
    expect(clocksAt(untimed, 9_000)).toBeUndefined();
    expect(clocksWithMove(untimed, 9_000)).toBeUndefined();
    expect(flagFallen(untimed, 9_000_000)).toBeUndefined();
  });

  test("White's runs from the start, not before it", () => {
    expect(clocksAt(fresh, 4_000)).toEqual({ white: 60_000, black: 60_000, running: "white" });
    expect(clocksAt(fresh, 8_000)).toEqual({ white: 57_000, black: 60_000, running: "white" });
  });

  test("then that of the side to move, from the last move on", () => {
    expect(clocksAt(blackToMove, 13_000)).toEqual({
      white: 58_000,
      black: 57_000,
      running: "black",
    });
  });

  test("never below nothing, whatever a move carries", () => {
    const moves = [move("white", { clocks: { white: -20.5, black: 100 } })];
    expect(clocksAt({ ...blackToMove, moves }, 99_000)).toMatchObject({ white: 0, black: 0 });
  });

  test("they stand when the game is over; the loser on time has nothing left", () => {
    const resigned = { winner: "white", why: "resignation" } as const;
    expect(clocksAt({ ...blackToMove, outcome: resigned }, 99_000)).toEqual({
      white: 58_000,
      black: 60_000,
    });
    const flagged = { winner: "white", why: "time" } as const;
    expect(clocksAt({ ...blackToMove, outcome: flagged }, 99_000)).toEqual({
      white: 58_000,
      black: 0,
    });
    expect(clocksAt({ ...blackToMove, fault: { kind: "loss" } }, 99_000)).toEqual({
      white: 58_000,
      black: 60_000,
    });
  });
});

test("an own move carries what is left of both clocks, and the increment", () => {
  expect(clocksWithMove(fresh, 8_000)).toEqual({ white: 59_000, black: 60_000 });
});

describe("flags", () => {
  test("the own one falls at once", () => {
    expect(flagFallen(fresh, 64_999)).toBeUndefined();
    expect(flagFallen(fresh, 65_000)).toBe("white");
  });

  test("the opponent's when no move of his can be on its way", () => {
    expect(flagFallen(blackToMove, 70_000 + FLAG_GRACE_MS - 1)).toBeUndefined();
    expect(flagFallen(blackToMove, 70_000 + FLAG_GRACE_MS)).toBe("black");
  });

  test("not while he may not know of the own move", () => {
    const moves = blackToMove.moves.map((one) => ({ ...one, confirmed: false }));
    expect(flagFallen({ ...blackToMove, moves }, 999_000)).toBeUndefined();
  });

  test("none after the end", () => {
    const outcome = { winner: undefined, why: "agreement" } as const;
    expect(flagFallen({ ...fresh, outcome }, 999_000)).toBeUndefined();
  });

  test.each([
    [START_FEN, "white", "black"],
    ["8/8/8/4k3/8/8/3QK3/8 w - - 0 1", "white", undefined],
    ["8/8/8/4k3/8/8/3QK3/8 w - - 0 1", "black", "white"],
    ["8/8/4n3/4k3/8/8/4K3/8 w - - 0 1", "white", undefined],
    ["8/4p3/8/4k3/8/8/4K3/8 w - - 0 1", "white", "black"],
    ["no position", "white", "black"],
  ] as const)("%s lost on time by %s is won by %s", (fen, loser, winner) => {
    expect(endOnTime(fen, loser)).toEqual({ winner, why: "time" });
  });
});

describe("text", () => {
  test.each([
    [0, "0:00.0"],
    [-5, "0:00.0"],
    [99, "0:00.0"],
    [9_999, "0:09.9"],
    [10_000, "0:10"],
    [59_999, "0:59"],
    [300_000, "5:00"],
    [3_600_000, "1:00:00"],
    [5_403_000, "1:30:03"],
  ])("%d ms is %s", (ms, text) => {
    expect(clockText(ms)).toBe(text);
  });
});

test("less than 20 seconds are little time, but in a game that began with no more", () => {
  const game = (seconds: number) => ({
    timeControl: { initialMs: seconds * 1_000, incrementMs: 0 },
  });
  expect([20_000, 19_999].map((ms) => isLow(game(60), ms))).toEqual([false, true]);
  expect(isLow(game(20), 5_000)).toBe(false);
  expect(isLow({}, 5_000)).toBe(false);
});
