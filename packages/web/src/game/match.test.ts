// Matches replayed: whole games, how they begin and end, what players agree on, and what is not believed.

import type { Color, JsonObject } from "@en-parlant/client";
import { describe, expect, test } from "vitest";
import { COUNTDOWN_MS } from "./clock.ts";
import {
  BARE_KINGS,
  CENTURY,
  FIFTY_MOVES,
  KING_HUNT,
  LONE_KING,
  OPERA,
  SCHOLAR,
  STALEMATE,
} from "./famous-games.fixture.ts";
import type { MatchInput, Outcome } from "./match.ts";
import { matchOf, trimOf } from "./match.ts";
import { common, pages, Table, uciOf } from "./table.fixture.ts";

const PAGE = { page: 1, swap: true };

/** Two pages, which see the same after every event. */
function agreeing(options?: JsonObject): Table {
  return pages(options, (table) =>
    expect(common(table.match("white"))).toEqual(common(table.match("black"))),
  );
}

function inputOf(table: Table, color: Color, more: Partial<MatchInput> = {}): MatchInput {
  return {
    seat: table.seat(color),
    history: table.histories[color],
    pending: [],
    verdicts: new Map(),
    ...more,
  };
}

const own = (
  event: "game_move" | "ready" | "resign" | "offer_draw" | "accept_draw",
  payload = {},
) => ({ n: 1, after: 0, event, payload, confirmed: false }) as const;

describe("whole games", () => {
  test.each([
    ["Opera", OPERA, { winner: "white", why: "checkmate" }],
    ["Game of the Century", CENTURY, { winner: "black", why: "checkmate" }],
    ["king hunt", KING_HUNT, { winner: "white", why: "checkmate" }],
    ["shortest stalemate", STALEMATE, { winner: undefined, why: "stalemate" }],
    ["scholar's mate", SCHOLAR, { winner: "white", why: "checkmate" }],
  ])("%s, both spellings of castling, both sides alike", (_, pgn, outcome) => {
    const results = [false, true].map((rookStyle) => {
      const { game, phase } = agreeing().start().moves(uciOf(pgn, rookStyle)).match("white");
      expect(phase).toBe("over");
      expect(game?.outcome).toEqual(outcome);
      return game?.moves.map(({ uci, san }) => `${uci} ${san}`);
    });
    expect(results[0]).toEqual(results[1]);
    expect(results[0]?.map((move) => move.split(" ")[0]).join(" ")).toBe(uciOf(pgn));
  });

  test("every kind of castling is written as the king's step of two squares", () => {
    const short = "g1f3 g8f6 g2g3 g7g6 f1g2 f8g7";
    const { moves } = game(agreeing().start().moves(`${short} e1h1 e8h8`));
    expect(moves.slice(-2).map(({ uci, san }) => [uci, san])).toEqual([
      ["e1g1", "O-O"],
      ["e8g8", "O-O"],
    ]);
    const long = "b1c3 b8c6 d2d3 d7d6 c1e3 c8e6 d1d2 d8d7";
    const others = game(agreeing().start().moves(`${long} e1a1 e8a8`)).moves.slice(-2);
    expect(others.map(({ uci, san }) => [uci, san])).toEqual([
      ["e1c1", "O-O-O"],
      ["e8c8", "O-O-O"],
    ]);
  });

  test.each(["e1d2", "e1e2", "e1f2", "e1b1"])(
    "%s is no castling, though the king may castle",
    (uci) => {
      const table = playedTo("g1f3 g8f6 g2g3 g7g6 f1g2 f8g7");
      expect(table.send("white", "game_move", { uci }).match("black").phase).toBe("differs");
    },
  );

  test("en passant takes the pawn, and only at once", () => {
    const table = agreeing().start().moves("e2e4 a7a6 e4e5 d7d5 e5d6");
    expect(game(table).moves.at(-1)?.san).toBe("exd6");
    expect(game(table).fen.split(" ")[0]).toBe("rnbqkbnr/1pp1pppp/p2P4/8/8/8/PPPP1PPP/RNBQKBNR");
    const late = playedTo("e2e4 a7a6 e4e5 d7d5 a2a3 a6a5");
    expect(late.send("white", "game_move", { uci: "e5d6" }).match("black").phase).toBe("differs");
  });

  test.each([
    ["q", "hxg8=Q"],
    ["r", "hxg8=R"],
    ["b", "hxg8=B"],
    ["n", "hxg8=N"],
  ])("a pawn becomes %s", (letter, san) => {
    const moves = `h2h4 g7g5 h4g5 h7h6 g5h6 a7a6 h6h7 a6a5 h7g8${letter}`;
    expect(game(agreeing().start().moves(moves)).moves.at(-1)?.san).toBe(san);
  });

  test.each(["h7g8", "h7g8k", "h7g8p", "h7g8x", "e2e4q"])("%s is no promotion", (uci) => {
    const table = playedTo("h2h4 g7g5 h4g5 h7h6 g5h6 a7a6 h6h7 a6a5");
    expect(table.send("white", "game_move", { uci }).match("black").game?.fault).toEqual({
      kind: "move",
      uci,
    });
  });

  test("what can mate nobody any more draws by themselves", () => {
    const outcome = game(agreeing().start().moves(BARE_KINGS)).outcome;
    expect(outcome).toEqual({ winner: undefined, why: "insufficient" });
  });

  test("check is told", () => {
    const { moves } = game(agreeing().start().moves("e2e4 f7f6 d1h5"));
    expect(moves.map(({ check }) => check)).toEqual([false, false, true]);
  });
});

