// The rules of seats, forwarding, presence and idleness, without clocks or sockets. Coming back with a
// ticket is in resume.test.ts.

import { describe, expect, test } from "vitest";
import { nextDeadline } from "./presence.ts";
import { rebuild } from "./rebuild.ts";
import { seatOf } from "./room.ts";
import { step } from "./rules.ts";
import {
  after,
  at,
  by,
  claim,
  comesBack,
  joined,
  move,
  numbered,
  playing,
  ready,
  roomOf,
  SWEEP,
  told,
  waiting,
} from "./scene.fixture.ts";
import type { Command } from "./step.ts";

const HOST_AGAIN = { type: "reopen", link: "a", name: "Ann" } as const;

describe("seats", () => {
  test("G4 the joiner and the host learn whom they play, the host by two events", () => {
    expect(told(step(waiting(), { type: "join", link: "b", name: "Bob" }, at(1)))).toEqual([
      "b seated black",
      'b game_joined {"color":"black","peerName":"Ann","code":"AB-CD-EF"}',
      "b probe",
      'a peer_joined {"peerName":"Bob"}',
      'a game_joined {"color":"white","peerName":"Bob","code":"AB-CD-EF"}',
      "a probe",
    ]);
  });

  test("G7 a third player is refused, also after one has left", () => {
    const third = { type: "join", link: "c", name: "Eve" } as const;
    expect(told(step(playing(), third, at(1)))).toEqual(["refused GAME_FULL"]);
    const left = after(playing(), 1, by("black", "leave"));
    expect(told(step(left, third, at(2)))).toEqual(["refused GAME_FULL"]);
  });

  test("G5 what a joiner tells of itself reaches the host, and what the host tells reaches both", () => {
    const joining = { type: "join", link: "b", name: "Bob", options: { page: 1 } } as const;
    expect(told(step(waiting(), joining, at(1)))).toContain(
      'a peer_joined {"peerName":"Bob","peerOptions":{"page":1}}',
    );
    const hosting = after(waiting(), 1, { ...HOST_AGAIN, options: { minutes: 5 } });
    expect(told(step(hosting, joining, at(1)))[1]).toMatch(/"options":\{"minutes":5\}\}$/);
  });

  test("G14 a host who is alone and asks again has the same game, as it wants it now", () => {
    const again = step(waiting(), { ...HOST_AGAIN, name: "Anna" }, at(1));
    expect(told(again)).toEqual(['a game_created {"code":"AB-CD-EF"}']);
    expect(again).toMatchObject({
      room: { log: { seq: waiting().log.seq }, white: { name: "Anna" } },
    });
  });

  test("G14 nobody else has it, nor the host once somebody has joined", () => {
    expect(told(step(waiting(), { ...HOST_AGAIN, link: "c" }, at(1)))).toEqual([
      "refused GAME_FULL",
    ]);
    expect(told(step(playing(), HOST_AGAIN, at(1)))).toEqual(["refused GAME_FULL"]);
    expect(told(step(playing(), { ...HOST_AGAIN, link: "b" }, at(1)))).toEqual([
      "refused GAME_FULL",
    ]);
  });

  test("G14 a joiner who asks again is answered as the first time, and nobody else hears of it", () => {
    const again = step(joined(), { type: "join", link: "b", name: "Bob" }, at(1));
    expect(told(again)).toEqual([
      'b game_joined {"color":"black","peerName":"Ann","code":"AB-CD-EF"}',
    ]);
    expect(again).toMatchObject({ room: joined() });
  });

  test("G14 P7 whoever was told that its opponent has left is not seated in front of nobody again", () => {
    const again = { type: "join", link: "b", name: "Bob" } as const;
    const left = after(playing(), 1, by("white", "leave"));
    expect(told(step(left, again, at(2)))).toEqual(["refused HOST_AWAY"]);
    const gone = after(after(playing(), 1, by("white", "drop")), 91, { type: "grace_over" });
    expect(told(step(gone, again, at(92)))).toEqual(["refused HOST_AWAY"]);
    const over = after(
      gone,
      92,
      by("black", "arrived"),
      comesBack(claim("white"), "a2", gone.log.seq),
    );
    expect(told(step(over, again, at(93)))).toEqual(["refused HOST_AWAY"]);
    const away = after(playing(), 1, by("white", "drop"));
    expect(told(step(away, again, at(2)))).toHaveLength(1);
  });

  test("G14 only a game that nobody has joined is given by the host's name", () => {
    const named = after(waiting(), 1, { ...HOST_AGAIN, client: "one" });
    const away = after(named, 2, by("white", "drop"));
    const again = { ...HOST_AGAIN, link: "a2", client: "one" };
    expect(told(step(away, again, at(3)))).toContain("a2 seated white");
    const met = after(named, 2, { type: "join", link: "b", name: "Bob", client: "one" });
    expect(told(step(met, { ...again, link: "b" }, at(3)))).toEqual(["refused GAME_FULL"]);
  });

  test("G14 S3 the offset of that answer covers what was written, and no more", () => {
    const waits = after(joined(), 1, ready("white"), numbered("white", 1));
    const again = step(waits, { type: "join", link: "b", name: "Bob" }, at(1));
    const place = { logged: { seq: seatOf(waits, "black")?.hold?.after }, seen: { white: 0 } };
    expect(again).toMatchObject({ effects: [place] });
  });

  test("G8 a player does not join himself", () => {
    expect(told(step(waiting(), { type: "join", link: "a", name: "Ann" }, at(1)))).toEqual([
      "refused OWN_GAME",
    ]);
  });

  test("G10 G11 leaving tells the opponent at once, and the second to leave ends the room", () => {
    const first = step(playing(), by("white", "leave"), at(1));
    expect(told(first)).toEqual(["a unseated", "b peer_left {}", "b probe"]);
    const left = after(playing(), 1, by("white", "leave"));
    expect(step(left, by("black", "leave"), at(2))).toMatchObject({ ok: true, room: undefined });
    expect(step(waiting(), by("white", "leave"), at(1))).toMatchObject({
      ok: true,
      room: undefined,
    });
  });

  test("S6 a link that does not hold the seat is a stranger, whatever it asks", () => {
    for (const type of ["arrived", "leave", "drop"] as const) {
      expect(told(step(playing(), by("white", type, "zombie"), at(1)))).toEqual([
        "refused NOT_IN_GAME",
      ]);
    }
  });
});

