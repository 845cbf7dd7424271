// What a client's event costs, counted and not timed: copies of the room and of its seats, payloads turned into JSON, runs of a
// rule. Goes through everything between the event's arguments and the packets that are written.

import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Link } from "./link.ts";
import { SocketlessRelay } from "./relay.fixture.ts";

const { copies, counting } = await vi.hoisted(() => import("./copies.fixture.ts"));

vi.mock("../room/change.ts", async (original) => {
  const real = await original<typeof import("../room/change.ts")>();
  return { ...real, changed: counting(real.changed), withSeat: counting(real.withSeat) };
});
vi.mock("../room/resume.ts", { spy: true });
vi.mock("../room/seating.ts", { spy: true });

const { resume } = await import("../room/resume.ts");
const { join, open } = await import("../room/seating.ts");

/** Who waits for an answer. */
const ACKNOWLEDGED = { write: () => undefined };

let relay: SocketlessRelay;

beforeEach(() => {
  relay = new SocketlessRelay();
  const stringify = vi.spyOn(JSON, "stringify");
  return () => {
    stringify.mockRestore();
    relay[Symbol.dispose]();
  };
});

/** What is counted while something happens. */
function cost(happens: () => void) {
  const change = vi.spyOn(relay.store, "change");
  for (const mock of [resume, join, open, JSON.stringify]) vi.mocked(mock).mockClear();
  Object.assign(copies, { rooms: 0, seats: 0 });
  happens();
  const texts = vi.mocked(JSON.stringify).mock.results.map(({ value }) => value as string);
  const runs = [open, join, resume].map((rule) => vi.mocked(rule).mock.calls.length);
  const counts = { ...copies, changes: change.mock.calls.length };
  change.mockRestore();
  return { ...counts, texts, runs: { open: runs[0], join: runs[1], resume: runs[2] } };
}

/** A game whose players know each other and hear everything at once. */
function runningGame(client: string | undefined): { white: Link; black: Link; ticket: string } {
  const { white, black } = relay.game(client === undefined ? {} : { client });
  const { seat } = white;
  for (const link of [white, black]) {
    relay.dispatch(link, ["offer_draw"]);
    relay.rooms.submit(link, { type: "arrived" });
  }
  relay.time += 1_000;
  if (seat) relay.rooms.apply(seat.code, { type: "hold_over" });
  for (const uci of ["e2e4", "d2d4"]) relay.dispatch(white, ["game_move", { uci }]);
  const ticket = relay.offset(white)?.split(".")[1] ?? "";
  for (const link of [white, black]) relay.heard(link);
  return { white, black, ticket };
}

