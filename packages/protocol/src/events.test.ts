// The two tables row by row: what each event carries, in both forms, and what holds for all of them.

import { describe, expect, expectTypeOf, test } from "vitest";
import type { Color } from "./color.ts";
import type {
  ClientEvent,
  ClientPayload,
  LoggedEvent,
  RelayEvent,
  RelayPayloads,
} from "./events.ts";
import { clientEvents, isClientEvent, relayEvents } from "./events.ts";
import type { JsonObject } from "./field.ts";
import type { ForwardedEvent } from "./forwarded-events.ts";

interface Example<T> {
  readonly named: T;
  readonly placed: readonly unknown[];
}

const examples: { readonly [E in ClientEvent]: Example<ClientPayload<E>> } = {
  create_game: {
    named: { name: "Ann", options: { minutes: 5 } },
    placed: ["Ann", { minutes: 5 }],
  },
  join_game: { named: { code: "ab cd ef", name: "Bob" }, placed: ["ab cd ef", "Bob"] },
  heartbeat: { named: {}, placed: [] },
  leave_game: { named: {}, placed: [] },
  resume_game: {
    named: {
      ticket: "AQAB-_",
      seq: 7,
      seen: { white: 4, black: 0 },
      sent: [{ n: 5, after: 3, event: "game_move", payload: { uci: "e2e4" } }],
      client: "a name of its own",
      returning: true,
    },
    placed: [
      "AQAB-_",
      7,
      { white: 4, black: 0 },
      [{ n: 5, after: 3, event: "game_move", payload: { uci: "e2e4" } }],
      "a name of its own",
      true,
    ],
  },
  game_move: {
    named: { uci: "e7e8q", whiteTime: 61_000, blackTime: -20.5 },
    placed: ["e7e8q", 61_000, -20.5],
  },
  resign: { named: { color: "white" }, placed: ["white"] },
  offer_draw: { named: {}, placed: [] },
  accept_draw: { named: {}, placed: [] },
  ready: { named: { swapColors: true }, placed: [{ swapColors: true }] },
};

const clientRows = Object.keys(clientEvents) as ClientEvent[];
const forwarded = Object.entries(clientEvents).flatMap(([event, row]) =>
  row.kind === "forward" ? [{ event, as: row.as, to: row.to, logged: row.logged }] : [],
);

describe.each(clientRows)("%s", (event) => {
  const { payload } = clientEvents[event];
  const { named, placed } = examples[event];

  test("is read in object form", () => {
    expect(payload.read([named])).toMatchObject({ ok: true, value: named });
  });

  test("is read in positional form, to the same payload", () => {
    expect(payload.read(placed)).toEqual({ ok: true, value: named, ignored: 0 });
  });

  test("F6 an unknown field is never passed on", () => {
    const whole = event === "ready";
    const reading = payload.read([{ ...named, unheardOf: 1 }]);
    expect(reading).toMatchObject({ ok: true, ignored: whole ? 0 : 1 });
    expect("unheardOf" in (reading as { value: object }).value).toBe(whole);
  });
});

type OwnEvent = keyof typeof relayEvents;
const relayExamples: { readonly [E in OwnEvent]: RelayPayloads[E] } = {
  left_game: {},
  game_created: { code: "AB-CD-EF" },
  game_joined: { color: "black", peerName: "Ann", code: "AB-CD-EF", options: { minutes: 5 } },
  peer_joined: { peerName: "Bob" },
  game_resumed: {
    color: "white",
    code: "AB-CD-EF",
    joined: true,
    name: "Ann",
    peerName: "Bob",
    options: {},
    peer: "away",
    seq: 9,
    number: 0,
    complete: false,
    events: [{ seq: 9, event: "resign", payload: { color: "black" }, by: "black", n: 2 }],
  },
  peer_left: {},
  peer_away: { graceMs: 90_000 },
  peer_back: {},
  peer_heartbeat: {},
  heartbeat_ack: {},
  seat_taken: {},
  room_closed: { reason: "idle" },
  error: { code: "GAME_FULL", message: "Game is full" },
};

test.each(Object.keys(relayEvents) as OwnEvent[])("%s is read as the relay sends it", (event) => {
  const example = relayExamples[event];
  expect(relayEvents[event].payload.read([example])).toMatchObject({ ok: true, value: example });
});

