// What a client brings along when it takes its seat back, what a seat is not told twice, and in which order
// both hear it all (rules N5–N8). Whoever held the seat meanwhile is in taken-seat.test.ts.

import { describe, expect, test } from "vitest";
import { rebuild } from "./rebuild.ts";
import type { Room } from "./room.ts";
import { step } from "./rules.ts";
import {
  after,
  asks,
  at,
  by,
  claim,
  comesBack,
  kept,
  move,
  movesIn,
  numbered,
  playing,
  roomOf,
  snapshotIn,
  told,
} from "./scene.fixture.ts";

const white = claim("white", { issuedHere: false });
const black = claim("black", { issuedHere: false });
const seen = (whites: number, blacks: number) => ({ white: whites, black: blacks });
const has = (whites: number, blacks: number) => ({ seen: seen(whites, blacks) });

/** A relay that knows nothing, and whose Black is back with what he has of White's. */
function restarted(blackHas = seen(0, 0)): Room {
  return roomOf(step(rebuild(black, at(0)), asks(black, "b", { seen: blackHas }), at(0)));
}

/** The deliveries of a step with the counts of their offsets. */
function places(done: ReturnType<typeof step>) {
  const effects = done.ok ? done.effects : [];
  return effects.flatMap((effect) =>
    effect.type === "deliver" ? [[effect.link, effect.seen.white, effect.seen.black]] : [],
  );
}

describe("bringing", () => {
  test("N5 S12 what was written to the dead link is taken, told the opponent, and confirmed in the answer", () => {
    const room = after(playing(), 1, numbered("white", 1), by("white", "drop"));
    const sent = [kept("white", 1), kept("white", 2), kept("white", 3)];
    const back = step(room, asks(claim("white"), "a2", { seq: room.log.seq, sent }), at(2));
    expect(told(back)).toEqual([
      "a2 seated white",
      expect.stringContaining("a2 game_resumed"),
      'b game_move {"uci":"w2"}',
      'b game_move {"uci":"w3"}',
      "b peer_back {}",
      "b peer_heartbeat {}",
    ]);
    expect(snapshotIn(back)).toMatchObject({ number: 3, seq: 7 });
    expect(snapshotIn(back).events).toEqual([
      { seq: 6, event: "game_move", payload: { uci: "w2" }, by: "white", n: 2, agoMs: 0 },
      { seq: 7, event: "game_move", payload: { uci: "w3" }, by: "white", n: 3, agoMs: 0 },
    ]);
    expect(told(step(roomOf(back), numbered("white", 3, "a2"), at(3)))).toEqual([]);
  });

  test("N5 the older link of the seat hears none of it", () => {
    const room = after(playing(), 1, numbered("white", 1));
    const sent = [kept("white", 2)];
    const lines = told(step(room, asks(claim("white"), "a2", { sent }), at(2)));
    expect(lines.filter((line) => line.startsWith("a "))).toEqual([
      "a unseated",
      "a seat_taken {}",
      "a closed replaced",
    ]);
  });

  test("N5 N4 a rebuilt room takes all of it, whatever the bringer has heard himself", () => {
    const sent = [kept("white", 6), kept("white", 7)];
    const back = step(restarted(), asks(white, "a", { ...has(7, 0), sent }), at(1));
    expect(told(back)).toContain('b game_move {"uci":"w6"}');
    expect(told(back)).toContain('b game_move {"uci":"w7"}');
    expect(snapshotIn(back)).toMatchObject({ number: 7, events: [] });
  });

  test("N5 a player who brings events certainly knows his opponent", () => {
    const room = after(playing(), 1, by("white", "drop"));
    const back = step(room, asks(claim("white"), "a2", { sent: [kept("white", 1)] }), at(2));
    expect(roomOf(back).white.knowsOpponent).toBe(true);
  });

  test("N4 the answer tells how far the seat has counted, here or by the client's own word", () => {
    const told = (whites: number, number: number) =>
      snapshotIn(step(after(playing(), 1, numbered("white", number)), asksWith(whites), at(2)));
    const asksWith = (whites: number) => asks(claim("white"), "a2", has(whites, 0));
    expect(told(2, 5)).toMatchObject({ number: 5 });
    expect(told(8, 5)).toMatchObject({ number: 8 });
  });

  test("N4 N5 a claim does not count: what the opponent lacks is taken, whoever says that it was", () => {
    const room = restarted();
    const back = after(room, 1, asks(white, "a", has(9, 0)));
    expect(told(step(back, numbered("white", 4), at(2)))).toEqual(['b game_move {"uci":"w4"}']);
    const claimed = restarted(seen(9, 0));
    expect(snapshotIn(step(claimed, asks(white, "a"), at(1)))).toMatchObject({ number: 0 });
  });
});

