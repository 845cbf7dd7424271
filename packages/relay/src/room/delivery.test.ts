// F8: a client without a name is not outrun while it draws its next screen, live and in a replay.

import { clientEvents } from "@en-parlant/protocol";
import { describe, expect, test } from "vitest";
import { newestHeld } from "./delivery.ts";
import { nextDeadline } from "./presence.ts";
import type { Room } from "./room.ts";
import { seatOf } from "./room.ts";
import { step } from "./rules.ts";
import {
  after,
  asks,
  at,
  by,
  claim,
  comesBack,
  joined,
  move,
  movesIn,
  numbered,
  playing,
  ready,
  roomOf,
  told,
} from "./scene.fixture.ts";
import type { Command } from "./step.ts";

const HOLD_OVER = { type: "hold_over" } as const;
const MOVE = 'b game_move {"uci":"e2e4"}';
const READY = "b peer_ready {}";

/** What Bob hears at the commands, which White sends after 5 s. */
function bobHears(room: Room, ...commands: readonly Command[]): readonly string[] {
  return commands.flatMap((command, index) => {
    const before = after(room, 5, ...commands.slice(0, index));
    return told(step(before, command, at(5))).filter((line) => line.startsWith("b "));
  });
}

describe("F8 live", () => {
  test("a move waits behind the opponent's ready", () => {
    expect(bobHears(playing(), ready("white"), move("white", "e2e4"))).toEqual([READY, "b probe"]);
  });

  test("so does a ready behind the joining, at both", () => {
    expect(bobHears(joined(), ready("white"))).toEqual([]);
    expect(told(step(joined(), ready("black"), at(5)))).toEqual([]);
  });

  test("so do own moves that come back", () => {
    const waits = after(playing(), 5, ready("white"));
    expect(told(step(waits, move("black", "e7e5"), at(5)))).toEqual(['a game_move {"uci":"e7e5"}']);
    expect(newestHeld(after(waits, 5, move("black", "e7e5")), "black")).toBe(waits.log.seq + 1);
    expect(newestHeld(waits, "black")).toBeUndefined();
  });

  test("absence and return do not wait", () => {
    const back = comesBack(claim("white"), "a2", playing().log.seq + 1);
    const commands = [ready("white"), by("white", "drop"), back];
    expect(bobHears(playing(), ...commands)).toEqual([
      READY,
      "b probe",
      'b peer_away {"graceMs":90000}',
      "b peer_back {}",
      "b peer_heartbeat {}",
    ]);
  });

  test("it waits for the proof that the event has arrived, however long that takes, and then a second", () => {
    const waits = after(playing(), 5, ready("white"), move("white", "e2e4"));
    expect(nextDeadline(waits)).toBeUndefined();
    expect(told(step(waits, HOLD_OVER, at(500)))).toEqual([]);
    const drawing = after(waits, 20, by("black", "arrived"));
    expect(nextDeadline(drawing)).toBe(21_000);
    expect(told(step(drawing, HOLD_OVER, at(20.9)))).toEqual([]);
    expect(told(step(drawing, HOLD_OVER, at(21)))).toEqual([MOVE]);
    const heard = after(drawing, 21, HOLD_OVER);
    expect(nextDeadline(heard)).toBeUndefined();
    expect(bobHears(heard, move("white", "d2d4"))).toEqual(['b game_move {"uci":"d2d4"}']);
  });

  test("what waits may open a screen itself", () => {
    const waits = after(joined(), 5, ready("white"), move("white", "e2e4"));
    const first = step(after(waits, 5, by("black", "arrived")), HOLD_OVER, at(6));
    expect(told(first)).toEqual([READY, "b probe"]);
    const second = step(after(roomOf(first), 6, by("black", "arrived")), HOLD_OVER, at(7));
    expect(told(second)).toEqual([MOVE]);
  });

  test("a second proof does not begin the second anew", () => {
    const drawing = after(playing(), 5, ready("white"), by("black", "arrived"));
    expect(nextDeadline(after(drawing, 5.9, by("black", "arrived")))).toBe(6_000);
  });

  test("whoever answers a ready draws the game as well", () => {
    const first = after(playing(), 5, ready("white"), by("black", "arrived"));
    const answered = after(after(first, 9, HOLD_OVER), 9, ready("black"));
    expect(told(step(answered, move("white", "e2e4"), at(9)))).not.toContain(MOVE);
    expect(nextDeadline(answered)).toBe(10_000);
    expect(told(step(after(answered, 9, move("white", "e2e4")), HOLD_OVER, at(10)))).toEqual([
      MOVE,
    ]);
  });

  test("whoever answers it while it draws has the second from then on", () => {
    const drawing = after(playing(), 5, ready("white"), by("black", "arrived"));
    const answered = after(drawing, 5.8, ready("black"), move("white", "e2e4"));
    expect(nextDeadline(answered)).toBe(6_800);
    expect(told(step(answered, HOLD_OVER, at(6)))).toEqual([]);
    expect(told(step(answered, HOLD_OVER, at(6.8)))).toEqual([MOVE]);
  });

  test("whoever was ready before it has heard of the other's has the second from that", () => {
    const crossed = after(playing(), 5, ready("white"), ready("black"));
    expect(nextDeadline(crossed)).toBeUndefined();
    expect(nextDeadline(after(crossed, 6, by("black", "arrived")))).toBe(7_000);
  });

  test("whoever is ready first draws nothing, and is told at once", () => {
    const first = after(playing(), 5, ready("black"));
    expect(bobHears(first, ready("white"))).toEqual([READY, "b probe"]);
  });

  describe("in a rematch after a game without a move", () => {
    const both = after(playing(), 5, ready("white"), ready("black"), by("black", "arrived"));
    const drawn = after(both, 6, HOLD_OVER);

    test("a move waits behind the opponent's ready as in the first game", () => {
      const first = after(drawn, 6, ready("black"));
      expect(seatOf(first, "black")?.hold).toBeUndefined();
      expect(bobHears(first, ready("white"), move("white", "e2e4"))).toEqual([READY, "b probe"]);
    });

    test("whoever answers a ready that came long ago draws the game", () => {
      const early = after(after(drawn, 6, ready("white"), by("black", "arrived")), 7, HOLD_OVER);
      const rematch = after(early, 9, move("white", "e2e4"), ready("black"));
      expect(nextDeadline(rematch)).toBe(10_000);
      expect(bobHears(rematch, move("white", "d2d4"))).toEqual([]);
    });
  });

  test("a second click on Ready draws nothing more", () => {
    const twice = after(playing(), 5, ready("white"), ready("white"), move("white", "e2e4"));
    expect(told(step(after(twice, 5, by("black", "arrived")), HOLD_OVER, at(6)))).toEqual([
      READY,
      MOVE,
    ]);
  });

  test("more than people send is told at once", () => {
    const clicks = Array.from({ length: 20 }, () => [ready("white"), move("white", "e2e4")]);
    const flood = after(playing(), 5, ...clicks.flat(), by("black", "arrived"));
    expect(told(step(flood, HOLD_OVER, at(6)))).toHaveLength(39);
  });

  test("the wait of whoever answers a ready outlives a lost link, whatever it sent itself", () => {
    const first = after(playing(), 5, ready("white"), by("black", "arrived"));
    const offer = { ...move("black", ""), row: clientEvents.offer_draw, payload: {} } as Command;
    const answered = after(
      after(first, 9, HOLD_OVER),
      9,
      offer,
      ready("black"),
      by("black", "drop"),
    );
    const missed = after(answered, 9.1, move("white", "e2e4"));
    const back = comesBack(claim("black"), "b2", first.log.seq);
    expect(told(step(missed, back, at(9.2))).join()).not.toContain("game_move");
  });

  test("a client with a name is told everything at once", () => {
    const named = joined({ client: "one" });
    expect(bobHears(named, ready("white"), move("white", "e2e4"))).toEqual([READY, MOVE]);
    const answered = after(named, 5, ready("white"), ready("black"));
    expect(bobHears(answered, move("white", "e2e4"))).toEqual([MOVE]);
  });
});