describe("the tables", () => {
  test("F1–F4 name every forwarded event, its name on arrival and whom it is for", () => {
    expect(forwarded).toEqual([
      { event: "game_move", as: "game_move", to: "both", logged: true },
      { event: "resign", as: "resign", to: "opponent", logged: true },
      { event: "offer_draw", as: "offer_draw", to: "opponent", logged: true },
      { event: "accept_draw", as: "accept_draw", to: "both", logged: true },
      { event: "ready", as: "peer_ready", to: "opponent", logged: true },
    ]);
  });

  test("no two events arrive under one name", () => {
    const names = [...forwarded.map(({ as }) => as), ...Object.keys(relayEvents)];
    expect(new Set(names).size).toBe(names.length);
  });

  test("S1 heartbeats, presence and notices are not logged", () => {
    const unlogged = Object.entries(relayEvents).filter(([, row]) => !row.logged);
    expect(unlogged.map(([event]) => event)).toEqual([
      "game_resumed",
      "left_game",
      "peer_away",
      "peer_back",
      "peer_heartbeat",
      "heartbeat_ack",
      "seat_taken",
      "room_closed",
      "error",
    ]);
  });

  test("the names of the fields stand in the order of the positional form", () => {
    const order = (event: ClientEvent) => Object.keys(clientEvents[event].payload.shape);
    expect(order("create_game")).toEqual(["name", "options", "client"]);
    expect(order("join_game")).toEqual(["code", "name", "client", "options"]);
    expect(order("game_move")).toEqual(["uci", "whiteTime", "blackTime"]);
    expect(order("resume_game")).toEqual(["ticket", "seq", "seen", "sent", "client", "returning"]);
  });

  test("G5 options may have 1024 characters, and no more", () => {
    const withText = (length: number) => ({ name: "Ann", options: { a: "x".repeat(length) } });
    const { payload } = clientEvents.create_game;
    expect(payload.read([withText(1024 - '{"a":""}'.length)]).ok).toBe(true);
    expect(payload.read([withText(1025 - '{"a":""}'.length)])).toMatchObject({ field: "options" });
  });

  test("F6 only rows of the table are events, whatever an object inherits", () => {
    for (const event of clientRows) expect(isClientEvent(event)).toBe(true);
    for (const name of ["", "peer_left", "toString", "__proto__", "constructor", "hasOwnProperty"])
      expect(isClientEvent(name)).toBe(false);
  });
});

describe("the types that come from the tables", () => {
  test("a client's payload has its optional fields optional, and no others", () => {
    expectTypeOf<{ uci: string }>().toExtend<ClientPayload<"game_move">>();
    expectTypeOf<ClientPayload<"game_move">["whiteTime"]>().toEqualTypeOf<number | undefined>();
    expectTypeOf<{ whiteTime: number }>().not.toExtend<ClientPayload<"game_move">>();
    expectTypeOf<{ uci: number }>().not.toExtend<ClientPayload<"game_move">>();
    expectTypeOf<ClientPayload<"create_game">["name"]>().toEqualTypeOf<string>();
    expectTypeOf<ClientPayload<"create_game">["options"]>().toEqualTypeOf<JsonObject | undefined>();
    expectTypeOf<ClientPayload<"resign">["color"]>().toEqualTypeOf<Color>();
    expectTypeOf<ClientPayload<"ready">>().toEqualTypeOf<JsonObject>();
  });

  test("a forwarded event arrives with the payload it was sent with, under its name", () => {
    expectTypeOf<ForwardedEvent>().toEqualTypeOf<
      "game_move" | "resign" | "offer_draw" | "accept_draw" | "ready"
    >();
    expectTypeOf<RelayPayloads["game_move"]>().toEqualTypeOf<ClientPayload<"game_move">>();
    expectTypeOf<RelayPayloads["peer_ready"]>().toEqualTypeOf<JsonObject>();
    expectTypeOf<"ready">().not.toExtend<RelayEvent>();
    expectTypeOf<"create_game">().not.toExtend<RelayEvent>();
  });

  test("what the relay says has its own types", () => {
    expectTypeOf<RelayPayloads["game_resumed"]["peer"]>().toEqualTypeOf<
      "none" | "online" | "away" | "left"
    >();
    expectTypeOf<RelayPayloads["game_resumed"]["events"]>().toEqualTypeOf<readonly LoggedEvent[]>();
    expectTypeOf<RelayPayloads["room_closed"]["reason"]>().toEqualTypeOf<"idle">();
    expectTypeOf<RelayPayloads["game_joined"]["color"]>().toEqualTypeOf<Color>();
  });
});
