// To whom a sign of life goes, and when an answered ping is one (rules H1, H2). What the relay does with it is in
// ../app/heartbeats.test.ts.

import { expect, test } from "vitest";
import { hearerOf, standIn } from "./heartbeats.ts";
import { after, by, claim, comesBack, playing, waiting } from "./scene.fixture.ts";

test("H1 a heartbeat goes to the opponent's link of the moment, where there is one", () => {
  expect(hearerOf(playing(), "white")).toBe("b");
  expect(hearerOf(playing(), "black")).toBe("a");
  expect(hearerOf(waiting(), "white")).toBeUndefined();
  const away = after(playing(), 1, by("black", "drop"));
  expect(hearerOf(away, "white")).toBeUndefined();
  expect(hearerOf(after(away, 2, comesBack(claim("black"), "b2")), "white")).toBe("b2");
});

test("H2 a pong stands for a heartbeat only once heartbeats have begun and stopped for 2 s", () => {
  expect(standIn(undefined, 100_000)).toBeUndefined();
  expect(standIn(100_000, 101_999)).toBeUndefined();
  expect(standIn(100_000, 102_000)).toBeDefined();
});

test("H2 H3 it waits for the heart's own until 7 s after the last", () => {
  expect(standIn(100_000, 102_000)).toBe(5_000);
  expect(standIn(100_000, 107_000)).toBe(0);
  expect(standIn(100_000, 110_000)).toBe(0);
});
