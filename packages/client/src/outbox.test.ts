// The player's own events: their numbers, what waits for the relay, what is kept and brought (rules N1, N5).

import { MAX_SENT_EVENTS } from "@en-parlant/protocol";
import { expect, test } from "vitest";
import { Outbox } from "./outbox.ts";

/** An outbox with that many events, numbered from 1. */
function filled(count: number, confirmed = 0): Outbox {
  const outbox = new Outbox();
  for (let n = 1; n <= count; n += 1) outbox.add("game_move", { uci: `move ${n}` }, 0);
  for (let n = 1; n <= confirmed; n += 1) outbox.confirm(n);
  return outbox;
}

const numbers = (events: readonly { n: number }[]) => events.map(({ n }) => n);
const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

test("N1 numbers begin at 1 and grow by one", () => {
  expect(numbers(filled(3).events)).toEqual([1, 2, 3]);
});

test("N1 numbers go on from the last one given, whatever is kept of it", () => {
  expect(new Outbox(41).add("offer_draw", {}, 7)).toEqual({
    n: 42,
    after: 7,
    event: "offer_draw",
    payload: {},
    confirmed: false,
  });
});

test("N1 an adopted number is followed by a higher one", () => {
  const outbox = filled(2);
  outbox.number = 9;
  expect(outbox.add("ready", {}, 0).n).toBe(10);
});

test("N1 the number of a refused event is not given again", () => {
  const outbox = filled(2);
  outbox.remove(2);
  expect(numbers(outbox.events)).toEqual([1]);
  expect(outbox.add("ready", {}, 0).n).toBe(3);
});

test("what is not confirmed is pending, in the order it was sent", () => {
  const outbox = filled(4);
  outbox.confirm(3);
  outbox.confirm(1);
  expect(numbers(outbox.pending)).toEqual([2, 4]);
  outbox.remove(2);
  expect(numbers(outbox.pending)).toEqual([4]);
});

test("confirming or removing what is not there changes nothing", () => {
  const outbox = filled(2);
  outbox.confirm(7);
  outbox.remove(7);
  expect(numbers(outbox.pending)).toEqual([1, 2]);
});

test("N5 the newest 16 are kept though the relay has them, in case it forgets", () => {
  const outbox = filled(40, 40);
  expect(numbers(outbox.events)).toEqual(range(25, 40));
  expect(numbers(outbox.newest)).toEqual(range(25, 40));
  expect(outbox.pending).toEqual([]);
});

test("what the relay does not have is kept however old it is", () => {
  const outbox = filled(40);
  for (const n of range(2, 40)) outbox.confirm(n);
  expect(numbers(outbox.events)).toEqual([1, ...range(25, 40)]);
  expect(numbers(outbox.pending)).toEqual([1]);
});

test("N5 what is brought has no more than the protocol's fields", () => {
  const outbox = new Outbox();
  outbox.add("resign", { color: "white" }, 5);
  outbox.confirm(1);
  expect(outbox.newest).toStrictEqual([
    { n: 1, after: 5, event: "resign", payload: { color: "white" } },
  ]);
});

test.each([
  ["all that there is", filled(5, 3), range(1, 5)],
  ["the newest 16 when the newest are pending", filled(30, 28), range(15, 30)],
  ["the oldest 16 pending ones when there are more", filled(40, 4), range(5, 20)],
  ["16 up to the sixteenth that is pending", filled(20, 4), range(5, 20)],
  ["nothing when there is nothing", filled(0), []],
])(
  "N5 at most 16 are brought, none before an older one that was never sent: %s",
  (_, outbox, brought) => {
    expect(brought.length).toBeLessThanOrEqual(MAX_SENT_EVENTS);
    expect(numbers(outbox.newest)).toEqual(brought);
  },
);

test("an outbox is made again from what was kept of it", () => {
  const old = filled(20, 18);
  const next = new Outbox(old.number, old.events);
  expect(next.events).toEqual(old.events);
  expect(numbers(next.pending)).toEqual([19, 20]);
  expect(next.add("ready", {}, 0).n).toBe(21);
});

test("E3 what is brought stays below the size of a message, and never comes to nothing", () => {
  const outbox = new Outbox();
  for (const _ of range(1, 9)) outbox.add("ready", { text: "x".repeat(1_000) }, 0);
  expect(numbers(outbox.newest)).toEqual([1, 2]);
  for (const n of range(1, 8)) outbox.confirm(n);
  expect(numbers(outbox.newest)).toEqual([8, 9]);
  const huge = new Outbox();
  huge.add("ready", { text: "x".repeat(9_000) }, 0);
  expect(numbers(huge.newest)).toEqual([1]);
});