describe("claims", () => {
  const shuffle = "g1f3 g8f6 f3g1 f6g8";

  test("a third repetition can be claimed, with accept_draw", () => {
    const table = agreeing().start().moves(`${shuffle} g1f3 g8f6 f3g1`);
    expect(game(table).claimable).toBeUndefined();
    table.send("black", "game_move", { uci: "f6g8" });
    expect(game(table).claimable).toBe("threefold");
    table.send("white", "accept_draw");
    expect(game(table).outcome).toEqual({ winner: undefined, why: "threefold" });
    expect(game(table).claimable).toBeUndefined();
  });

  test("other castling rights are no repetition", () => {
    const table = agreeing().start().moves("e2e4 e7e5 e1e2 e8e7 e2e1 e7e8 e1e2 e8e7 e2e1 e7e8");
    expect(game(table).claimable).toBeUndefined();
    expect(game(table.moves("e1e2 e8e7 e2e1 e7e8")).claimable).toBe("threefold");
  });

  test("fifty moves can be claimed, and the game may go on", () => {
    const table = agreeing().start().moves(FIFTY_MOVES);
    expect(game(table).claimable).toBe("fifty");
    table.send("white", "accept_draw");
    expect(game(table).outcome).toEqual({ winner: undefined, why: "fifty" });
  });
});

