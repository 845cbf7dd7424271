// A seat's history: each event once, in the order that both players see, whichever way it became known: heard,
// acknowledged, or brought by a resume (rules F1, F7, N4, N6, S13).

import type { LoggedEvent, Offset, RelayPayloads } from "@en-parlant/protocol";
import { expect, test, vi } from "vitest";
import { HeldSeat } from "./held-seat.ts";
import { HISTORY_LIMIT } from "./history.ts";
import type { Seat } from "./seat.ts";
import { ownError } from "./session-error.ts";

const white: Seat = { code: "AB-CD-EF", color: "white", name: "Ann", joined: true };

/** A place in the history with White's and Black's counts. */
const at = (seq: number, ownCount: number, peerCount = 0): Offset => ({
  seq,
  ticket: `ticket ${seq}`,
  seen: { white: ownCount, black: peerCount },
});

const NOON = 1_800_000_000_000;

/** White's seat, and what it told: `+` before an own event, `-` before one of the opponent's. */
function seated(place: Offset | undefined = at(1, 0)) {
  const told: string[] = [];
  const held = new HeldSeat(white, {
    now: () => NOON,
    told({ event, payload, mine }, heard) {
      const { uci } = payload as { uci?: string };
      told.push(`${mine ? "+" : "-"}${uci ?? event}${heard ? "" : " unheard"}`);
    },
  });
  held.place = place;
  const move = (uci: string) => held.send("game_move", { uci });
  const hear = (uci: string, where: Offset | undefined) => held.hear("game_move", { uci }, where);
  return { held, told, move, hear };
}

/** An answer to a resume, with White's own events as `[n, uci]` and Black's as `uci`. */
function snapshot(
  number: number,
  events: readonly ([number, string] | string)[] = [],
  rest: Partial<RelayPayloads["game_resumed"]> = {},
): RelayPayloads["game_resumed"] {
  const logged = events.map((event, index): LoggedEvent => {
    const seq = index + 1;
    if (typeof event === "string") {
      return { seq, event: "game_move", payload: { uci: event }, by: "black" };
    }
    const [n, uci] = event;
    return { seq, event: "game_move", payload: { uci }, by: "white", n };
  });
  return {
    color: "white",
    code: white.code,
    joined: true,
    peer: "online",
    seq: 0,
    number,
    complete: true,
    events: logged,
    ...rest,
  };
}

/** Whether a promise has been fulfilled, looked at between two turns. */
async function isKept(promise: Promise<void>): Promise<boolean> {
  let kept = false;
  promise.then(
    () => {
      kept = true;
    },
    () => {},
  );
  await new Promise((resolve) => setImmediate(resolve));
  return kept;
}

test("F1 an own event enters the history when it comes back, not when it is sent", async () => {
  const { held, told, move, hear } = seated();
  const arrival = move("e2e4");
  expect(told).toEqual([]);
  hear("e2e4", at(2, 1));
  expect(told).toEqual(["+e2e4"]);
  expect(held.outbox.pending).toEqual([]);
  expect(await isKept(arrival)).toBe(true);
});

test("F7 the acknowledgement that follows the echo adds nothing", () => {
  const { held, told, move, hear } = seated();
  void move("e2e4");
  hear("e2e4", at(2, 1));
  held.acknowledged(1);
  expect(told).toEqual(["+e2e4"]);
});

test("an event that does not come back enters the history when it is acknowledged", async () => {
  const { held, told } = seated();
  const arrival = held.send("offer_draw", {});
  held.acknowledged(1);
  expect(told).toEqual(["+offer_draw unheard"]);
  expect(await isKept(arrival)).toBe(true);
});

test("N6 the same move by the opponent is not taken for the own one: the counts tell", () => {
  const { told, move, hear } = seated();
  void move("e2e4");
  hear("e2e4", at(2, 0, 1));
  hear("e2e4", at(3, 1, 1));
  expect(told).toEqual(["-e2e4", "+e2e4"]);
});

test("echoes are matched in the order in which the events were sent", () => {
  const { held, told, move, hear } = seated();
  void move("e2e4");
  void held.send("offer_draw", {});
  void move("d2d4");
  hear("e2e4", at(2, 1));
  held.acknowledged(1);
  held.acknowledged(2);
  hear("d2d4", at(4, 3));
  held.acknowledged(3);
  hear("e7e5", at(5, 3, 1));
  expect(told).toEqual(["+e2e4", "+offer_draw unheard", "+d2d4", "-e7e5"]);
});

test("N8 an event is sent with the opponent's count at that moment", () => {
  const { held, move, hear } = seated();
  void move("e2e4");
  hear("e2e4", at(2, 1));
  hear("e7e5", at(3, 1, 5));
  void move("g1f3");
  expect(held.outbox.events.map(({ n, after }) => [n, after])).toEqual([
    [1, 0],
    [2, 5],
  ]);
});

