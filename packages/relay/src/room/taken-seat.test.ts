// Two clients that want one seat: the one that is replaced is told, and does not take it back unasked (rules
// S6, S14, S15). And one that wants its own without a ticket (G13).

import { expect, test } from "vitest";
import { step } from "./rules.ts";
import {
  after,
  asks,
  at,
  by,
  claim,
  comesBack,
  move,
  playing,
  told,
  waiting,
} from "./scene.fixture.ts";

const seat = claim("white");
const named = (client: string) => ({ client });
const returns = (client: string) => ({ client, returning: true });

/** White's seat, taken by a client that called itself `one`. */
const taken = after(playing(), 1, asks(seat, "a2", named("one")));

test.each([
  ["a request", asks(seat, "a3")],
  ["a recovery", comesBack(seat, "a3")],
])("S14 S6 the older link is told of %s just before it is closed", (_what, command) => {
  expect(told(step(playing(), command, at(1))).slice(-2)).toEqual([
    "a seat_taken {}",
    "a closed replaced",
  ]);
});

test("S14 a client that comes back before its older link has ended is not told of itself", () => {
  expect(told(step(taken, asks(seat, "a3", returns("one")), at(2))).slice(-1)).toEqual([
    "a2 closed replaced",
  ]);
  expect(told(step(taken, asks(seat, "a3", returns("one")), at(2)))).not.toContain(
    "a2 seat_taken {}",
  );
});

test("S14 a seat that nobody holds is taken from nobody", () => {
  const away = after(playing(), 1, by("white", "drop"));
  expect(told(step(away, asks(seat, "a2"), at(2))).join()).not.toContain("seat_taken");
});

test("S15 a client that returns to a seat that another has taken is refused, and nothing changes", () => {
  expect(step(taken, asks(seat, "a3", returns("other")), at(2))).toEqual({
    ok: false,
    error: "SEAT_TAKEN",
  });
});

test("S15 also when the other one is away at the moment", () => {
  const away = after(taken, 2, by("white", "drop", "a2"));
  expect(told(step(away, asks(seat, "a3", returns("other")), at(3)))).toEqual([
    "refused SEAT_TAKEN",
  ]);
});

test.each([
  ["the same client returns", asks(seat, "a3", returns("one"))],
  ["another one comes to take it", asks(seat, "a3", named("other"))],
  ["one without a name returns", asks(seat, "a3", { returning: true })],
  ["a plain client recovers", comesBack(seat, "a3")],
])("S15 S6 the newest holder wins: %s", (_what, command) => {
  expect(told(step(taken, command, at(2)))).toContain("a3 seated white");
});

test("S15 S6 in a seat whose client gave no name the newest holder wins", () => {
  expect(told(step(playing(), asks(seat, "a3", returns("other")), at(2)))).toContain(
    "a3 seated white",
  );
});

test("S15 whoever resumes without a name leaves the name as it was", () => {
  const recovered = after(taken, 2, comesBack(seat, "a3"), asks(seat, "a4"));
  expect(told(step(recovered, asks(seat, "a5", returns("other")), at(3)))).toEqual([
    "refused SEAT_TAKEN",
  ]);
  expect(told(step(recovered, asks(seat, "a5", returns("one")), at(3)))).toContain(
    "a5 seated white",
  );
});

const joinsAs = (client: string | undefined, link: string) =>
  ({ type: "join", link, name: "Bob", client }) as const;

test("G13 a joiner who asks again on another link gets his seat and what it was told", () => {
  const joined = after(waiting(), 0, joinsAs("one", "b"), move("white", "e2e4"));
  expect(told(step(joined, joinsAs("one", "b2"), at(1)))).toEqual([
    "b unseated",
    "b2 seated black",
    'b2 game_joined {"color":"black","peerName":"Ann","code":"AB-CD-EF"}',
    'b2 game_move {"uci":"e2e4"}',
    "b closed replaced",
  ]);
});

test("G13 his opponent, who was told that he is away, hears that he is back", () => {
  const away = after(waiting(), 0, joinsAs("one", "b"), by("black", "drop"));
  expect(told(step(away, joinsAs("one", "b2"), at(1)))).toContain("a peer_back {}");
});

test.each([
  ["somebody else", joinsAs("other", "b2"), "refused GAME_FULL"],
  ["somebody without a name", joinsAs(undefined, "b2"), "refused GAME_FULL"],
])("G7 G13 a third seat is not given to %s", (_what, command, refusal) => {
  const joined = after(waiting(), 0, joinsAs("one", "b"));
  expect(told(step(joined, command, at(1)))).toEqual([refusal]);
});

test("G7 G13 a seat that was left is not given back, and one without a name to nobody", () => {
  const left = after(waiting(), 0, joinsAs("one", "b"), by("black", "leave"));
  expect(told(step(left, joinsAs("one", "b2"), at(1)))).toEqual(["refused GAME_FULL"]);
  expect(told(step(playing(), joinsAs(undefined, "b2"), at(1)))).toEqual(["refused GAME_FULL"]);
});
