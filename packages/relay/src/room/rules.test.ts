// The rules of seats, forwarding, presence and idleness, without clocks or sockets. Coming back with a
// ticket is in resume.test.ts.

import { describe, expect, test } from "vitest";
import { nextDeadline } from "./presence.ts";
import { rebuild } from "./resume.ts";
import { step } from "./rules.ts";
import { after, at, by, claim, comesBack, move, playing, told, waiting } from "./scene.fixture.ts";

describe("seats", () => {
  test("G4 the joiner and the host learn whom they play, the host by two events", () => {
    expect(told(step(waiting(), { type: "join", link: "b", name: "Bob" }, at(1)))).toEqual([
      "b seated black",
      'b game_joined {"color":"black","peerName":"Ann","code":"AB-CD-EF"}',
      'a peer_joined {"peerName":"Bob"}',
      'a game_joined {"color":"white","peerName":"Bob","code":"AB-CD-EF"}',
    ]);
  });

  test("G7 a third player is refused, also after one has left", () => {
    const third = { type: "join", link: "c", name: "Eve" } as const;
    expect(told(step(playing(), third, at(1)))).toEqual(["refused GAME_FULL"]);
    const left = after(playing(), 1, by("black", "leave"));
    expect(told(step(left, third, at(2)))).toEqual(["refused GAME_FULL"]);
  });

  test("G8 a player does not join himself", () => {
    expect(told(step(waiting(), { type: "join", link: "a", name: "Ann" }, at(1)))).toEqual([
      "refused OWN_GAME",
    ]);
  });

  test("G10 G11 leaving tells the opponent at once, and the second to leave ends the room", () => {
    const first = step(playing(), by("white", "leave"), at(1));
    expect(told(first)).toEqual(["a unseated", "b peer_left {}"]);
    const left = after(playing(), 1, by("white", "leave"));
    expect(step(left, by("black", "leave"), at(2))).toMatchObject({ ok: true, room: undefined });
    expect(step(waiting(), by("white", "leave"), at(1))).toMatchObject({
      ok: true,
      room: undefined,
    });
  });

  test("S6 a link that does not hold the seat is a stranger, whatever it asks", () => {
    for (const type of ["heartbeat", "pong", "leave", "drop"] as const) {
      expect(told(step(playing(), by("white", type, "zombie"), at(1)))).toEqual([
        "refused NOT_IN_GAME",
      ]);
    }
  });
});

describe("heartbeats", () => {
  test("H1 a heartbeat reaches the opponent", () => {
    expect(told(step(playing(), by("white", "heartbeat"), at(1)))).toEqual(["b peer_heartbeat {}"]);
  });

  test("H2 a pong stands for a heartbeat only once heartbeats have begun and stopped for 6 s", () => {
    expect(told(step(playing(), by("white", "pong"), at(100)))).toEqual([]);
    const beating = after(playing(), 100, by("white", "heartbeat"));
    expect(told(step(beating, by("white", "pong"), at(105.9)))).toEqual([]);
    expect(told(step(beating, by("white", "pong"), at(106)))).toEqual(["b peer_heartbeat {}"]);
  });

  test("H2 after a resume pongs speak for the seat, for the app does not beat again", () => {
    const back = after(playing(), 1, by("white", "drop"), comesBack(claim("white"), "a"));
    expect(told(step(back, by("white", "pong"), at(8)))).toEqual(["b peer_heartbeat {}"]);
  });
});

describe("numbered requests", () => {
  const numbered = (number: number) =>
    ({ ...move("white", `m${number}`), number }) as ReturnType<typeof move>;

  test("N2 an event that was taken before is granted again, and heard once", () => {
    const room = after(playing(), 1, numbered(1), numbered(2));
    expect(step(room, numbered(2), at(2))).toMatchObject({
      ok: true,
      effects: [],
      room: { seq: 6 },
    });
    expect(step(room, numbered(1), at(2))).toMatchObject({ ok: true, effects: [] });
    expect(told(step(room, numbered(3), at(2)))).toContain('b game_move {"uci":"m3"}');
  });

  test("N2 N4 the count is the seat's own and stays through a drop", () => {
    const room = after(
      playing(),
      1,
      numbered(5),
      by("white", "drop"),
      comesBack(claim("white"), "a"),
    );
    expect(told(step(room, numbered(5), at(2)))).toEqual([]);
    const black = { ...move("black", "e7e5"), number: 1 } as ReturnType<typeof move>;
    expect(told(step(room, black, at(2)))).toHaveLength(2);
  });

  test("N3 events without a number are never repeats", () => {
    const room = after(playing(), 1, numbered(5), move("white", "e2e4"));
    expect(told(step(room, move("white", "e2e4"), at(2)))).toHaveLength(2);
  });

  test("N4 a rebuilt room begins to count anew", () => {
    const seat = claim("white", { issuedHere: false });
    const room = after(rebuild(seat, at(0)), 0, comesBack(seat, "a"));
    expect(told(step(room, numbered(1), at(1)))).toEqual(['a game_move {"uci":"m1"}']);
  });
});

