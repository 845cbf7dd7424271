// Rooms that this process never saw: when one is rebuilt from a ticket, and what becomes of it (rules S4, S7, S8, S10).

import { describe, expect, test } from "vitest";
import { claimedRoom, rebuild } from "./rebuild.ts";
import { holderName } from "./room.ts";
import { step } from "./rules.ts";
import {
  after,
  at,
  claim,
  comesBack,
  move,
  playing,
  roomOf,
  told,
  waiting,
} from "./scene.fixture.ts";
import type { SeatClaim } from "./step.ts";

const bothNames = { white: "Ann", black: "Bob" };
const fromElsewhere = { issuedHere: false };

describe("the room of a claim", () => {
  const outside = { context: at(0), hasEnded: (id: string) => id === "00000000000000ee" };
  const roomOfClaim = (change: Partial<SeatClaim>) =>
    claimedRoom(undefined, claim("white", { ...fromElsewhere, ...change }), outside);

  test("S7 is rebuilt where none stands, if another process has issued the ticket", () => {
    expect(roomOfClaim({})).toMatchObject({ phase: "playing" });
    expect(roomOfClaim({ issuedHere: true })).toBeUndefined();
  });

  test("S4 is not rebuilt from a ticket that is too old, but stands for it where it stands", () => {
    expect(roomOfClaim({ isExpired: true })).toBeUndefined();
    const standing = playing();
    expect(claimedRoom(standing, claim("white", { isExpired: true }), outside)).toBe(standing);
  });

  test("S8 is not rebuilt once it has ended here", () => {
    expect(roomOfClaim({ roomId: "00000000000000ee" })).toBeUndefined();
  });
});

describe("a room rebuilt from a ticket", () => {
  test("S7 the other seat counts as away, its grace running from the rebuild", () => {
    const room = rebuild(claim("white", fromElsewhere), at(500));
    expect(told(step(room, comesBack(claim("white", fromElsewhere), "a", 77), at(500)))).toEqual([
      "a seated white",
      'a peer_away {"graceMs":90000}',
    ]);
    const back = after(room, 500, comesBack(claim("white", fromElsewhere), "a"));
    expect(told(step(back, { type: "grace_over" }, at(589)))).toEqual([]);
    expect(told(step(back, { type: "grace_over" }, at(590)))).toContain("a peer_left {}");
  });

  test("S10 an offset from an earlier issuer precedes everything logged here", () => {
    const whiteFirst = roomOf(
      step(
        rebuild(claim("white", fromElsewhere), at(0)),
        comesBack(claim("white", fromElsewhere), "a", 40),
        at(0),
      ),
    );
    const moved = after(whiteFirst, 1, move("white", "g1f3"));
    expect(told(step(moved, comesBack(claim("black", fromElsewhere), "b", 38), at(2)))).toContain(
      'b game_move {"uci":"g1f3"}',
    );
  });

  test("S7 a waiting room stands again, and can be joined", () => {
    const host = claim("white", { ...fromElsewhere, joined: false, names: { white: "Ann" } });
    const room = after(rebuild(host, at(0)), 0, comesBack(host, "a"));
    expect(told(step(room, { type: "join", link: "b", name: "Bob" }, at(1)))).toContain(
      'a peer_joined {"peerName":"Bob"}',
    );
  });

  test("S7 a host who knew of no joiner is told when the joiner's ticket completes the room", () => {
    const host = claim("white", { ...fromElsewhere, joined: false, names: { white: "Ann" } });
    const joiner = claim("black", { ...fromElsewhere, names: bothNames });
    const room = after(rebuild(host, at(0)), 0, comesBack(host, "a"));
    expect(told(step(room, comesBack(joiner, "b"), at(1)))).toEqual([
      'a peer_joined {"peerName":"Bob"}',
      'a game_joined {"color":"white","peerName":"Bob","code":"AB-CD-EF"}',
      "a probe",
      "b seated black",
      "a peer_heartbeat {}",
    ]);
  });

  test("S7 the same when the joiner is back first", () => {
    const host = claim("white", { ...fromElsewhere, joined: false, names: { white: "Ann" } });
    const joiner = claim("black", { ...fromElsewhere, names: bothNames });
    const room = after(rebuild(joiner, at(0)), 0, comesBack(joiner, "b"));
    const back = step(room, comesBack(host, "a"), at(1));
    expect(told(back).slice(0, 3)).toEqual([
      "a seated white",
      'a peer_joined {"peerName":"Bob"}',
      'a game_joined {"color":"white","peerName":"Bob","code":"AB-CD-EF"}',
    ]);
    const again = step(roomOf(back), comesBack(host, "a2"), at(2));
    expect(told(again).filter((line) => line.includes("peer_joined"))).toHaveLength(1);
  });

  test("S7 a host who knows his joiner is not told again", () => {
    const joiner = claim("black", { ...fromElsewhere, names: bothNames });
    const room = after(rebuild(joiner, at(0)), 0, comesBack(joiner, "b"));
    const host = claim("white", { ...fromElsewhere, names: bothNames });
    expect(told(step(room, comesBack(host, "a"), at(1))).join()).not.toContain("joined");
  });

  test("S8 a joiner's ticket does not unseat whoever has joined the rebuilt room meanwhile", () => {
    const host = claim("white", { ...fromElsewhere, joined: false, names: { white: "Ann" } });
    const room = after(rebuild(host, at(0)), 0, comesBack(host, "a"), {
      type: "join",
      link: "c",
      name: "Eve",
    });
    const joiner = claim("black", { ...fromElsewhere, names: bothNames });
    expect(told(step(room, comesBack(joiner, "b"), at(1)))).toEqual(["refused SEAT_LOST"]);
  });

  test("S8 of two joiners who were given the seat elsewhere, the first who comes back has it", () => {
    const first = claim("black", { ...fromElsewhere, holder: holderName("c") });
    const second = claim("black", { ...fromElsewhere, holder: holderName("d") });
    const room = after(rebuild(first, at(0)), 0, comesBack(first, "c"), comesBack(first, "c2"));
    expect(told(step(room, comesBack(second, "d"), at(1)))).toEqual(["refused SEAT_LOST"]);
  });

  test("S8 a joiner's ticket does not turn a room that waits here into a game", () => {
    const joiner = claim("black", { ...fromElsewhere, names: bothNames });
    expect(told(step(waiting(), comesBack(joiner, "b"), at(1)))).toEqual(["refused SEAT_LOST"]);
  });
});