describe("draw offers", () => {
  test("an accepted offer ends the game", () => {
    const table = agreeing().start().moves("e2e4").send("white", "offer_draw");
    expect(table.match("white").game?.drawOffer).toBe("mine");
    expect(table.match("black").game?.drawOffer).toBe("peer");
    expect(game(table.send("black", "accept_draw")).outcome).toEqual({
      winner: undefined,
      why: "agreement",
    });
  });

  test("playing on declines; the offerer's own move does not", () => {
    const table = agreeing().start().send("white", "offer_draw").moves("e2e4");
    expect(game(table).drawOffer).toBe("mine");
    expect(game(table.send("black", "game_move", { uci: "e7e5" })).drawOffer).toBeUndefined();
  });

  test("5.24 after an offer that was played past the next one waits ten own moves, in the first player's turn too", () => {
    const knights = "g1f3 g8f6 f3g1 f6g8 ".repeat(3);
    const moves = `${knights} e2e4 e7e5 ${knights}`.trim().split(/\s+/);
    const table = agreeing().start().send("white", "offer_draw");
    expect(game(table)).toMatchObject({ drawOffer: "mine" });
    const waits = moves.map((uci, ply) => {
      table.send(ply % 2 === 0 ? "white" : "black", "game_move", { uci });
      return game(table).offerWait;
    });
    // It stands until Black moves.
    expect(waits.slice(0, 3)).toEqual([undefined, 9, 9]);
    expect(waits.slice(17, 21)).toEqual([1, 1, undefined, undefined]);
    table.send("white", "offer_draw");
    expect(game(table).drawOffer).toBe("mine");
    table.moves("e1e2 e8e7");
    expect(game(table)).toMatchObject({ offerWait: 9 });
  });

  test("5.24 each player's own offers wait, and those of this game only", () => {
    const table = agreeing().start().send("white", "offer_draw").moves("e2e4 e7e5");
    expect(table.match("white").game?.offerWait).toBe(9);
    expect(table.match("black").game?.offerWait).toBeUndefined();
    table.send("black", "offer_draw").moves("g1f3 b8c6");
    expect(table.match("white").game?.offerWait).toBe(8);
    expect(table.match("black").game?.offerWait).toBe(9);
    table.send("white", "resign", { color: "white" }).start(PAGE).moves("e2e4 e7e5", "black");
    for (const color of ["white", "black"] as const) {
      expect(table.match(color).game).not.toHaveProperty("offerWait");
    }
  });

  test("an accepted offer counts as agreement even where a claim was possible", () => {
    const table = agreeing().start().moves("g1f3 g8f6 f3g1 f6g8 g1f3 g8f6 f3g1 f6g8");
    table.send("white", "offer_draw").send("black", "accept_draw");
    expect(game(table).outcome?.why).toBe("agreement");
  });

  test("nobody can accept what was not offered", () => {
    const table = pages().start().moves("e2e4").send("black", "accept_draw");
    expect(table.match("white").phase).toBe("playing");
    table.moves("e7e5", "black").send("white", "offer_draw").moves("g1f3 b8c6");
    expect(table.send("black", "accept_draw").match("white").phase).toBe("playing");
  });

  test("where both offer, the opponent's is shown, which can be accepted", () => {
    const table = new Table().start().send("white", "offer_draw").send("black", "offer_draw");
    expect(table.match("white").game?.drawOffer).toBe("peer");
    expect(table.match("black").game?.drawOffer).toBe("peer");
  });
});