describe("numbered requests", () => {
  const numberedMove = (number: number) =>
    ({ ...move("white", `m${number}`), number }) as ReturnType<typeof move>;

  test("N2 an event that was taken before is granted again, and heard once", () => {
    const room = after(playing(), 1, numberedMove(1), numberedMove(2));
    expect(step(room, numberedMove(2), at(2))).toMatchObject({
      ok: true,
      effects: [],
      room: { log: { seq: 6 } },
    });
    expect(step(room, numberedMove(1), at(2))).toMatchObject({ ok: true, effects: [] });
    expect(told(step(room, numberedMove(3), at(2)))).toContain('b game_move {"uci":"m3"}');
  });

  test("N2 N4 the count is the seat's own and stays through a drop", () => {
    const room = after(
      playing(),
      1,
      numberedMove(5),
      by("white", "drop"),
      comesBack(claim("white"), "a", 5),
    );
    expect(told(step(room, numberedMove(5), at(2)))).toEqual([]);
    const black = { ...move("black", "e7e5"), number: 1 } as ReturnType<typeof move>;
    expect(told(step(room, black, at(2)))).toHaveLength(2);
  });

  test("N3 events without a number are never repeats", () => {
    const room = after(playing(), 1, numberedMove(5), move("white", "e2e4"));
    expect(told(step(room, move("white", "e2e4"), at(2)))).toHaveLength(2);
  });

  test("N4 a rebuilt room begins to count anew", () => {
    const seat = claim("white", { issuedHere: false });
    const room = after(rebuild(seat, at(0)), 0, comesBack(seat, "a"));
    expect(told(step(room, numberedMove(1), at(1)))).toEqual(['a game_move {"uci":"m1"}']);
  });
});

