// P3, P4, P7: what `peer_left` means to a client without a name, for which the game is then over, and what whoever comes
// back to such a client is told.

import { describe, expect, test } from "vitest";
import { hearerOf } from "./heartbeats.ts";
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
  playing,
  ready,
  roomOf,
  snapshotIn,
  told,
} from "./scene.fixture.ts";

const GRACE_OVER = { type: "grace_over" } as const;
const { seq } = playing().log;
/** White's grace is over at 100 s; Black is being told. */
const gone = after(after(playing(), 10, by("white", "drop")), 100, GRACE_OVER);
/** And has heard it. */
const over = after(gone, 100, by("black", "arrived"));

describe("P7 whoever comes back to a client that has heard peer_left", () => {
  test("is told so too, by event and in the snapshot; the other hears nothing", () => {
    const recovered = told(step(over, comesBack(claim("white"), "a2", seq), at(101)));
    expect(recovered).toEqual([
      "a2 seated white",
      "a2 peer_left {}",
      "a2 probe",
      "b peer_heartbeat {}",
    ]);
    const asked = step(over, asks(claim("white"), "a2", { seq, client: "page" }), at(101));
    expect(snapshotIn(asked)).toMatchObject({ peer: "left" });
    expect(told(asked)).toContain("a2 peer_left {}");
    expect(told(asked).filter((line) => line.startsWith("b peer_b"))).toEqual([]);
  });

  const back = after(over, 101, comesBack(claim("white"), "a2", seq));

  test("P4 is told once, whatever link comes and goes afterwards", () => {
    expect(told(step(back, comesBack(claim("white"), "a3", back.log.seq), at(102)))).not.toContain(
      "a3 peer_left {}",
    );
    const other = after(back, 102, by("black", "drop"));
    expect(told(step(other, GRACE_OVER, at(200)))).toEqual([]);
    const returned = step(other, comesBack(claim("black"), "b2", other.log.seq), at(103));
    expect(told(returned)).toEqual(["b2 seated black"]);
    expect(told(step(back, by("black", "leave"), at(102)))).toEqual(["b unseated"]);
  });

  test("gets no signs of life of the other's, nor of its comings and goings", () => {
    expect(hearerOf(back, "black")).toBeUndefined();
    expect(told(step(back, by("black", "drop"), at(110)))).toEqual(["b unseated"]);
  });

  test("plays on when the other does, as after a finished game", () => {
    const heard = after(back, 101, by("white", "arrived", "a2"));
    const rematch = after(heard, 110, { type: "hold_over" }, ready("black"));
    expect(hearerOf(rematch, "black")).toBe("a2");
    const again = after(rematch, 112, by("white", "drop", "a2"));
    expect(told(step(again, GRACE_OVER, at(300)))).toContain("b peer_left {}");
  });
});

describe("P7 what was not heard is not over", () => {
  test("a peer_left that the returner overtakes", () => {
    const back = step(gone, comesBack(claim("white"), "a2", seq), at(101));
    expect(told(back)).toContain("b peer_back {}");
    expect(told(back)).not.toContain("a2 peer_left {}");
  });

  test("it is over, if the proof comes after the return", () => {
    const back = after(gone, 101, comesBack(claim("white"), "a2", seq));
    expect(told(step(back, by("black", "arrived"), at(101)))).toEqual([
      "a2 peer_left {}",
      "a2 probe",
    ]);
  });

  test("it is over, if the other's own offset proves it later", () => {
    const lost = after(gone, 101, by("black", "drop"), comesBack(claim("white"), "a2", seq));
    expect(told(step(lost, comesBack(claim("black"), "b2", seq + 1), at(102)))).toContain(
      "a2 peer_left {}",
    );
    const unaware = step(lost, comesBack(claim("black"), "b2", seq), at(102));
    expect(told(unaware)).toContain("a2 peer_back {}");
    expect(told(unaware).join()).not.toContain("peer_left");
  });

  test("P3 a client with a name is told peer_back", () => {
    const named = joined({ client: "page" });
    const left = after(after(named, 10, by("white", "drop")), 100, GRACE_OVER);
    const back = step(left, comesBack(claim("white"), "a2", seq), at(101));
    expect(told(back)).toContain("b peer_back {}");
    expect(told(back).join()).not.toContain("peer_left");
  });

  test("a client that names itself when it takes the seat has it all before it", () => {
    const page = after(over, 101, asks(claim("black"), "b2", { seq: seq + 1, client: "page" }));
    const back = step(page, comesBack(claim("white"), "a2", seq), at(102));
    expect(told(back)).toContain("b2 peer_back {}");
  });
});

test("P4 both are away when the graces end: each is told once, whoever is back first", () => {
  const both = after(playing(), 10, by("white", "drop"), by("black", "drop"));
  const ended = after(both, 100, GRACE_OVER);
  const first = step(ended, comesBack(claim("white"), "a2", seq), at(101));
  expect(told(first)).toContain("a2 peer_left {}");
  const second = step(roomOf(first), comesBack(claim("black"), "b2", seq), at(101));
  expect(told(second)).toContain("a2 peer_back {}");
  expect(told(second).join()).not.toContain("peer_left");
});

test("P3 a leave that follows a return is told anew", () => {
  const back = after(gone, 101, comesBack(claim("white"), "a2", seq));
  const moved = after(back, 101, move("black", "e7e5"));
  expect(told(step(moved, by("white", "leave", "a2"), at(102)))).toContain("a2 unseated");
});