describe("giving up", () => {
  test.each(["white", "black"] as const)("%s resigns and loses", (color) => {
    const table = agreeing().start().moves("e2e4").send(color, "resign", { color });
    const winner = color === "white" ? "black" : "white";
    expect(game(table).outcome).toEqual({ winner, why: "resignation" });
    table.moves("e7e5", "black");
    expect(game(table).moves).toHaveLength(1);
  });

  test("with the clock run out it is a loss on time", () => {
    const table = agreeing({ time: { minutes: 1, increment: 0 } }).start();
    table.send("white", "resign", { color: "white" }, COUNTDOWN_MS + 60_000);
    expect(game(table).outcome).toEqual({ winner: "black", why: "time" });
  });

  test("with time left on a clock that does not run it is a resignation", () => {
    const table = agreeing({ time: { minutes: 1, increment: 0 } }).start();
    table.send("black", "resign", { color: "black" }, COUNTDOWN_MS + 60_000);
    expect(game(table).outcome).toEqual({ winner: "white", why: "resignation" });
  });

  test.each([
    ["with 0.9 s left, and saying so", "white", { whiteTime: 900 }, "resignation"],
    ["with next to nothing left, and saying so", "white", { whiteTime: 1 }, "resignation"],
    ["as the flag fell, and saying so", "white", { whiteTime: 0 }, "time"],
    ["long after, and saying that the flag fell", "white", { whiteTime: -40 }, "time"],
    ["on a page that says nothing", "white", {}, "time"],
    ["in the other's turn", "black", { blackTime: 60_000 }, "resignation"],
    ["in the other's turn, on a page that says nothing", "black", {}, "resignation"],
    ["in the other's turn, claiming a flag", "black", { blackTime: 0 }, "resignation"],
  ] as const)("5.24 giving up %s", (_, color, clocks, why) => {
    const table = agreeing({ time: { minutes: 1, increment: 0 } }).start();
    table.send(color, "resign", { color, ...clocks }, COUNTDOWN_MS + 59_200);
    const winner = color === "white" ? "black" : "white";
    expect(game(table).outcome).toEqual({ winner, why });
  });

  test("5.24 giving up in the other's turn with less than a second left is a resignation", () => {
    const table = agreeing({ time: { minutes: 1, increment: 0 } }).start();
    table.send("white", "game_move", { uci: "e2e4", whiteTime: 400 }, COUNTDOWN_MS + 59_600);
    table.send("white", "resign", { color: "white" }, 20_000);
    expect(game(table).outcome).toEqual({ winner: "black", why: "resignation" });
  });

  test("5.24 a flag that cannot have fallen is not believed, or it would save the lost half", () => {
    const table = agreeing({ time: { minutes: 1, increment: 0 } })
      .start()
      .moves(LONE_KING);
    table.send("white", "resign", { color: "white", whiteTime: 0 }, 30_000);
    expect(game(table).outcome).toEqual({ winner: "black", why: "resignation" });
  });

  test("on time nobody wins who could never checkmate", () => {
    const table = agreeing({ time: { minutes: 1, increment: 0 } }).start();
    table.moves(LONE_KING).send("white", "resign", { color: "white" }, 61_000);
    expect(game(table).outcome).toEqual({ winner: undefined, why: "time" });
  });
});

describe("verdicts", () => {
  const verdict: Outcome = { winner: "white", why: "time" };

  test("end a game that no event ends", () => {
    const table = new Table().start().moves("e2e4");
    table.verdicts.white.set(1, verdict);
    expect(table.match("white")).toMatchObject({ phase: "over", game: { outcome: verdict } });
    expect(table.match("black").phase).toBe("playing");
  });

  test("stand back behind events, but know better why", () => {
    const table = new Table().start().moves("e2e4");
    table.verdicts.white.set(1, verdict);
    table.send("black", "resign", { color: "black" });
    expect(table.match("white").game?.outcome).toEqual(verdict);
    const drawn = new Table().start().send("white", "offer_draw").send("black", "accept_draw");
    drawn.verdicts.white.set(1, verdict);
    expect(drawn.match("white").game?.outcome?.why).toBe("agreement");
  });

  test("a game that the opponent left has the end that the person chose, also when he comes back", () => {
    const left = (winner: Color | undefined) => {
      const table = new Table().start().moves("e2e4 e7e5");
      table.verdicts.white.set(1, { winner, why: "abandoned" });
      return table;
    };
    const won = left("white").send("white", "resign", { color: "black" });
    const drawn = left(undefined).send("white", "offer_draw").send("white", "accept_draw");
    for (const [table, winner] of [
      [won, "white"],
      [drawn, undefined],
    ] as const) {
      table.send("black", "game_move", { uci: "a7a6" }).send("black", "resign", { color: "black" });
      const { game: seen, phase } = table.match("white");
      expect(phase).toBe("over");
      expect(seen).toMatchObject({ outcome: { winner, why: "abandoned" }, moves: { length: 2 } });
    }
    expect(won.match("white").score).toEqual({ mine: 1, peer: 0 });
    // Whoever comes back to a draw has it on offer.
    const { drawOffer } = left(undefined).send("white", "offer_draw").match("black").game ?? {};
    expect(drawOffer).toBe("peer");
  });

  test("a rematch begins on both sides, though one has not seen the end", () => {
    const table = new Table().start().moves("e2e4");
    table.verdicts.white.set(1, verdict);
    table.now += COUNTDOWN_MS;
    table.start();
    for (const color of ["white", "black"] as const) {
      expect(table.match(color)).toMatchObject({ phase: "playing", game: { number: 2 } });
    }
  });
});