describe("what a seat has", () => {
  test("N6 a numbered event that the seat has from another relay does not reach it again, live or later", () => {
    const room = restarted(seen(5, 0));
    const sent = [kept("white", 5), kept("white", 6)];
    const back = step(room, asks(white, "a", { ...has(4, 0), sent }), at(1));
    expect(told(back).filter((line) => line.startsWith("b game_move"))).toEqual([
      'b game_move {"uci":"w6"}',
    ]);
    expect(movesIn(back)).toEqual(["w5", "w6"]);
    const again = step(roomOf(back), asks(black, "b2", has(5, 0)), at(2));
    expect(movesIn(again)).toEqual(["w6"]);
  });

  test("N6 N3 events without a number are replayed as ever", () => {
    const room = after(restarted(), 1, move("black", "e7e5"));
    expect(told(step(room, comesBack(white, "a"), at(2)))).toContain('a game_move {"uci":"e7e5"}');
  });

  test("N6 S1 an offset carries the higher of what the seat had and what was taken at its place", () => {
    const moved = step(restarted(seen(3, 7)), { ...numbered("black", 8) }, at(1));
    expect(places(moved)).toEqual([["b", 3, 8]]);
    const room = after(restarted(seen(3, 7)), 1, numbered("black", 8), numbered("black", 9));
    expect(places(step(room, comesBack(white, "a"), at(2)))).toEqual([
      ["a", 0, 8],
      ["a", 0, 9],
    ]);
    const recovers = { ...asks(white, "a", has(2, 0)), how: "recovery" } as const;
    expect(places(step(room, recovers, at(2)))).toEqual([
      ["a", 2, 8],
      ["a", 2, 9],
    ]);
    expect(places(step(room, asks(white, "a", has(2, 8)), at(2)))).toEqual([["a", 2, 9]]);
  });

  test("N6 every resume says anew what the seat has", () => {
    const room = after(restarted(seen(5, 0)), 1, asks(black, "b2", has(2, 0)));
    const back = step(room, asks(white, "a", { sent: [kept("white", 3)] }), at(2));
    expect(told(back)).toContain('b2 game_move {"uci":"w3"}');
  });
});

describe("the order of things", () => {
  test("N8 an answer given before the event it answers was brought stands behind it", () => {
    const room = after(restarted(seen(5, 3)), 1, numbered("black", 4));
    const sent = [kept("white", 4, 3), kept("white", 5, 3)];
    const back = step(room, asks(white, "a", { ...has(4, 3), sent }), at(2));
    expect(movesIn(back)).toEqual(["w5", "b4"]);
    expect(told(back).join()).not.toContain("b game_move");
    const seqs = snapshotIn(back).events.map(({ seq }) => seq);
    expect(seqs).toEqual([...new Set(seqs)].sort((one, other) => one - other));
  });

  test("N8 an answer without a number stands behind it as well", () => {
    const room = after(restarted(seen(5, 0)), 1, move("black", "e7e5"));
    const back = step(
      room,
      asks(white, "a", { sent: [kept("white", 4), kept("white", 5)] }),
      at(2),
    );
    expect(movesIn(back)).toEqual(["w4", "w5", "e7e5"]);
  });

  test("N8 so does an answer that was itself brought, and what was said before stays before", () => {
    const room = after(rebuild(black, at(0)), 0, {
      ...asks(black, "b", has(5, 0)),
      sent: [kept("black", 3, 4), kept("black", 4, 5)],
    });
    const back = step(room, asks(white, "a", { sent: [kept("white", 5, 3)] }), at(1));
    expect(movesIn(back)).toEqual(["b3", "w5", "b4"]);
  });

  test("N8 there is room for all that can be brought, and it is got event by event as well", () => {
    const room = after(restarted(seen(40, 0)), 1, move("black", "e7e5"));
    const sent = Array.from({ length: 16 }, (_, index) => kept("white", 25 + index));
    const back = after(room, 2, asks(white, "a", { sent }));
    const replayed = told(step(back, comesBack(white, "a2"), at(3)));
    const moves = replayed.flatMap((line) => /uci":"(\w+)"/.exec(line)?.[1] ?? []);
    expect(moves).toEqual([...sent.map(({ payload }) => payload.uci), "e7e5"]);
  });

  test("N8 a seq stays a small number, whatever a client says it knew", () => {
    const room = after(restarted(seen(2 ** 53 - 1, 0)), 1, move("black", "e7e5"));
    expect(room.log.seq).toBe(17);
  });

  test("N8 N5 what the opponent lacks is told him, though he claims to have answered it", () => {
    const room = after(rebuild(black, at(0)), 0, {
      ...asks(black, "b"),
      sent: [kept("black", 1, 9)],
    });
    const back = step(room, asks(white, "a", { sent: [kept("white", 1)] }), at(1));
    expect(told(back)).toContain('b game_move {"uci":"w1"}');
  });

  test("N8 F7 a bringer who has the answer already gets his event behind it", () => {
    const room = after(restarted(seen(5, 0)), 1, numbered("black", 1), asks(white, "a"));
    const late = { ...asks(claim("white"), "a2", has(0, 1)), seq: room.log.seq };
    const back = step(room, { ...late, sent: [kept("white", 5)] }, at(2));
    expect(movesIn(back)).toEqual(["w5"]);
    expect(snapshotIn(back).seq).toBe(room.log.seq + 1);
  });
});
