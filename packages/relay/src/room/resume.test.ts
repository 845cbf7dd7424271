// How a seat comes back: in a room that stands, in one that this process never saw, and when it must not.

import { NO_COUNTS } from "@en-parlant/protocol";
import { describe, expect, test } from "vitest";
import { LOG_LIMIT, LOG_SIZE_LIMIT } from "./log.ts";
import { rebuild } from "./rebuild.ts";
import { step } from "./rules.ts";
import {
  after,
  asks,
  at,
  by,
  claim,
  comesBack,
  move,
  playing,
  snapshotIn,
  told,
} from "./scene.fixture.ts";

const fromElsewhere = { issuedHere: false };

describe("a room that stands", () => {
  test("S3 the seat gets what it missed, in order, and the opponent hears that it is back", () => {
    const away = after(
      playing(),
      1,
      move("white", "e2e4"),
      by("white", "drop"),
      move("black", "e7e5"),
    );
    expect(told(step(away, comesBack(claim("white"), "a2", 5), at(3)))).toEqual([
      "a2 seated white",
      'a2 game_move {"uci":"e7e5"}',
      "b peer_back {}",
      "b peer_heartbeat {}",
    ]);
  });

  test("S6 the newest holder wins: the older link is unseated before it is closed, and nobody is told", () => {
    expect(told(step(playing(), comesBack(claim("white"), "a2", 4), at(1)))).toEqual([
      "a unseated",
      "a2 seated white",
      "a seat_taken {}",
      "a closed replaced",
    ]);
  });

  test("P3 a departure that was not heard of is withdrawn when the player is back", () => {
    const gone = after(playing(), 1, by("white", "drop"), by("black", "drop"));
    const told1 = after(gone, 91, { type: "grace_over" });
    const back = after(told1, 100, comesBack(claim("white"), "a2", 4));
    expect(told(step(back, comesBack(claim("black"), "b2", 2), at(101)))).toEqual([
      "b2 seated black",
      "a2 peer_back {}",
      "b2 peer_back {}",
      "a2 peer_heartbeat {}",
    ]);
  });

  test("P6 a player who comes back learns that the opponent is away, and for how long", () => {
    const away = after(after(playing(), 1, by("white", "drop")), 11, by("black", "drop"));
    expect(told(step(away, comesBack(claim("black"), "b2", 2), at(31)))).toEqual([
      "b2 seated black",
      'b2 peer_away {"graceMs":60000}',
    ]);
  });

  test("S5 a seat that was left does not come back", () => {
    const left = after(playing(), 1, by("white", "leave"));
    expect(told(step(left, comesBack(claim("white"), "a2"), at(2)))).toEqual(["refused SEAT_LOST"]);
  });

  test("S9 a ticket of another room under the same code is refused", () => {
    const other = claim("white", { roomId: "00000000000000bb" });
    expect(told(step(playing(), comesBack(other, "x"), at(1)))).toEqual(["refused SEAT_LOST"]);
  });

  test("S8 a ticket from elsewhere does not take a seat that was given out here", () => {
    const fork = claim("white", fromElsewhere);
    expect(told(step(playing(), comesBack(fork, "x"), at(1)))).toEqual(["refused SEAT_LOST"]);
  });

  test("S11 the log keeps the newest 256 events, and a snapshot says what is missing", () => {
    const moves = Array.from({ length: LOG_LIMIT + 10 }, (_, index) => move("white", `m${index}`));
    const long = after(playing(), 1, ...moves);
    expect(long.log.entries).toHaveLength(LOG_LIMIT);
    const snapshot = (seq: number) =>
      snapshotIn(step(long, asks(claim("black"), "b2", { seq }), at(2)));
    expect(snapshot(0)).toMatchObject({ complete: false, events: { length: LOG_LIMIT } });
    expect(snapshot(long.log.forgotten)).toMatchObject({ complete: true });
  });

  test("S11 the log keeps 32 KB of payloads, and always the newest event", () => {
    const large = (index: number) => move("white", `${index}`.padStart(1000, "x"));
    const long = after(playing(), 1, ...Array.from({ length: 50 }, (_, index) => large(index)));
    expect(long.log.size).toBeLessThanOrEqual(LOG_SIZE_LIMIT);
    expect(long.log.entries.length).toBeGreaterThan(30);
    expect(long.log.forgotten).toBe((long.log.entries[0]?.seq ?? 0) - 1);
    const huge = after(long, 2, move("white", "x".repeat(LOG_SIZE_LIMIT)));
    expect(huge.log.entries).toHaveLength(1);
  });

  test("S13 after a restart the snapshot does not claim to be complete", () => {
    const seat = claim("white", { issuedHere: false });
    const command = {
      type: "resume",
      claim: seat,
      link: "a",
      seq: 9,
      seen: NO_COUNTS,
      how: "request",
    } as const;
    expect(told(step(rebuild(seat, at(0)), command, at(0))).join()).toContain('"complete":false');
  });

  test("S13 the snapshot says all there is to know", () => {
    const room = after(playing(), 1, by("black", "drop"), move("white", "e2e4"));
    const command = {
      type: "resume",
      claim: claim("black"),
      link: "b2",
      seq: 4,
      seen: NO_COUNTS,
      how: "request",
    } as const;
    const snapshot = {
      color: "black",
      code: "AB-CD-EF",
      joined: true,
      name: "Bob",
      peerName: "Ann",
      peer: "online",
      seq: 5,
      number: 0,
      complete: true,
      events: [
        { seq: 5, event: "game_move", payload: { uci: "e2e4" }, by: "white", agoMs: 41_000 },
      ],
    };
    expect(told(step(room, command, at(42)))).toContain(
      `b2 game_resumed ${JSON.stringify(snapshot)}`,
    );
  });

  test("S13 the relay's own events are as old as they are, however long nobody has moved", () => {
    const quiet = after(playing(), 500, by("black", "drop"));
    const gone = after(quiet, 600, { type: "grace_over" });
    const back = step(gone, asks(claim("white"), "a2", { client: "page" }), at(610));
    expect(snapshotIn(back).events.at(-1)).toMatchObject({ event: "peer_left", agoMs: 10_000 });
    const left = after(playing(), 500, by("black", "leave"));
    const seen = step(left, asks(claim("white"), "a2", { client: "page" }), at(502));
    expect(snapshotIn(seen).events.at(-1)).toMatchObject({ event: "peer_left", agoMs: 2_000 });
  });
});