describe("presence", () => {
  test("P1 P2 the opponent hears of a drop at once and of a departure after the grace, not before", () => {
    const dropped = step(playing(), by("white", "drop"), at(10));
    expect(told(dropped)).toEqual(["a unseated", 'b peer_away {"graceMs":90000}']);
    const away = after(playing(), 10, by("white", "drop"));
    expect(nextDeadline(away)).toBe(100_000);
    expect(told(step(away, { type: "grace_over" }, at(99.9)))).toEqual([]);
    expect(told(step(away, { type: "grace_over" }, at(100)))).toEqual([
      "b peer_left {}",
      "b probe",
    ]);
  });

  test("P4 the grace ends once", () => {
    const gone = after(playing(), 200, by("white", "drop"), SWEEP);
    const told1 = after(gone, 290, { type: "grace_over" });
    expect(told(step(told1, { type: "grace_over" }, at(400)))).toEqual([]);
    expect(nextDeadline(told1)).toBeUndefined();
  });

  const closed = { type: "window_closed", color: "black", link: "b" } as const;

  test("P8 a client without a name whose window was closed has the short grace", () => {
    const dropped = after(playing(), 10, by("black", "drop"));
    expect(told(step(dropped, closed, at(11)))).toEqual(['a peer_away {"graceMs":9000}']);
    const away = after(dropped, 11, closed);
    expect(nextDeadline(away)).toBe(20_000);
    expect(told(step(away, { type: "grace_over" }, at(20)))).toContain("a peer_left {}");
  });

  test("P8 a client with a name keeps the long one, and so does whoever is back, or lost another link", () => {
    const named = after(joined({ client: "one" }), 10, by("black", "drop"));
    expect(told(step(named, closed, at(11)))).toEqual([]);
    const back = after(playing(), 10, by("black", "drop"), comesBack(claim("black"), "b2"));
    expect(told(step(back, closed, at(11)))).toEqual([]);
    const again = after(back, 10, by("black", "drop", "b2"));
    expect(told(step(again, closed, at(11)))).toEqual([]);
    expect(nextDeadline(after(again, 11, closed))).toBe(100_000);
  });
});

describe("idle rooms", () => {
  test("I1 after the idle time both are told and dropped for good, and the room ends", () => {
    expect(told(step(playing(), SWEEP, at(1799)))).toEqual([]);
    const ended = step(playing(), SWEEP, at(1800));
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
    ["a move", move("black", "e7e5")],
    ["a resume", comesBack(claim("white"), "a2")],
  ])("I2 %s keeps the room", (_, command) => {
    const room = after(playing(), 1000, command);
    expect(step(room, SWEEP, at(1800))).toMatchObject({ room: { log: room.log } });
  });

  test("I2 a heartbeat that the sweep finds keeps the room, for the idle time and no longer", () => {
    const beaten = (seconds: number): Command => ({ type: "sweep", lastBeat: seconds * 1000 });
    const swept = step(playing(), beaten(1000), at(1800));
    expect(swept).toMatchObject({ ok: true, room: { activeAt: 1_000_000 }, effects: [] });
    expect(told(step(roomOf(swept), SWEEP, at(2799)))).toEqual([]);
    expect(step(roomOf(swept), SWEEP, at(2800))).toMatchObject({ room: undefined });
    expect(step(playing(), beaten(1), at(1801))).toMatchObject({ room: undefined });
  });

  test("I2 so does one that is known when its link is lost", () => {
    const drop = { ...by("white", "drop"), lastBeat: 1_000_000 } as Command;
    const away = after(playing(), 1001, drop);
    expect(step(away, SWEEP, at(2799))).toMatchObject({ room: { id: away.id } });
    expect(step(away, SWEEP, at(2800))).toMatchObject({ room: undefined });
    const moved = after(playing(), 1500, move("white", "e2e4"), drop);
    expect(step(moved, SWEEP, at(3299))).toMatchObject({ room: { id: moved.id } });
  });
});
