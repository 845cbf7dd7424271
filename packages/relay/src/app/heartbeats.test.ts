// Heartbeats and answered pings, between the client's event and the opponent's (rules H1, H2), and what they mean to the sweep
// (I1, I2) and to an absent host (P5).

import { beforeEach, expect, test } from "vitest";
import type { Link } from "./link.ts";
import { SocketlessRelay } from "./relay.fixture.ts";

const HEARD = ["peer_heartbeat {}"];
const MINUTE = 60_000;

let relay: SocketlessRelay;

beforeEach(() => {
  relay = new SocketlessRelay();
  return () => relay[Symbol.dispose]();
});

const beats = (link: Link) => relay.dispatch(link, ["heartbeat"]);

function drops(link: Link): void {
  const { id, seat, lastBeat } = link;
  if (!seat) throw new Error("no seat to drop from");
  const by = { link: id, color: seat.color };
  relay.rooms.apply(seat.code, { type: "drop", by, silent: true, lastBeat });
  relay.links.delete(id);
}

test("H1 a heartbeat is acknowledged, and heard by the opponent", () => {
  const { white, black } = relay.game();
  beats(white);
  expect(relay.heard(white)).toEqual(["heartbeat_ack {}"]);
  expect(relay.heard(black)).toEqual(HEARD);
});

test("H1 S6 a heartbeat without a seat, or on a link that has lost it, is acknowledged and goes nowhere", () => {
  const stranger = relay.connect("x");
  beats(stranger);
  expect(relay.heard(stranger)).toEqual(["heartbeat_ack {}"]);
  const { white, black } = relay.game();
  const { seat } = white;
  drops(white);
  relay.heard(black);
  white.seat = seat;
  beats(white);
  expect(relay.heard(black)).toEqual([]);
});

test("H2 a pong stands for a heartbeat only once heartbeats have begun and stopped for 2 s", () => {
  const { white, black } = relay.game();
  relay.time = 100_000;
  relay.rooms.pong(white);
  expect(relay.heard(black)).toEqual([]);
  beats(white);
  expect(relay.heard(black)).toEqual(HEARD);
  relay.time += 1_999;
  relay.rooms.pong(white);
  expect(relay.heard(black)).toEqual([]);
  relay.time += 1;
  relay.rooms.pong(white);
  expect(relay.heard(black)).toEqual(HEARD);
  relay.rooms.pong(white);
  expect(relay.heard(black)).toEqual([]);
});

test("H2 after a resume pongs speak for the seat, for the app does not beat again", () => {
  const { white, black } = relay.game({ client: "page" });
  relay.dispatch(white, ["game_move", { uci: "e2e4" }]);
  const [, ticket] = relay.offset(white)?.split(".") ?? [];
  drops(white);
  const back = relay.connect("a2");
  relay.dispatch(back, ["resume_game", { ticket, seq: 0 }]);
  expect(relay.heard(black).at(-1)).toBe("peer_heartbeat {}");
  relay.time += 2_000;
  relay.rooms.pong(back);
  expect(relay.heard(black)).toEqual(HEARD);
});

test("H2 whoever takes another seat on the same link has not begun to beat in it", () => {
  const { white, black } = relay.game();
  beats(white);
  relay.dispatch(white, ["create_game", { name: "Ann" }]);
  relay.dispatch(black, ["join_game", { code: white.seat?.code, name: "Bob" }]);
  relay.heard(black);
  relay.time += 10_000;
  relay.rooms.pong(white);
  expect(relay.heard(black)).toEqual([]);
});

test.each([
  ["own", beats],
  ["answered pings that stand for them", (link: Link) => relay.rooms.pong(link)],
])("I1 I2 heartbeats, %s, keep a game in which nobody moves", (_, sign) => {
  const { white } = relay.game();
  beats(white);
  for (let minute = 0; minute < 90; minute += 1) {
    relay.time += MINUTE;
    sign(white);
    expect(relay.rooms.sweep()).toBe(0);
  }
  for (let minute = 0; minute < 29; minute += 1) {
    relay.time += MINUTE;
    expect(relay.rooms.sweep()).toBe(0);
  }
  relay.time += MINUTE;
  expect(relay.rooms.sweep()).toBe(1);
});

test("I2 what a link has beaten still counts when it is lost", () => {
  const { white } = relay.game();
  relay.time = 29 * MINUTE;
  beats(white);
  relay.time = 40 * MINUTE;
  drops(white);
  expect(relay.rooms.sweep()).toBe(0);
  relay.time = 59 * MINUTE;
  expect(relay.rooms.sweep()).toBe(1);
});

test("P5 a silent host has the idle time, unless heartbeats have shown that it knew of the join", () => {
  const unaware = relay.game({ client: "page" });
  drops(unaware.white);
  expect(relay.heard(unaware.black)).toEqual(['peer_away {"graceMs":1800000}']);
  const aware = relay.game({ client: "page" });
  beats(aware.white);
  relay.heard(aware.black);
  drops(aware.white);
  expect(relay.heard(aware.black)).toEqual(['peer_away {"graceMs":90000}']);
});
