// Hosts that are away when somebody joins, or turn out to have been (rules P5, P8): who is seated, how long the host has, and who
// is refused.

import { describe, expect, test } from "vitest";
import { nextDeadline } from "./presence.ts";
import { step } from "./rules.ts";
import {
  after,
  at,
  by,
  claim,
  comesBack,
  joined,
  move,
  playing,
  roomOf,
  told,
  waiting,
} from "./scene.fixture.ts";
import type { Command } from "./step.ts";

describe("P5 a host who is away while nobody has joined", () => {
  const away = after(waiting(), 1, by("white", "drop"));
  const joins = (client?: string): Command => ({ type: "join", link: "b", name: "Bob", client });

  test("is not missed before somebody joins", () => {
    expect(nextDeadline(away)).toBeUndefined();
  });

  test("has the idle time to come to a joiner who can show that he waits", () => {
    const met = step(away, joins("one"), at(600));
    expect(told(met)).toEqual([
      "b seated black",
      'b game_joined {"color":"black","peerName":"Ann","code":"AB-CD-EF"}',
      'b peer_away {"graceMs":1800000}',
    ]);
    expect(nextDeadline(roomOf(met))).toBe(600_000 + 1_800_000);
  });

  test("has what is left of the grace with any other, who is told the truth at its end", () => {
    const met = step(away, joins(), at(31));
    expect(told(met)).toEqual([
      "b seated black",
      'b game_joined {"color":"black","peerName":"Ann","code":"AB-CD-EF"}',
      "b probe",
      'b peer_away {"graceMs":60000}',
    ]);
    const drawn = after(roomOf(met), 31, by("black", "arrived"));
    const hearing = after(drawn, 32, { type: "hold_over" });
    expect(told(step(hearing, { type: "grace_over" }, at(91)))).toEqual([
      "b peer_left {}",
      "b probe",
    ]);
  });

  test("is not joined after the grace, and the room stands for its return", () => {
    expect(told(step(away, joins(), at(90.9)))).toContain("b seated black");
    expect(told(step(away, joins(), at(91)))).toEqual(["refused HOST_AWAY"]);
    const back = after(away, 600, comesBack(claim("white", { joined: false }), "a2"));
    expect(told(step(back, joins(), at(601)))).toContain("b seated black");
  });

  test("P8 keeps the idle time with a joiner who came before the window was known to be closed", () => {
    const met = after(away, 1.5, joins("one"));
    expect(told(step(met, { type: "window_closed", color: "white", link: "a" }, at(2)))).toEqual(
      [],
    );
  });

  test("P8 is gone sooner when its window was closed", () => {
    const closed = after(away, 2, { type: "window_closed", color: "white", link: "a" });
    expect(told(step(closed, joins(), at(10.9)))).toContain('b peer_away {"graceMs":100}');
    expect(told(step(closed, joins(), at(11)))).toEqual(["refused HOST_AWAY"]);
  });
});

describe("a host who had fallen silent before the join", () => {
  const member = { color: "white", link: "a" } as const;
  const silently = { type: "drop", by: member, silent: true, lastBeat: undefined } as const;

  test("P5 has the idle time, for he does not know that he is awaited", () => {
    const met = joined({ client: "one" });
    expect(told(step(met, silently, at(15)))).toContain('b peer_away {"graceMs":1800000}');
  });

  test("P5 has the grace once he has given a sign since the join", () => {
    const alive = { ...silently, lastBeat: 1_000 };
    const met = joined({ client: "one" });
    expect(told(step(met, alive, at(30)))).toContain('b peer_away {"graceMs":90000}');
    const played = after(joined({ client: "one" }), 1, move("white", "e2e4"));
    expect(told(step(played, silently, at(30)))).toContain('b peer_away {"graceMs":90000}');
  });

  test("P5 has the grace with a joiner who cannot show that he waits", () => {
    expect(told(step(playing(), silently, at(15)))).toContain('b peer_away {"graceMs":90000}');
  });
});