describe("presence", () => {
  test("P1 P2 the opponent hears of a drop at once and of a departure after the grace, not before", () => {
    const dropped = step(playing(), by("white", "drop"), at(10));
    expect(told(dropped)).toEqual(["a unseated", 'b peer_away {"graceMs":90000}']);
    const away = after(playing(), 10, by("white", "drop"));
    expect(nextDeadline(away)).toBe(100_000);
    expect(told(step(away, { type: "grace_over" }, at(99.9)))).toEqual([]);
    expect(told(step(away, { type: "grace_over" }, at(100)))).toEqual(["b peer_left {}"]);
  });

  test("P4 the grace ends once", () => {
    const gone = after(playing(), 200, by("white", "drop"), { type: "sweep" });
    const told1 = after(gone, 290, { type: "grace_over" });
    expect(told(step(told1, { type: "grace_over" }, at(400)))).toEqual([]);
    expect(nextDeadline(told1)).toBeUndefined();
  });

  test("P5 a waiting host may be away: the joiner is seated, and the host has the idle time", () => {
    const asleep = after(waiting(), 1, by("white", "drop"));
    expect(nextDeadline(asleep)).toBeUndefined();
    const joined = step(asleep, { type: "join", link: "b", name: "Bob" }, at(600));
    expect(told(joined)).toEqual([
      "b seated black",
      'b game_joined {"color":"black","peerName":"Ann","code":"AB-CD-EF"}',
      'b peer_away {"graceMs":1800000}',
    ]);
    expect(joined.ok && joined.room && nextDeadline(joined.room)).toBe(600_000 + 1_800_000);
  });
});

describe("a host who had fallen silent before the join", () => {
  const silently = { type: "drop", by: { color: "white", link: "a" }, silent: true } as const;

  test("P5 has the idle time, for he does not know that he is awaited", () => {
    expect(told(step(playing(), silently, at(15)))).toContain('b peer_away {"graceMs":1800000}');
  });

  test("P5 has the grace once he has given a sign since the join", () => {
    const alive = after(playing(), 1, by("white", "heartbeat"));
    expect(told(step(alive, silently, at(30)))).toContain('b peer_away {"graceMs":90000}');
    const ready = after(playing(), 1, move("white", "e2e4"));
    expect(told(step(ready, silently, at(30)))).toContain('b peer_away {"graceMs":90000}');
  });
});

describe("idle rooms", () => {
  test("I1 after the idle time both are told and dropped for good, and the room ends", () => {
    expect(told(step(playing(), { type: "sweep" }, at(1799)))).toEqual([]);
    const ended = step(playing(), { type: "sweep" }, at(1800));
    expect(ended).toMatchObject({ ok: true, room: undefined });
    expect(told(ended)).toEqual([
      'a room_closed {"reason":"idle"}',
      "a unseated",
      "a closed ended",
      'b room_closed {"reason":"idle"}',
      "b unseated",
      "b closed ended",
    ]);
  });

  test.each([
    ["a heartbeat", by("white", "heartbeat")],
    ["a move", move("black", "e7e5")],
    ["a resume", comesBack(claim("white"), "a2")],
  ])("I2 %s keeps the room", (_, command) => {
    const room = after(playing(), 1000, command);
    expect(step(room, { type: "sweep" }, at(1800))).toMatchObject({
      ok: true,
      room: { seq: room.seq },
    });
  });

  test("I2 a pong keeps it only where it stands for a heartbeat", () => {
    const silent = after(playing(), 1000, by("white", "pong"));
    expect(step(silent, { type: "sweep" }, at(1800))).toMatchObject({ room: undefined });
    const beating = after(playing(), 1, by("white", "heartbeat"));
    const spoken = after(beating, 1000, by("white", "pong"));
    expect(step(spoken, { type: "sweep" }, at(1801))).toMatchObject({ room: { id: spoken.id } });
  });
});