test("a rematch begins, though all of the game was heard of at once after an absence", () => {
  const table = new Table().start().moves("e2e4").start();
  expect(table.match("white").game?.number).toBe(2);
});

describe("games of a match", () => {
  test("nobody has joined, then nobody is ready, then one, then a game", () => {
    const table = agreeing();
    const seat = { ...table.seat("white"), joined: false };
    expect(matchOf(inputOf(table, "white", { seat, history: [] })).phase).toBe("waiting");
    expect(table.match("white")).toMatchObject({ phase: "ready", past: [] });
    table.send("black", "ready", PAGE);
    expect(table.match("white").ready).toMatchObject({ mine: false, peer: true });
    expect(table.match("black").ready).toMatchObject({ mine: true, peer: false });
    table.send("white", "ready", {});
    expect(table.match("white")).toMatchObject({
      phase: "playing",
      ready: { mine: false, peer: false },
      game: { number: 1, mine: "white", startedAt: table.now + COUNTDOWN_MS },
    });
    expect(table.match("black").game?.mine).toBe("black");
  });

  test("colours swap where both say so, whatever they said before", () => {
    const table = agreeing().start(PAGE);
    expect(table.match("white").game?.mine).toBe("white");
    table.moves(uciOf(SCHOLAR)).start(PAGE);
    expect(table.match("white").game?.mine).toBe("black");
    expect(table.match("black").game?.mine).toBe("white");
    table.moves("e2e4 e7e5", "black").send("white", "resign", { color: "black" });
    expect(table.match("black").game?.outcome).toEqual({ winner: "white", why: "resignation" });
    table.start(PAGE);
    expect(table.match("white")).toMatchObject({ game: { number: 3, mine: "white" } });
    expect(table.match("white").past.map(({ number }) => number)).toEqual([1, 2]);
    expect(table.match("white").score).toEqual({ mine: 1, peer: 1 });
  });

  test.each([
    [{ page: 1, swap: true }, {}],
    [{}, { page: 1, swap: true }],
    [
      { page: 1, swap: true },
      { page: 1, swap: false },
    ],
    [{ swap: "true" }, { swap: 1 }],
  ])("colours stay with %j and %j", (host, joiner) => {
    const table = agreeing().start().moves(uciOf(SCHOLAR));
    table.send("white", "ready", host).send("black", "ready", joiner);
    expect(table.match("white").game).toMatchObject({ number: 2, mine: "white" });
  });

  test("the last word on swapping counts", () => {
    const table = agreeing().start().moves(uciOf(SCHOLAR));
    table.send("white", "ready", PAGE).send("white", "ready", { page: 1, swap: false });
    expect(table.send("black", "ready", PAGE).match("white").game?.mine).toBe("white");
  });

  test("who is ready for the same colours only is known to be", () => {
    const table = agreeing().start().moves(uciOf(SCHOLAR)).send("black", "ready", PAGE);
    expect(table.match("white").ready).toEqual({ mine: false, peer: true, peerKeepsColors: false });
    table.send("black", "ready", { page: 1, swap: false });
    expect(table.match("white").ready).toEqual({ mine: false, peer: true, peerKeepsColors: true });
    table.send("white", "ready", PAGE);
    expect(table.match("white").ready.peerKeepsColors).toBe(false);
  });

  test("a ready outlasts the grace, for the page that comes back still has it", () => {
    const table = agreeing().send("black", "ready", PAGE);
    const left = { event: "peer_left", payload: {}, mine: false, at: table.now } as const;
    table.histories.white.push(left);
    expect(table.send("white", "ready", PAGE).match("white").phase).toBe("playing");
  });

  test("a second ready right after the start is for nothing", () => {
    const table = agreeing().start().send("black", "ready");
    expect(table.match("white").ready).toMatchObject({ mine: false, peer: false });
    table.moves(uciOf(SCHOLAR)).send("white", "ready");
    expect(table.match("white").phase).toBe("over");
  });

  test("moves before a game are for nothing", () => {
    expect(agreeing().moves("e2e5").match("black").phase).toBe("ready");
  });
});

