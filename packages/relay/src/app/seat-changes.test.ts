// A link that holds a seat and takes another one: the old one is given up properly once the new one is certain, and only then
// (rules G9, G8, N7, L4).

import { beforeEach, expect, test } from "vitest";
import type { Link } from "./link.ts";
import { SocketlessRelay } from "./relay.fixture.ts";

let relay: SocketlessRelay;

beforeEach(() => {
  relay = new SocketlessRelay();
  return () => relay[Symbol.dispose]();
});

/** A game between clients with names, and the tickets of its seats. */
function game(links: readonly [string, string]) {
  const [white, black] = links.map((id) => relay.connect(id)) as [Link, Link];
  relay.dispatch(white, ["create_game", { name: "Ann", client: links[0] }]);
  relay.dispatch(black, ["join_game", { code: white.seat?.code, name: "Bob", client: links[1] }]);
  const tickets = [white, black].map((link) => relay.offset(link)?.split(".")[1] ?? "");
  for (const link of [white, black]) relay.heard(link);
  return { white, black, tickets: { white: tickets[0], black: tickets[1] } };
}

const resumes = (link: Link, ticket: string | undefined, more = {}) => {
  let answer: unknown;
  relay.dispatch(link, ["resume_game", { ticket, seq: 0, ...more }], {
    write: (json) => ([answer] = JSON.parse(json)),
  });
  return answer;
};

const heardEvents = (link: Link) => relay.heard(link).map((line) => line.split(" ")[0]);

test("G9 a link that resumes a seat elsewhere gives the one it held up, once it has the other", () => {
  const [one, other] = [game(["a", "b"]), game(["c", "d"])];
  expect(resumes(one.white, other.tickets.black)).toMatchObject({ ok: true, color: "black" });
  expect(one.white.seat).toEqual({ code: other.white.seat?.code, color: "black" });
  expect(other.black.seat).toBeUndefined();
  expect(heardEvents(one.black)).toEqual(["peer_left"]);
  expect(heardEvents(one.white)).toEqual(["game_resumed"]);
  expect(heardEvents(other.black)).toEqual(["seat_taken"]);
  relay.dispatch(one.white, ["game_move", { uci: "e7e5" }]);
  expect(heardEvents(other.white)).toEqual(["game_move"]);
  expect(heardEvents(one.black)).toEqual([]);
});

test("G8 G9 a link that resumes the other seat of its own room gives its own up, and holds one", () => {
  const { white, black, tickets } = game(["a", "b"]);
  expect(resumes(white, tickets.black)).toMatchObject({ ok: true, color: "black", peer: "left" });
  expect(white.seat).toEqual({ code: expect.any(String), color: "black" });
  expect(black.seat).toBeUndefined();
  expect(heardEvents(black)).toEqual(["peer_left", "seat_taken"]);
  expect(resumes(relay.connect("x"), tickets.white)).toMatchObject({
    error: { code: "SEAT_LOST" },
  });
  relay.dispatch(white, ["leave_game"]);
  expect(relay.store.size).toBe(0);
});

test("G9 a link that resumes the very seat that it holds gives nothing up", () => {
  const { white, black, tickets } = game(["a", "b"]);
  expect(resumes(white, tickets.white)).toMatchObject({ ok: true, peer: "online" });
  expect(white.seat?.color).toBe("white");
  expect(heardEvents(black)).toEqual([]);
});

test("G9 S15 L4 a refused resume leaves the old seat, and a refusal, as they were", () => {
  const [one, other] = [game(["a", "b"]), game(["c", "d"])];
  const { seat } = one.white;
  one.white.refusal = "RELAY_FULL";
  const wanted = { client: "another", returning: true };
  expect(resumes(one.white, other.tickets.black, wanted)).toMatchObject({
    error: { code: "SEAT_TAKEN" },
  });
  expect([one.white.seat, one.white.refusal]).toEqual([seat, "RELAY_FULL"]);
  expect([heardEvents(one.black), heardEvents(other.black)]).toEqual([[], []]);
});

test("N7 L2 brought events that are too many touch neither seat", () => {
  const [one, other] = [game(["a", "b"]), game(["c", "d"])];
  const { seat } = one.white;
  const sent = [1, 2, 3].map((n) => ({ n, after: 0, event: "offer_draw" }));
  relay.allow(one.white, 2);
  expect(resumes(one.white, other.tickets.black, { sent })).toMatchObject({
    error: { code: "TOO_MANY_EVENTS" },
  });
  expect(one.white.seat).toEqual(seat);
  expect([heardEvents(one.black), heardEvents(other.black)]).toEqual([[], []]);
});

test("L4 whoever resumes a seat is refused nothing any more", () => {
  const { tickets } = game(["a", "b"]);
  const late = relay.connect("x");
  late.refusal = "RELAY_FULL";
  expect(resumes(late, tickets.white)).toMatchObject({ ok: true });
  expect(late.refusal).toBeUndefined();
});
