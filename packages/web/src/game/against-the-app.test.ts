// Games against the app: they end where its core ends them, which tells nobody, and an offer of a draw stays open.

import type { Color } from "@en-parlant/client";
import { opposite } from "chessops/util";
import { describe, expect, test } from "vitest";
import { FIFTY_MOVES, STALEMATE } from "./famous-games.fixture.ts";
import { pages, Table, uciOf } from "./table.fixture.ts";

const SHUFFLE = "g1f3 g8f6 f3g1 f6g8";

/** After which half-move a game against the app is over, and why; seen from both seats. */
function endOf(moves: string) {
  const table = new Table().start().moves(moves);
  const ends = (["white", "black"] as const).map((color) => {
    const { game } = table.match(color);
    return { after: game?.moves.length, ...game?.outcome };
  });
  expect(ends[0]).toEqual(ends[1]);
  return ends[0];
}

describe("the third occurrence of a position ends the game at once", () => {
  test("the initial position is the first of three", () => {
    expect(endOf(`${SHUFFLE} ${SHUFFLE} e2e4`)).toEqual({
      after: 8,
      winner: undefined,
      why: "threefold",
    });
  });

  test("whoever's move it is", () => {
    expect(endOf(`e2e4 ${"g8f6 g1f3 f6g8 f3g1 ".repeat(2)}`)).toMatchObject({ after: 9 });
  });

  test("castling rights that were lost between make it another position", () => {
    const kings = "e1e2 e8e7 e2e1 e7e8 ";
    expect(endOf(`e2e4 e7e5 ${kings.repeat(2)}`)).toEqual({ after: 10 });
    expect(endOf(`e2e4 e7e5 ${kings.repeat(3)}`)).toMatchObject({ after: 12, why: "threefold" });
  });

  test("a pawn that could be taken in passing makes it another position", () => {
    expect(endOf(`e2e4 a7a6 e4e5 d7d5 ${SHUFFLE} ${SHUFFLE}`)).toEqual({ after: 12 });
    expect(endOf(`e2e4 a7a6 e4e5 d7d5 ${SHUFFLE} ${SHUFFLE} g1f3`)).toMatchObject({
      after: 13,
    });
  });

  test("one that could not, as the pawn beside it is pinned, does not", () => {
    const pinned = "e2e4 e7e5 f2f4 e5f4 e4e5 d8e7 a2a3 d7d5";
    expect(endOf(`${pinned} ${SHUFFLE} ${SHUFFLE}`)).toMatchObject({ after: 16, why: "threefold" });
  });
});

test("fifty moves without a capture or a pawn move end it, 99 half-moves do not", () => {
  expect(endOf(FIFTY_MOVES.replace(/ \S+$/, ""))).toEqual({ after: 99 });
  expect(endOf(FIFTY_MOVES)).toEqual({ after: 100, winner: undefined, why: "fifty" });
});

test("so does stalemate", () => {
  expect(endOf(uciOf(STALEMATE))).toMatchObject({ winner: undefined, why: "stalemate" });
});

test("nothing is left to claim, and what follows is for nothing", () => {
  const table = new Table().start().moves(`${SHUFFLE} ${SHUFFLE}`);
  expect(table.match("white").game).not.toHaveProperty("claimable");
  table.send("white", "resign", { color: "white" });
  expect(table.match("white").game?.outcome?.why).toBe("threefold");
  expect(table.match("white").score).toEqual({ mine: 0.5, peer: 0.5 });
});

test("between pages, of whichever version, the same is claimed", () => {
  for (const table of [pages().start(), new Table().start({ page: 1 })]) {
    const { game } = table.moves(`${SHUFFLE} ${SHUFFLE}`).match("white");
    expect(game).toMatchObject({ customs: "page", claimable: "threefold" });
  }
});

