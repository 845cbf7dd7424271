// What a client may bring along, and that the whole list is refused for one wrong item (rules N5, E1).

import { expect, test } from "vitest";
import { forwardedEvents } from "./forwarded-events.ts";
import type { SentEvent } from "./sent-event.ts";
import { MAX_SENT_EVENTS } from "./sent-event.ts";
import { sentEvents } from "./sent-event-list.ts";

const move = { n: 1, after: 0, event: "game_move", payload: { uci: "e2e4" } };

test("N5 every forwarded event can be brought, read as if it were sent", () => {
  const payloads: Record<SentEvent["event"], object> = {
    game_move: { uci: "e2e4", whiteTime: 1 },
    resign: { color: "white" },
    offer_draw: {},
    accept_draw: {},
    ready: { swap: true },
  };
  const list = Object.keys(forwardedEvents).map((event, index) => ({
    n: 2 * index + 1,
    after: index,
    event,
    payload: payloads[event as SentEvent["event"]],
  }));
  expect(sentEvents.read(list)).toEqual(list);
});

test("N5 a payload that is left out is empty, and unknown fields are not passed on", () => {
  expect(sentEvents.read([{ n: 1, after: 0, event: "offer_draw" }])).toEqual([
    { n: 1, after: 0, event: "offer_draw", payload: {} },
  ]);
  const more = { ...move, payload: { uci: "e2e4", x: 1 }, y: 2 };
  expect(sentEvents.read([more])).toStrictEqual([move]);
});

test("N5 at most 16 are brought", () => {
  const numbered = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ ...move, n: index + 1 }));
  expect(sentEvents.read([])).toEqual([]);
  expect(sentEvents.read(numbered(MAX_SENT_EVENTS))).toHaveLength(16);
  expect(sentEvents.read(numbered(MAX_SENT_EVENTS + 1))).toBeUndefined();
});

test.each([
  ["no list", { 0: move }],
  ["no item", ["game_move"]],
  ["no number", [{ ...move, n: undefined }]],
  ["the number 0", [{ ...move, n: 0 }]],
  ["a broken number", [{ ...move, n: 1.5 }]],
  ["a number given twice", [move, move]],
  ["numbers that fall", [{ ...move, n: 2 }, move]],
  ["no opponent's number", [{ ...move, after: undefined }]],
  ["an opponent's number below 0", [{ ...move, after: -1 }]],
  ["no event", [{ ...move, event: undefined }]],
  ["a request", [{ ...move, event: "leave_game" }]],
  ["the name on arrival", [{ ...move, event: "peer_ready" }]],
  ["an inherited name", [{ ...move, event: "toString" }]],
  ["a name without end", [{ ...move, event: "x".repeat(41) }]],
  ["a payload that does not fit", [{ ...move, payload: { uci: 7 } }]],
  ["no payload where one is due", [{ n: 1, after: 0, event: "game_move" }]],
  ["a payload that is no object", [{ ...move, event: "ready", payload: "now" }]],
  ["a number inside the payload", [{ ...move, payload: { uci: "e2e4", n: 1 } }]],
  ["one wrong item among good ones", [move, { ...move, n: 2, event: "?" }]],
])("N5 E1 the list is refused as a whole: %s", (_what, value) => {
  expect(sentEvents.read(value)).toBeUndefined();
});