test("a refused event never enters the history, and its promise says why", async () => {
  const { held, told, move } = seated();
  const arrival = move("e2e4");
  held.refused(1, new Error("You are not in a game"));
  held.acknowledged(1);
  await expect(arrival).rejects.toThrow("You are not in a game");
  expect(told).toEqual([]);
  expect(held.outbox.events).toEqual([]);
});

test("what the relay does not know of is sent again after a resume", async () => {
  const { held, told, move } = seated();
  const arrival = move("e2e4");
  held.resumed(snapshot(0), at(1, 0));
  expect(told).toEqual([]);
  expect(held.outbox.pending.map(({ n }) => n)).toEqual([1]);
  expect(await isKept(arrival)).toBe(false);
});

test("N4 a resume acknowledges what the relay has taken", async () => {
  const { held, told } = seated();
  const arrival = held.send("offer_draw", {});
  held.resumed(snapshot(1), at(2, 1));
  expect(told).toEqual(["+offer_draw unheard"]);
  expect(await isKept(arrival)).toBe(true);
});

test("S13 what was missed has the time at which the relay took it", () => {
  const { held, hear } = seated();
  const missed = { seq: 2, event: "game_move", payload: { uci: "e7e5" }, by: "black" } as const;
  held.resumed(snapshot(0, [], { events: [{ ...missed, agoMs: 30_000 }] }), at(2, 0, 1));
  hear("d7d5", at(3, 0, 2));
  expect(held.history.map((entry) => entry.at)).toEqual([NOON - 30_000, NOON]);
});

test("S13 missed events enter the history in their order, own ones among them", () => {
  const { held, told, move } = seated();
  void move("e2e4");
  void move("g1f3");
  held.resumed(snapshot(2, [[1, "e2e4"], "e7e5", [2, "g1f3"], "b8c6"]), at(6, 2, 2));
  expect(told).toEqual(["+e2e4", "-e7e5", "+g1f3", "-b8c6"]);
});

test("S13 taken events that do not come back stand as early as they can have been taken", () => {
  const { held, told, move } = seated();
  void held.send("offer_draw", {});
  void move("e2e4");
  void held.send("offer_draw", {});
  held.resumed(snapshot(3, [[2, "e2e4"], "e7e5"]), at(6, 3, 1));
  expect(told).toEqual(["+offer_draw unheard", "+e2e4", "+offer_draw unheard", "-e7e5"]);
});

test("S13 the opponent's numbers are his own: they move none of the player's events", () => {
  const { held, told, move } = seated();
  void move("e2e4");
  void held.send("offer_draw", {});
  const echo = snapshot(2, [[1, "e2e4"]]).events;
  const reply = {
    seq: 1,
    event: "game_move",
    payload: { uci: "e7e5" },
    by: "black",
    n: 1,
  } as const;
  held.resumed(snapshot(2, [], { events: [reply, ...echo] }), at(6, 2, 1));
  expect(told).toEqual(["-e7e5", "+e2e4", "+offer_draw unheard"]);
});

test("S13 an own event that was acknowledged before is not entered again", () => {
  const { held, told, move } = seated();
  void move("e2e4");
  held.acknowledged(1);
  held.resumed(snapshot(1, [[1, "e2e4"], "e7e5"]), at(3, 1, 1));
  expect(told).toEqual(["+e2e4 unheard", "-e7e5"]);
});

test("S13 an own event of an earlier life that is not kept any more enters the history", () => {
  const { held, told } = seated();
  held.resumed(snapshot(3, [[3, "e2e4"]]), at(2, 3));
  expect(told).toEqual(["+e2e4"]);
});

test("N4 the next event gets a number above what the relay has taken", () => {
  const { held, move } = seated();
  held.resumed(snapshot(41), at(9, 41));
  void move("e2e4");
  expect(held.outbox.pending[0]?.n).toBe(42);
});

test("N4 a relay that counts anew does not make the numbers fall", () => {
  const { held, move } = seated();
  for (const uci of ["e2e4", "g1f3"]) void move(uci);
  held.resumed(snapshot(0), at(0, 0));
  void move("b1c3");
  expect(held.outbox.pending.map(({ n }) => n)).toEqual([1, 2, 3]);
});

test("S15 who got the seat from the relay comes back to it; who has it from a storage takes it over first", () => {
  expect(seated().held.returning).toBe(true);
  const { record } = seated().held;
  const next = new HeldSeat(white, { told() {}, now: () => NOON }, record);
  expect(next.returning).toBe(false);
  next.resumed(snapshot(0), at(1, 0));
  expect(next.returning).toBe(true);
});

