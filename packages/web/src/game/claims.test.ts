// Words that the other's time is over: believed by the clock, and only for as long as the other turns out to have done
// nothing in time. Both players see the same, in whatever order a restarted relay tells it.

import type { Color, HistoryEntry, JsonObject } from "@en-parlant/client";
import { describe, expect, test } from "vitest";
import { CLAIM_TOLERANCE_MS, COUNTDOWN_MS } from "./clock.ts";
import type { MatchInput } from "./match.ts";
import { matchOf } from "./match.ts";
import { common, pages, Table } from "./table.fixture.ts";

const MINUTE = { time: { minutes: 1, increment: 2 } };

const lostBy = (loser: Color) => ({ winner: loser === "white" ? "black" : "white", why: "time" });

/** A game of one minute each, in which Black is to move. */
function blackThinks(): Table {
  return pages(MINUTE)
    .start()
    .send("white", "game_move", { uci: "e2e4", whiteTime: 60_000 }, 4_000);
}

/** What White says of Black's clock. */
function claim(table: Table, afterMs: number): Table {
  return table.send("white", "resign", { color: "black" }, afterMs);
}

function seen(table: Table, color: Color, more: Partial<MatchInput> = {}) {
  const history = table.histories[color];
  return matchOf({ seat: table.seat(color), history, pending: [], verdicts: new Map(), ...more });
}

const pendingClaim = {
  n: 9,
  after: 0,
  event: "resign",
  payload: { color: "black" },
  confirmed: false,
} as const;

test("5.19 a claim that is on its way ends no board; one that the relay has ends both", () => {
  const table = blackThinks();
  expect(seen(table, "white", { pending: [pendingClaim] })).toMatchObject({ phase: "playing" });
  claim(table, 63_000);
  for (const color of ["white", "black"] as const) {
    expect(table.match(color)).toMatchObject({ phase: "over", game: { outcome: lostBy("black") } });
  }
});

test("5.19 giving up oneself counts at once", () => {
  const pending = [{ ...pendingClaim, payload: { color: "white" } }];
  expect(seen(blackThinks(), "white", { pending })).toMatchObject({ phase: "over" });
});

/** What Black did before it heard of a claim. */
const DEEDS: readonly [string, JsonObject, object][] = [
  ["game_move", { uci: "e7e5", blackTime: 2_500 }, { phase: "playing", game: { turn: "white" } }],
  ["resign", { color: "black" }, { phase: "over", game: { outcome: lostBy("black") } }],
];

describe("5.19 what was done in time counts, whichever comes first on either side", () => {
  for (const [event, payload, expected] of DEEDS) {
    test.each([
      [false, false],
      [true, true],
      // A relay that was restarted may have told each what the other did later.
      [false, true],
      [true, false],
    ])(`${event}; claim first for White: %s, for Black: %s`, (forWhite, forBlack) => {
      const table = blackThinks();
      claim(table, 62_000).send("black", event, payload, 0);
      if (!forWhite) swapLast(table.histories.white);
      if (!forBlack) swapLast(table.histories.black);
      expect(table.match("white")).toMatchObject(expected);
      expect(common(table.match("black"))).toEqual(common(table.match("white")));
    });
  }

  test("the game goes on with the clocks as the mover said, and ends as any other", () => {
    const table = blackThinks();
    table.send("black", "game_move", { uci: "e7e5", blackTime: 2_500 }, 60_000);
    claim(table, 0);
    table.send("white", "game_move", { uci: "g1f3", whiteTime: 50_000 });
    for (const color of ["white", "black"] as const) {
      const { game } = table.match(color);
      expect(game?.moves.at(-1)?.clocks).toEqual({ white: 50_000, black: 2_500 });
    }
    claim(table, 5_000);
    for (const color of ["white", "black"] as const) {
      expect(table.match(color).game?.outcome).toEqual(lostBy("black"));
    }
  });

  test("a move that is on its way too", () => {
    const table = claim(blackThinks(), 62_000);
    const payload = { uci: "e7e5", blackTime: 2_500 };
    const pending = [{ ...pendingClaim, event: "game_move" as const, payload }];
    expect(seen(table, "black", { pending })).toMatchObject({
      phase: "playing",
      game: { moves: { length: 2 } },
    });
  });

  test("nothing that Black could not do: the claim stands", () => {
    for (const [event, payload] of [
      ["game_move", { uci: "e7e3" }],
      ["offer_draw", {}],
      ["accept_draw", {}],
      ["ready", { page: 1 }],
    ] as const) {
      const table = claim(blackThinks(), 63_000).send("black", event, payload);
      expect(table.match("white").game?.outcome).toEqual(lostBy("black"));
    }
  });

  test("nor does White go on after its own claim", () => {
    const table = claim(blackThinks(), 63_000).send("white", "game_move", { uci: "d2d4" });
    expect(table.match("black")).toMatchObject({ phase: "over", game: { moves: { length: 1 } } });
  });
});

describe("5.19 a claim is believed by the clock", () => {
  test("the two clocks need not agree to the second", () => {
    const left = 60_000 - CLAIM_TOLERANCE_MS;
    expect(claim(blackThinks(), left).match("black").phase).toBe("over");
  });

  test("one that is not believed ends no board: the next move tells the other so", () => {
    const table = claim(blackThinks(), 30_000);
    expect(table.match("black")).toMatchObject({ phase: "playing", game: { isDisputed: true } });
    expect(table.match("white").phase).toBe("over");
    table.send("black", "game_move", { uci: "e7e5", blackTime: 31_000 });
    for (const color of ["white", "black"] as const) {
      expect(table.match(color)).toMatchObject({ phase: "playing", game: { turn: "white" } });
    }
    const { game } = table.send("white", "game_move", { uci: "d2d4" }).match("black");
    expect(game).not.toHaveProperty("isDisputed");
  });

  test("who was away, with a clock that may have stood still, believes it", () => {
    const table = claim(blackThinks(), 30_000);
    const missed = new Set([table.now]);
    const match = seen(table, "black", { missed });
    expect(match).toMatchObject({ phase: "over", game: { outcome: lostBy("black") } });
    // In a game without clocks there is nothing to believe.
    const untimed = claim(pages().start().moves("e2e4"), 30_000);
    expect(seen(untimed, "black", { missed: new Set([untimed.now]) }).phase).toBe("differs");
  });

  test("out of turn only by one whose move has crossed it", () => {
    const crossed = (blackTime: number) => {
      const table = blackThinks().send("black", "game_move", { uci: "e7e5", blackTime });
      return claim(table, 1_000).match("black").phase;
    };
    expect(crossed(2_000 + CLAIM_TOLERANCE_MS)).toBe("playing");
    expect(crossed(2_001 + CLAIM_TOLERANCE_MS)).toBe("differs");
  });
});

test("5.19 against the app, which takes it at its word, an own claim is final", () => {
  const table = new Table({ options: { page: 1, ...MINUTE } });
  table.keepsClocks = true;
  table.start().send("white", "game_move", { uci: "e2e4" }, COUNTDOWN_MS);
  table.send("black", "game_move", { uci: "e7e5" }, 62_000);
  claim(table, 0);
  expect(table.match("white").game?.outcome).toEqual(lostBy("black"));
});

function swapLast(history: HistoryEntry[]): void {
  const [last, other] = [history.pop(), history.pop()];
  if (last && other) history.push(last, other);
}
