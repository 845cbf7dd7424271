// The app hears each event once and in order, and none before the screen that listens to it is drawn.

import { APP_SCREEN_MS } from "@en-parlant/protocol";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { PacedEvents } from "./paced-events.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const pass = (ms: number) => vi.advanceTimersByTime(ms);

/** Somebody who listens to everything. */
function listening() {
  const events = new PacedEvents();
  const heard: string[] = [];
  const stops = [
    events.on("peer_joined", (name) => heard.push(`joined ${name}`)),
    events.on("peer_ready", () => heard.push("ready")),
    events.on("game_move", (uci) => heard.push(uci)),
    events.on("resign", (color) => heard.push(`resign ${color}`)),
    events.on("offer_draw", () => heard.push("offer")),
    events.on("accept_draw", () => heard.push("draw")),
    events.on("peer_left", () => heard.push("left")),
  ];
  return { events, heard, stops };
}

test("on a screen that listens everything is heard at once, with its arguments", () => {
  const { events, heard } = listening();
  const moved = vi.fn();
  events.on("game_move", moved);
  events.hear("game_move", "e2e4", 1_000, 2_000);
  events.hear("resign", "black");
  events.hear("offer_draw");
  events.hear("accept_draw");
  events.hear("peer_left");
  expect(heard).toEqual(["e2e4", "resign black", "offer", "draw", "left"]);
  expect(moved.mock.calls).toEqual([["e2e4", 1_000, 2_000]]);
});

test.each([
  ["the player has a seat", (events: PacedEvents) => events.seated()],
  ["the opponent has joined", (events: PacedEvents) => events.hear("peer_joined", "Bob")],
  ["the opponent is ready", (events: PacedEvents) => events.hear("peer_ready")],
])("what follows waits when %s, and keeps its order", (_, change) => {
  const { events, heard } = listening();
  change(events);
  heard.splice(0);
  events.hear("game_move", "e2e4");
  events.hear("resign", "white");
  pass(APP_SCREEN_MS - 1);
  events.hear("peer_left");
  expect(heard).toEqual([]);
  pass(1);
  expect(heard).toEqual(["e2e4", "resign white", "left"]);
  events.hear("game_move", "d2d4");
  expect(heard.at(-1)).toBe("d2d4");
});

test("each change of the screen in a burst takes its own time", () => {
  const { events, heard } = listening();
  events.seated();
  events.hear("peer_joined", "Bob");
  events.hear("peer_ready");
  events.hear("game_move", "e2e4");
  expect(heard).toEqual([]);
  pass(APP_SCREEN_MS);
  expect(heard).toEqual(["joined Bob"]);
  pass(APP_SCREEN_MS);
  expect(heard).toEqual(["joined Bob", "ready"]);
  pass(APP_SCREEN_MS);
  expect(heard).toEqual(["joined Bob", "ready", "e2e4"]);
});

test("the second of the two to be ready sees the game and hears what follows later, in each game", () => {
  const { events, heard } = listening();
  for (const thinking of [APP_SCREEN_MS, 1]) {
    heard.splice(0);
    events.hear("peer_ready");
    pass(thinking);
    events.ready();
    events.hear("game_move", "e2e4");
    pass(APP_SCREEN_MS - 1);
    expect(heard).toEqual(["ready"]);
    pass(1);
    expect(heard).toEqual(["ready", "e2e4"]);
  }
});

test("the first to be ready hears the other's ready at once, in each game", () => {
  const { events, heard } = listening();
  for (const game of [1, 2]) {
    events.ready();
    // Pressed again, it is no other's.
    events.ready();
    events.hear("peer_ready");
    expect(heard).toHaveLength(game);
    pass(APP_SCREEN_MS);
  }
});

test("a ready that waits is not answered yet", () => {
  const { events, heard } = listening();
  events.seated();
  events.hear("peer_ready");
  pass(APP_SCREEN_MS - 1);
  events.ready();
  pass(1);
  expect(heard).toEqual(["ready"]);
});