describe("what differs", () => {
  test.each(["e2e5", "e7e5", "0000", "N@f3", "", "e2", "e2e4e5", "__proto__"])(
    "the opponent's %j is not put on the board, nor what follows",
    (uci) => {
      const table = new Table().start().send("white", "game_move", { uci });
      table.send("white", "game_move", { uci: "e2e4" }).send("white", "resign", { color: "white" });
      const { phase, game: seen } = table.match("black");
      expect(phase).toBe("differs");
      expect(seen).toMatchObject({ moves: [], fault: { uci } });
      expect(seen?.outcome).toBeUndefined();
    },
  );

  test("a move out of turn is a fault, even a possible one", () => {
    const table = new Table().start().moves("e2e4").send("white", "game_move", { uci: "d2d4" });
    expect(table.match("black").game?.fault).toEqual({ kind: "move", uci: "d2d4" });
    expect(table.match("white")).toMatchObject({ phase: "playing", game: { turn: "black" } });
  });

  test("nobody moves the other's pieces for him", () => {
    const table = new Table().start().moves("e2e4").send("white", "game_move", { uci: "e7e5" });
    expect(table.match("black").game).toMatchObject({ fault: { uci: "e7e5" }, turn: "black" });
    expect(table.match("white").game?.moves).toHaveLength(1);
  });

  test("that the game is lost is not taken from the opponent, but for the clock", () => {
    const timed = pages({ time: { minutes: 1, increment: 0 } })
      .start()
      .moves("e2e4");
    const claim = (table: Table, afterMs: number) =>
      table.send("white", "resign", { color: "black" }, afterMs).match("black");
    expect(claim(new Table().start().moves("e2e4"), 100_000)).toMatchObject({
      phase: "differs",
      game: { fault: { kind: "loss" } },
    });
    expect(claim(timed, 30_000)).toMatchObject({ phase: "playing", game: { isDisputed: true } });
    const late = pages({ time: { minutes: 1, increment: 0 } })
      .start()
      .moves("e2e4");
    expect(claim(late, 58_000).game?.outcome).toEqual({ winner: "white", why: "time" });
  });

  test("a new game puts an end to it", () => {
    const table = new Table().start().moves("e2e5");
    table.now += COUNTDOWN_MS;
    expect(table.start().match("black")).toMatchObject({ phase: "playing", game: { number: 2 } });
  });
});

