// Random games, with offers, rematches and trimming at random: both players see the same at every ply.

import { makeUci } from "chessops/util";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { matchOf, trimOf } from "./match.ts";
import { legalMoves, legalUci, positionOf, squaresOf } from "./position.ts";
import { common, pages, Table } from "./table.fixture.ts";

const options = fc.option(
  fc.record({ time: fc.record({ minutes: fc.integer({ min: 1, max: 9 }), increment: fc.nat(5) }) }),
  { nil: undefined },
);

const deeds = fc.array(
  fc.record({
    choice: fc.nat(),
    other: fc.constantFrom("no", "no", "no", "no", "offer", "accept", "resign", "rook castling"),
    by: fc.constantFrom("white" as const, "black" as const),
  }),
  { minLength: 20, maxLength: 160 },
);

test("both players' matches agree at every ply, and so does what is left after trimming", () => {
  void fc.assert(
    fc.property(options, deeds, fc.boolean(), (chosen, steps, swap) => {
      const table = pages(chosen);
      for (const { choice, other, by } of steps) {
        const { game, phase } = table.match(by);
        if (!game || phase === "over") {
          table.now += 3_000;
          table.start({ page: 1, swap });
        } else if (other === "resign" && choice % 4 === 0) {
          table.send(by, "resign", { color: game.mine });
        } else if (other === "offer" && !game.drawOffer) table.send(by, "offer_draw");
        else if (other === "accept" && (game.drawOffer === "peer" || game.claimable)) {
          table.send(by, "accept_draw");
        } else {
          const moves = legalMoves(positionOf(game.fen)).map(makeUci);
          const uci = moves[choice % moves.length] ?? "";
          const [from, to] = squaresOf(uci);
          const sent = other === "rook castling" ? uci : (legalUci(game.fen, { from, to }) ?? uci);
          const seat = game.turn === game.mine ? by : by === "white" ? "black" : "white";
          table.send(seat, "game_move", { uci: sent }, choice % 5_000);
        }
        const seen = table.match("white");
        expect(seen.phase).not.toBe("differs");
        expect(common(table.match("black"))).toEqual(common(seen));
      }
      for (const color of ["white", "black"] as const) {
        const whole = table.match(color);
        const input = {
          seat: table.seat(color),
          history: table.histories[color],
          pending: [],
          verdicts: new Map(),
        };
        const trim = trimOf(input);
        if (!trim) continue;
        const history = input.history.slice(-trim.keep);
        const left = matchOf({ ...input, history, before: trim.before });
        expect(left).toEqual({ ...whole, past: [] });
      }
    }),
    { numRuns: 60 },
  );
});

test("no event, however odd, breaks the replay or leaves an illegal position", () => {
  const odd = fc.record({
    event: fc.constantFrom("game_move", "resign", "offer_draw", "accept_draw", "ready", "nonsense"),
    payload: fc.oneof(
      fc.record({
        uci: fc.oneof(fc.string({ maxLength: 6 }), fc.constantFrom("e2e4", "e7e5", "g1f3")),
        whiteTime: fc.anything(),
      }),
      fc.record({ color: fc.anything() }),
      fc.dictionary(fc.string(), fc.jsonValue()),
    ),
    by: fc.constantFrom("white" as const, "black" as const),
  });
  void fc.assert(
    fc.property(fc.array(odd, { maxLength: 40 }), (events) => {
      const table = new Table().start();
      for (const { event, payload, by } of events) table.send(by, event, payload as never);
      for (const color of ["white", "black"] as const) {
        for (const { moves } of [
          ...table.match(color).past,
          table.match(color).game ?? { moves: [] },
        ]) {
          moves.reduce((turn, { by }) => {
            expect(by).toBe(turn);
            return turn === "white" ? "black" : "white";
          }, "white");
        }
      }
    }),
    { numRuns: 200 },
  );
});