test("while nobody listens events wait, and then for all listeners of the new screen", () => {
  const { events, heard, stops } = listening();
  for (const stop of stops) stop();
  events.hear("game_move", "e2e4");
  events.hear("offer_draw");
  pass(10 * APP_SCREEN_MS);
  events.on("peer_left", () => heard.push("left"));
  events.on("offer_draw", () => heard.push("offer"));
  events.on("game_move", (uci) => heard.push(uci));
  expect(heard).toEqual([]);
  pass(APP_SCREEN_MS);
  expect(heard).toEqual(["e2e4", "offer"]);
});

test("listeners that come to a waiting queue do not make it wait longer", () => {
  const events = new PacedEvents();
  const joined = vi.fn();
  events.seated();
  events.hear("peer_joined", "Bob");
  pass(APP_SCREEN_MS - 1);
  events.on("peer_joined", joined);
  pass(1);
  expect(joined).toHaveBeenCalledTimes(1);
});

test("a new game hears nothing of the last one, its ready included", () => {
  const { events, heard } = listening();
  events.hear("peer_ready");
  events.hear("game_move", "e2e4");
  events.seated();
  pass(APP_SCREEN_MS);
  expect(heard).toEqual(["ready"]);
  events.ready();
  events.hear("peer_ready");
  expect(heard).toEqual(["ready", "ready"]);
});

test("after the end nothing is told, and no time is kept", () => {
  const { events, heard } = listening();
  events.seated();
  events.hear("game_move", "e2e4");
  events.end();
  events.hear("game_move", "d2d4");
  expect(vi.getTimerCount()).toBe(0);
  pass(APP_SCREEN_MS);
  expect(heard).toEqual([]);
});

test("a listener that ends everything is the last that is told", () => {
  const { events, heard } = listening();
  events.on("offer_draw", () => events.end());
  events.seated();
  events.hear("offer_draw");
  events.hear("game_move", "e2e4");
  pass(APP_SCREEN_MS);
  events.hear("game_move", "d2d4");
  expect(heard).toEqual(["offer"]);
});

test("a listener that goes, comes or hears more within its call disturbs no order", () => {
  const { events, heard, stops } = listening();
  events.on("offer_draw", () => {
    for (const stop of stops.splice(0)) stop();
    events.on("game_move", (uci) => heard.push(`new ${uci}`));
    events.hear("game_move", "d2d4");
    heard.push("offer ends");
  });
  events.seated();
  events.hear("offer_draw");
  events.hear("game_move", "e2e4");
  pass(APP_SCREEN_MS);
  expect(heard).toEqual(["offer", "offer ends", "new e2e4", "new d2d4"]);
});

test("a listener that presses ready within its call has both be ready", () => {
  const { events, heard } = listening();
  events.on("peer_ready", () => events.ready());
  events.hear("peer_ready");
  events.hear("game_move", "e2e4");
  pass(APP_SCREEN_MS);
  expect(heard).toEqual(["ready", "e2e4"]);
  // Both readies are used up: the next is a first one.
  events.ready();
  events.hear("game_move", "d2d4");
  expect(heard.at(-1)).toBe("d2d4");
});

test("a listener that throws stops neither the other listeners nor what waits", () => {
  const { events, heard } = listening();
  const surfaced = vi.spyOn(globalThis, "queueMicrotask").mockImplementation(() => {});
  events.on("offer_draw", () => {
    throw new Error("deaf");
  });
  events.on("offer_draw", () => heard.push("offer again"));
  events.seated();
  events.hear("offer_draw");
  events.hear("game_move", "e2e4");
  pass(APP_SCREEN_MS);
  expect(surfaced).toHaveBeenCalledTimes(1);
  surfaced.mockRestore();
  expect(heard).toEqual(["offer", "offer again", "e2e4"]);
});