describe("what is on its way", () => {
  test("own moves count as played", () => {
    const table = new Table().start();
    const pending = [own("game_move", { uci: "e2e4" })];
    const { game: seen } = matchOf(inputOf(table, "white", { pending }));
    expect(seen?.moves).toMatchObject([{ uci: "e2e4", confirmed: false }]);
    expect(seen?.turn).toBe("black");
  });

  test("an impossible one is left out", () => {
    const table = new Table().start();
    const pending = [own("game_move", { uci: "e2e5" }), own("game_move", { uci: "e2e4" })];
    const { game: seen, phase } = matchOf(inputOf(table, "white", { pending }));
    expect(phase).toBe("playing");
    expect(seen?.moves.map(({ uci }) => uci)).toEqual(["e2e4"]);
  });

  test("its time is known from its clock", () => {
    const table = pages({ time: { minutes: 5, increment: 3 } }).start();
    const clocks = { whiteTime: 300_000 - 12_000 + 3_000, blackTime: 300_000 };
    const pending = [own("game_move", { uci: "e2e4", ...clocks })];
    const { game: seen } = matchOf(inputOf(table, "white", { pending }));
    expect(seen?.moves[0]?.at).toBe(table.now + COUNTDOWN_MS + 12_000);
  });

  test("a ready shows, and begins nothing yet", () => {
    const table = new Table().send("black", "ready");
    const match = matchOf(inputOf(table, "white", { pending: [own("ready")] }));
    expect(match).toMatchObject({ phase: "ready", ready: { mine: true, peer: true } });
  });

  test("resigning, offering and accepting count at once", () => {
    const table = new Table().start().send("black", "offer_draw");
    const after = (event: "resign" | "offer_draw" | "accept_draw") =>
      matchOf(inputOf(table, "white", { pending: [own(event)] })).game;
    expect(after("resign")?.outcome).toEqual({ winner: "black", why: "resignation" });
    expect(after("accept_draw")?.outcome?.why).toBe("agreement");
    expect(after("offer_draw")?.drawOffer).toBe("peer");
  });
});

describe("time", () => {
  const timed = { time: { minutes: 5, increment: 3 } };

  test("the mover's clock counts as the move carries it, the other's as it is known", () => {
    const table = agreeing(timed).start();
    table.send("white", "game_move", { uci: "e2e4", whiteTime: 1_000, blackTime: 0 });
    expect(game(table).moves[0]?.clocks).toEqual({ white: 1_000, black: 300_000 });
    expect(table.match("white").timeControl).toEqual({ initialMs: 300_000, incrementMs: 3_000 });
  });

  test("a move without clocks is timed here", () => {
    const table = agreeing(timed).start().send("white", "game_move", { uci: "e2e4" }, 13_000);
    expect(game(table).moves[0]?.clocks).toEqual({ white: 293_000, black: 300_000 });
  });

  test.each([null, "5", Number.NaN, Number.POSITIVE_INFINITY, 1e300, {}])(
    "%j is no time",
    (bad) => {
      const table = pages(timed).start();
      table.send("white", "game_move", { uci: "e2e4", whiteTime: bad } as never, COUNTDOWN_MS);
      expect(game(table).moves[0]?.clocks?.white).toBe(303_000);
    },
  );

  test("without time control or clocks there are none", () => {
    expect(game(agreeing().start().moves("e2e4")).moves[0]).not.toHaveProperty("clocks");
  });
});

describe("a reload", () => {
  test("the same history gives the same match, and what went through JSON does too", () => {
    const table = pages({ time: { minutes: 3, increment: 2 } }).start(PAGE);
    table.moves(uciOf(OPERA)).start(PAGE).moves("e2e4 c7c5", "black");
    const history = JSON.parse(JSON.stringify(table.histories.white));
    expect(matchOf(inputOf(table, "white", { history }))).toEqual(table.match("white"));
  });

  test("a history that was trimmed to the running game gives the same game and score", () => {
    const table = new Table().start(PAGE).moves(uciOf(SCHOLAR)).start(PAGE);
    table.moves("e2e4", "black").send("white", "resign", { color: "black" }).start(PAGE);
    table.moves("d2d4");
    const trim = trimOf(inputOf(table, "white"));
    expect(trim).toMatchObject({ keep: 3, before: { games: 2, mine: "black" } });
    const { keep = 0, before } = trim ?? {};
    const history = table.histories.white.slice(-keep);
    const trimmed = matchOf(inputOf(table, "white", { history, ...(before && { before }) }));
    const { past: _, ...whole } = table.match("white");
    expect(trimmed).toEqual({ ...whole, past: [] });
    expect(trimOf(inputOf(new Table().start(), "white"))).toBeUndefined();
  });
});

function game(table: Table) {
  const { game: seen } = table.match("white");
  if (!seen) throw new Error("no game");
  return seen;
}

function playedTo(moves: string): Table {
  return new Table().start().moves(moves);
}
