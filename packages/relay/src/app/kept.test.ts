// What the relay keeps of its clients, counted in objects of all kinds (arrays and functions are some): no number may grow, and
// one that shrinks is written down. Numbers and texts are measured by the bench.

import { queryObjects } from "node:v8";
import { beforeEach, expect, test } from "vitest";
import type { Game } from "./wired-relay.fixture.ts";
import { PINGS, WiredRelay } from "./wired-relay.fixture.ts";

type Kind = Parameters<typeof queryObjects>[0];

/** So many that what is made once, or for a few, is nothing to each. */
const MANY = 50;
const GAMES = 10;

/** The wire in this test, and its list of frames. */
const WIRE = 2;

/** Its session, its socket, its link, and what is known of its address. */
const CONNECTION = 4;

/** The same, what the link holds (its seat, its ticket), and one half of a room and its log. */
const PLAYER = 12;

/** What a request is made of, and what would keep it. */
const OF_A_REQUEST: readonly Kind[] = [Request, Headers, URL, URLSearchParams, AbortSignal];

let relay: WiredRelay;

beforeEach(() => {
  relay = new WiredRelay();
  // What the runtime and the relay make once is there.
  relay.seatPair("");
  relay.openPolling();
  return () => relay[Symbol.dispose]();
});

/** How many there are, once what is garbage has been collected. */
function count(kinds: readonly Kind[]): readonly number[] {
  return kinds.map((kind) => queryObjects(kind, { format: "count" }));
}

/** How many more objects there are for each of so many, once something has happened. */
function added(toSoMany: number, happens: () => void): number {
  const [before = 0] = count([Object]);
  happens();
  const [after = 0] = count([Object]);
  return perOne(after - before, toSoMany);
}

/** A few are nothing to each, and less than none are none. */
function perOne(objects: number, soMany: number): number {
  return Math.max(0, Math.round(objects / soMany));
}

/** Lets go of what promises that are settled have still to tell. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

test("C1 a client that has connected is four objects", () => {
  const connects = () => {
    for (let n = 0; n < MANY; n += 1) relay.open();
  };
  expect(added(MANY, connects)).toBe(CONNECTION + WIRE);
});

test("C1 nothing is kept of the requests that began it, by WebSocket or long-polling", async () => {
  await nextTurn();
  const before = count(OF_A_REQUEST);
  for (let n = 0; n < MANY; n += 1) {
    relay.open();
    relay.openPolling();
  }
  await nextTurn();
  expect(count(OF_A_REQUEST)).toEqual(before);
});

test("C1 a client that polls and has joined nothing is four as well", async () => {
  await nextTurn();
  const [before = 0] = count([Object]);
  for (let n = 0; n < MANY; n += 1) relay.openPolling();
  await nextTurn();
  const [after = 0] = count([Object]);
  // Its session, what is known of its address, what waits for it, and the list of that.
  expect(perOne(after - before, MANY)).toBe(4);
});

test("C6 a minute of a client that says nothing is a write for each ping, and adds no object", () => {
  const wires = Array.from({ length: MANY }, () => relay.open());
  relay.pass(100);
  const costs: number[] = [];
  const minute = () => {
    for (const wire of wires) wire.clear();
    relay.pass(60_000);
    for (const { writes, frames } of wires) costs.push(writes, frames.length);
    for (const wire of wires) wire.clear();
  };
  expect(added(MANY, minute)).toBe(0);
  const pings = 60_000 / PINGS.pingIntervalMs;
  expect(new Set(costs)).toEqual(new Set([pings]));
});

test.each([
  ["the released app", ""],
  ["a client with a name", ',"client":"page"'],
])("F1 %s in a game is twelve objects, and one more with each move", (_, about) => {
  const games: Game[] = [];
  const begin = () => {
    for (let n = 0; n < GAMES; n += 1) games.push(relay.seatPair(about));
    relay.pass(10_000);
    for (const { white, black } of games) for (const wire of [white, black]) wire.clear();
  };
  expect(added(2 * GAMES, begin)).toBe(PLAYER + WIRE);
  const moves = () => {
    for (const { white, black } of games) {
      for (const wire of [white, black]) wire.says('42["game_move",{"uci":"e2e4"}]');
      for (const wire of [white, black]) wire.clear();
    }
  };
  moves();
  expect(added(2 * GAMES, moves)).toBe(1);
});