describe("an offer of a draw", () => {
  test("5.24 stays open in the app, so that none has to wait", () => {
    const table = new Table().start().send("white", "offer_draw").moves("e2e4 e7e5 g1f3 b8c6");
    const { drawOffer, offerWait } = table.match("white").game ?? {};
    expect([drawOffer, offerWait]).toEqual(["mine", undefined]);
    table.send("black", "resign", { color: "black" }).start().moves("e2e4 e7e5");
    expect(table.match("white").game).not.toHaveProperty("offerWait");
  });

  test.each<Color>(["white", "black"])("of %s stays open over moves, for both", (by) => {
    const other = opposite(by);
    const table = new Table().start().send(by, "offer_draw").moves("e2e4 e7e5 g1f3 b8c6");
    expect(table.match(by).game?.drawOffer).toBe("mine");
    expect(table.match(other).game?.drawOffer).toBe("peer");
    table.send(other, "accept_draw");
    for (const color of [by, other]) {
      expect(table.match(color).game).toMatchObject({
        outcome: { winner: undefined, why: "agreement" },
        moves: { length: 4 },
      });
    }
  });

  test("ends with its game", () => {
    const table = new Table().start().send("white", "offer_draw");
    table.moves("e2e4").send("black", "resign", { color: "black" }).start();
    expect(table.match("black").game).toMatchObject({ number: 2, moves: [] });
    expect(table.match("black").game).not.toHaveProperty("drawOffer");
  });
});

test.each([
  ["threefold", `${SHUFFLE} ${SHUFFLE}`],
  ["stalemate", uciOf(STALEMATE)],
])("a rematch is on when the app is ready after %s", (_, moves) => {
  const table = new Table().start().moves(moves).send("black", "ready");
  expect(table.match("white")).toMatchObject({ phase: "over", ready: { peer: true } });
  expect(table.send("white", "ready").match("white").game).toMatchObject({ number: 2, moves: [] });
});

describe("clocks", () => {
  const options = { page: 1, time: { minutes: 1, increment: 0 } };
  const timeControl = { initialMs: 60_000, incrementMs: 0 };

  test("do not count against the app, which has none, whatever the moves carry", () => {
    const table = new Table({ options });
    expect(table.match("white")).not.toHaveProperty("timeControl");
    table.start().send("white", "game_move", { uci: "e2e4", whiteTime: 1, blackTime: 1 });
    const { game } = table.send("black", "game_move", { uci: "e7e5" }, 90_000).match("white");
    expect(game).not.toHaveProperty("timeControl");
    expect(game?.moves.map((move) => move.clocks)).toEqual([undefined, undefined]);
    table.send("white", "resign", { color: "white" }, 90_000);
    expect(table.match("white").game?.outcome?.why).toBe("resignation");
  });

  test("count where both players have agreed by word of mouth", () => {
    const table = new Table({ options });
    table.keepsClocks = true;
    expect(table.match("white").timeControl).toEqual(timeControl);
    table.start().moves("e2e4").send("black", "game_move", { uci: "e7e5" }, 21_000);
    expect(table.match("white").game?.moves[1]?.clocks?.black).toBe(39_000);
    table.send("white", "resign", { color: "white" }, 90_000);
    expect(table.match("white").game?.outcome).toEqual({ winner: "black", why: "time" });
  });

  test("count from a page's first ready, and for whoever joins a game that has a time", () => {
    const { time } = options;
    expect(new Table({ options: { time } }).match("black").timeControl).toEqual(timeControl);
    const table = new Table({ options }).send("black", "ready", { page: 1 });
    expect(table.match("white").timeControl).toEqual(timeControl);
    expect(table.send("white", "ready").match("white").game?.timeControl).toEqual(timeControl);
  });

  test("nobody loses on time in a game without: a stranger who says so is not believed", () => {
    const table = new Table().start().send("white", "game_move", { uci: "e2e4", blackTime: 0 });
    table.send("white", "resign", { color: "black" }, 999_000);
    expect(table.match("black").game).toMatchObject({ fault: { kind: "loss" } });
  });
});