describe("F8 in a replay", () => {
  const { seq } = playing().log;
  const away = after(playing(), 5, by("black", "drop"), ready("white"), move("white", "e2e4"));

  test("a missed move waits behind a missed ready", () => {
    const back = step(away, comesBack(claim("black"), "b", seq), at(6));
    expect(told(back).slice(0, 3)).toEqual(["b seated black", READY, "b probe"]);
    expect(told(back)).not.toContain(MOVE);
    const drawing = after(roomOf(back), 6, by("black", "arrived"));
    expect(told(step(drawing, HOLD_OVER, at(7)))).toEqual([MOVE]);
  });

  test("what the client already draws is not said again, and given its time", () => {
    const live = after(playing(), 5, ready("white"), move("white", "e2e4"), by("black", "drop"));
    const back = step(live, comesBack(claim("black"), "b2", seq + 1), at(9));
    expect(told(back)).not.toContain('b2 game_move {"uci":"e2e4"}');
    expect(told(step(roomOf(back), HOLD_OVER, at(10)))).toEqual(['b2 game_move {"uci":"e2e4"}']);
  });

  test("what it has drawn by then holds nothing back", () => {
    const drawing = after(
      playing(),
      5,
      ready("white"),
      by("black", "arrived"),
      by("black", "drop"),
    );
    const missed = after(drawing, 5, move("white", "e2e4"));
    expect(told(step(missed, comesBack(claim("black"), "b2", seq + 1), at(6.1)))).toContain(
      'b2 game_move {"uci":"e2e4"}',
    );
  });

  test("a wait rings no alarm while the seat is away", () => {
    const drawing = after(
      playing(),
      5,
      ready("white"),
      by("black", "arrived"),
      by("black", "drop"),
    );
    expect(nextDeadline(drawing)).toBe(95_000);
    expect(told(step(drawing, HOLD_OVER, at(7)))).toEqual([]);
  });

  test("N6 the offset of a written event does not cover what waits behind it", () => {
    const waits = after(away, 5, numbered("white", 1));
    const back = step(waits, comesBack(claim("black"), "b", seq), at(6));
    const delivered = back.ok ? back.effects.filter((each) => each.type === "deliver") : [];
    expect(delivered).toMatchObject([{ logged: { event: "peer_ready" }, seen: { white: 0 } }]);
  });

  test("S13 a snapshot has everything at once", () => {
    expect(movesIn(step(away, asks(claim("black"), "b2", { seq }), at(6)))).toContain("e2e4");
    const back = after(away, 6, asks(claim("black"), "b2", { seq }));
    const next = step(back, move("white", "d2d4"), at(6));
    expect(told(next)).toContain('b2 game_move {"uci":"d2d4"}');
  });

  test("S11 what waited longer than the log holds is skipped, and the rest told", () => {
    const waits = after(playing(), 5, ready("white"));
    const flood = Array.from({ length: 300 }, (_, index) => move("white", `m${index}`));
    const drawing = after(waits, 5, ...flood, by("black", "arrived"));
    const all = told(step(drawing, HOLD_OVER, at(6)));
    expect(all).toHaveLength(256);
    expect(all.at(-1)).toBe('b game_move {"uci":"m299"}');
  });
});

test.each(["white", "black"] as const)(
  "F1 %s's move is written to the opponent before it comes back",
  (color) => {
    const hearers = told(step(playing(), move(color, "e2e4"), at(1))).map((line) => line[0]);
    expect(hearers).toEqual(color === "white" ? ["b", "a"] : ["a", "b"]);
  },
);