describe.each([
  ["the released app", undefined],
  ["clients with names", "page"],
])("in a running game of %s", (_, client) => {
  test.each([
    ["plain", (link: Link) => relay.dispatch(link, ["game_move", { uci: "g1f3", whiteTime: 1 }])],
    ["numbered", (link: Link) => relay.dispatch(link, ["game_move", { uci: "g1f3", n: 7 }])],
    [
      "acknowledged",
      (link: Link) => relay.dispatch(link, ["game_move", { uci: "g1f3" }], ACKNOWLEDGED),
    ],
  ])("F1 a %s move copies the room once, no seat, and makes one text for all", (_how, moves) => {
    const { white, black } = runningGame(client);
    const { texts, ...counts } = cost(() => moves(white));
    expect(counts).toMatchObject({ rooms: 1, seats: 0, changes: 1 });
    expect(texts).toEqual([expect.stringContaining("g1f3")]);
    expect([relay.heard(white), relay.heard(black)].join()).toMatch(/g1f3.*g1f3/);
  });

  test.each(["resign", "offer_draw", "accept_draw"])("F2 F3 so does %s", (event) => {
    const { white, black } = runningGame(client);
    const { texts, ...counts } = cost(() => relay.dispatch(white, [event, { color: "white" }]));
    expect(counts).toMatchObject({ rooms: 1, seats: 0, changes: 1 });
    expect(texts).toHaveLength(1);
    expect(relay.heard(black).join()).toContain(event);
  });

  test("H1 a heartbeat copies nothing, changes no room and makes no text", () => {
    const { white, black } = runningGame(client);
    const { texts, ...counts } = cost(() => relay.dispatch(white, ["heartbeat"]));
    expect(counts).toMatchObject({ rooms: 0, seats: 0, changes: 0 });
    expect(texts).toEqual([]);
    expect(relay.heard(white)).toEqual(["heartbeat_ack {}"]);
    expect(relay.heard(black)).toEqual(["peer_heartbeat {}"]);
  });

  test("H2 nor does an answered ping, whether it stands for a heartbeat or not", () => {
    const { white, black } = runningGame(client);
    const pong = () => relay.rooms.pong(white);
    expect(cost(pong)).toMatchObject({ rooms: 0, seats: 0, changes: 0, texts: [] });
    relay.dispatch(white, ["heartbeat"]);
    relay.time += 5_000;
    relay.heard(black);
    expect(cost(pong)).toMatchObject({ rooms: 0, seats: 0, changes: 0, texts: [] });
    expect(relay.heard(black)).toEqual(["peer_heartbeat {}"]);
  });

  test("I1 a sweep copies a room only where a heartbeat has saved it", () => {
    const { white } = runningGame(client);
    const sweep = () => relay.rooms.sweep();
    expect(cost(sweep)).toMatchObject({ rooms: 0, seats: 0 });
    relay.time += 29 * 60_000;
    relay.dispatch(white, ["heartbeat"]);
    relay.time += 60_000;
    expect(cost(sweep)).toMatchObject({ rooms: 1, seats: 0 });
    expect(relay.store.size).toBe(1);
  });

  test("S3 S13 a resume runs its rule once, and makes no text of what is logged", () => {
    const { ticket } = runningGame(client);
    const back = relay.connect("a2");
    const { texts, ...counts } = cost(() =>
      relay.dispatch(back, ["resume_game", { ticket, seq: 0 }, ACKNOWLEDGED]),
    );
    expect(counts).toMatchObject({ rooms: 1, changes: 1, runs: { open: 0, join: 0, resume: 1 } });
    expect(texts.join()).not.toContain("e2e4");
    expect(relay.heard(back).join()).toContain("e2e4");
  });

  test("S2 S3 so does a recovery", () => {
    const { ticket } = runningGame(client);
    const back = relay.connect("a2");
    const claim = relay.tickets.check(ticket, relay.time);
    if (!claim) throw new Error("the ticket is not good");
    const seen = { white: 0, black: 0 };
    const recovery = { type: "resume", claim, seq: 0, seen, how: "recovery" } as const;
    const { texts, runs } = cost(() => relay.rooms.resume({ ...recovery, link: back.id }));
    expect(runs).toEqual({ open: 0, join: 0, resume: 1 });
    expect(texts.join()).not.toContain("e2e4");
  });

  test("S15 G9 so does a resume that is refused, or that leaves another game", () => {
    const { white, black, ticket } = runningGame(client);
    const elsewhere = relay.connect("x");
    relay.dispatch(elsewhere, ["create_game", { name: "Eve" }]);
    const leaves = () => relay.dispatch(elsewhere, ["resume_game", { ticket, seq: 0 }]);
    expect(cost(leaves)).toMatchObject({ changes: 2, runs: { resume: 1 } });
    expect([elsewhere.seat?.color, white.seat, relay.store.size]).toEqual(["white", undefined, 1]);
    relay.dispatch(elsewhere, ["leave_game"]);
    const refused = () => relay.dispatch(black, ["resume_game", { ticket, seq: 0 }]);
    expect(cost(refused)).toMatchObject({ rooms: 0, seats: 0, changes: 1, runs: { resume: 1 } });
    expect(black.seat?.color).toBe("black");
  });
});

test("G1 a game is opened by one run of its rule", () => {
  const host = relay.connect("a");
  const { texts, runs, rooms } = cost(() => relay.dispatch(host, ["create_game", { name: "Ann" }]));
  expect(runs).toEqual({ open: 1, join: 0, resume: 0 });
  expect(rooms).toBeLessThanOrEqual(1);
  expect(new Set(texts).size).toBe(texts.length);
});

test.each([
  ["without a name", {}],
  ["with a name", { client: "page" }],
])("G4 a join %s runs its rule once, and makes each text once", (_, about) => {
  const host = relay.connect("a");
  const guest = relay.connect("b");
  relay.dispatch(host, ["create_game", { name: "Ann", ...about }]);
  const joins = () =>
    relay.dispatch(guest, [
      "join_game",
      { code: host.seat?.code, name: "Bob", ...about },
      ACKNOWLEDGED,
    ]);
  const { texts, runs, rooms } = cost(joins);
  expect(runs).toEqual({ open: 0, join: 1, resume: 0 });
  // One for the joiner, one for each of the three events that are logged, one for each client that draws what it is told (F8).
  expect(rooms).toBeLessThanOrEqual("client" in about ? 4 : 6);
  const payloads = texts.filter((text) => text.includes("peerName"));
  expect(payloads).toHaveLength(3);
  expect(guest.seat?.color).toBe("black");
});

test("G9 a join that leaves another game runs its rule once as well", () => {
  const host = relay.connect("a");
  const guest = relay.connect("b");
  for (const link of [host, guest]) relay.dispatch(link, ["create_game", { name: "Ann" }]);
  const joins = () => relay.dispatch(guest, ["join_game", { code: host.seat?.code, name: "Bob" }]);
  expect(cost(joins)).toMatchObject({ changes: 2, runs: { join: 1 } });
  expect(relay.store.size).toBe(1);
});