test("its record brings back seat, place, history, numbers and what is still to be sent", () => {
  const { held, move, hear } = seated();
  void move("e2e4");
  hear("e2e4", at(2, 1));
  hear("e7e5", at(3, 1, 1));
  void move("g1f3");
  const record = JSON.parse(JSON.stringify(held.record));
  const told = vi.fn();
  const next = new HeldSeat(record.seat, { told, now: () => NOON }, record);
  expect(next.seat).toEqual(held.seat);
  expect(next.place).toEqual(at(3, 1, 1));
  expect(next.history).toEqual(held.history);
  expect(next.outbox.pending.map(({ n, payload }) => [n, payload])).toEqual([[2, { uci: "g1f3" }]]);
  next.resumed(snapshot(2, [[2, "g1f3"]]), at(4, 2, 1));
  expect(told).toHaveBeenCalledTimes(1);
});

test("there is no record on a relay that keeps no seats", () => {
  expect(seated(undefined).held.record).toBeDefined();
  const { held } = seated();
  held.place = undefined;
  expect(held.record).toBeUndefined();
});

test("names, code and options come with the events that tell them", () => {
  const { held } = seated();
  held.seat = { code: "", color: "white", name: "Ann", joined: false };
  held.hear("game_created", { code: "AB-CD-EF" }, at(1, 0));
  expect(held.seat).toEqual({ code: "AB-CD-EF", color: "white", name: "Ann", joined: false });
  const options = { minutes: 5 };
  const news = { color: "white", peerName: "Bob", code: "AB-CD-EF", options };
  held.hear("game_joined", news, at(2, 0));
  expect(held.seat).toMatchObject({ joined: true, peerName: "Bob", options });
  held.hear("game_move", { uci: "e7e5" }, at(3, 0));
  expect(held.seat).toMatchObject({ joined: true, peerName: "Bob", options });
});

test("what a restarted relay does not know of the seat any more is not forgotten", () => {
  const { held } = seated();
  held.seat = { ...held.seat, peerName: "Bob", options: { minutes: 5 } };
  held.resumed(snapshot(0), at(0, 0));
  expect(held.seat).toMatchObject({ name: "Ann", peerName: "Bob", options: { minutes: 5 } });
});

test("a seat that is lost fails all that was still to be sent", async () => {
  const { held, move } = seated();
  const arrivals = [move("e2e4"), move("g1f3")];
  held.lost(ownError("CLOSED"));
  for (const arrival of arrivals) await expect(arrival).rejects.toMatchObject({ code: "CLOSED" });
});

test("the history is bounded, and can be cut at the start of another game", () => {
  const { held, hear } = seated();
  for (let seq = 2; seq <= HISTORY_LIMIT + 5; seq += 1) hear(`move ${seq}`, at(seq, 0));
  expect(held.history).toHaveLength(HISTORY_LIMIT);
  held.trimHistory(2);
  expect(held.history.map(({ payload }) => payload)).toEqual([
    { uci: `move ${HISTORY_LIMIT + 4}` },
    { uci: `move ${HISTORY_LIMIT + 5}` },
  ]);
  held.trimHistory(0);
  expect(held.history).toEqual([]);
});

/** On such a relay nothing is numbered or acknowledged, and some send a player's moves back to him. */
function onOldRelay() {
  const all = seated();
  all.held.place = undefined;
  const { held } = all;
  const write = (uci: string) => held.sendUnnumbered("game_move", { uci });
  return { ...all, write, hear: (uci: string) => all.hear(uci, undefined) };
}

test("on a relay without offsets an own move counts as come back when it is written, and its echo as nothing", () => {
  const { told, write, hear } = onOldRelay();
  write("e2e4");
  hear("e2e4");
  hear("e7e5");
  write("g1f3");
  hear("g1f3");
  expect(told).toEqual(["+e2e4", "-e7e5", "+g1f3"]);
});

test("on a relay without offsets an echo is recognised though something else came first", () => {
  const { held, told, write, hear } = onOldRelay();
  write("e2e4");
  held.hear("offer_draw", {}, undefined);
  hear("e2e4");
  expect(told).toEqual(["+e2e4", "-offer_draw"]);
});

test("on a relay without offsets the opponent may make the move that was made before", () => {
  const { told, write, hear } = onOldRelay();
  write("g1f3");
  hear("g1f3");
  hear("g1f3");
  expect(told).toEqual(["+g1f3", "-g1f3"]);
});

test("on a relay without offsets a move that never came back hides no later one", () => {
  const { told, write, hear } = onOldRelay();
  write("g1f3");
  hear("g8f6");
  hear("g1f3");
  expect(told).toEqual(["+g1f3", "-g8f6", "-g1f3"]);
});

test("on a relay without offsets what goes to the opponent only is not told to its sender", () => {
  const { held, told } = onOldRelay();
  held.sendUnnumbered("offer_draw", {});
  held.hear("offer_draw", {}, undefined);
  expect(told).toEqual(["+offer_draw unheard", "-offer_draw"]);
});

test("each entry says when it was entered", () => {
  const { held, hear } = seated();
  hear("e7e5", at(2, 0, 1));
  expect(held.history.at(-1)).toMatchObject({ event: "game_move", at: NOON });
});
