// A link's ticket is signed once and used again for as long as it says what is so (rule S4).

import type { EventArguments } from "@en-parlant/engine";
import { expect, test } from "vitest";
import type { Link } from "./link.ts";
import { SocketlessRelay } from "./relay.fixture.ts";

const SECOND = 1_000;

/** Steps a second apart: which ticket White's newest event had after each, numbered as they come. */
function ticketsOf(steps: readonly ((relay: SocketlessRelay) => void)[]): readonly number[] {
  using relay = new SocketlessRelay();
  const host = relay.connect("a");
  relay.connect("b");
  const seen: string[] = [];
  return steps.map((happens) => {
    relay.time += SECOND;
    happens(relay);
    const ticket = relay.offset(host)?.split(".")[1] ?? "none";
    if (!seen.includes(ticket)) seen.push(ticket);
    relay.heard(host);
    return seen.indexOf(ticket);
  });
}

const does =
  (link: "a" | "b", ...packet: EventArguments) =>
  (relay: SocketlessRelay) => {
    const [client] = [...relay.links.values()].filter(({ id }) => id === link);
    if (client) relay.dispatch(client, packet);
  };
const creates = (about: object) => does("a", "create_game", { client: "one", ...about });
const joins = (relay: SocketlessRelay) => {
  const code = relay.links.get("a")?.seat?.code;
  does("b", "join_game", { code, name: "Bob", client: "two" })(relay);
};
const moves = does("a", "game_move", { uci: "e2e4" });
const answers = does("b", "game_move", { uci: "e7e5" });
const after = (ms: number, act: (relay: SocketlessRelay) => void) => (relay: SocketlessRelay) => {
  relay.time += ms;
  act(relay);
};

test("S4 a ticket is signed anew when the name, the options or the phase have changed", () => {
  const asked = [
    creates({ name: "Ann" }),
    creates({ name: "Ann" }),
    creates({ name: "Anna" }),
    creates({ name: "Anna", options: { minutes: 5 } }),
    joins,
  ];
  expect(ticketsOf(asked)).toEqual([0, 0, 1, 2, 3]);
});

test("S4 each seat has a ticket of its own, in another room and on the other side of the board", () => {
  const takesBlack = (relay: SocketlessRelay) => {
    const [, ticket] = relay.offset(relay.links.get("b") as Link)?.split(".") ?? [];
    does("a", "resume_game", { ticket, seq: 0 })(relay);
  };
  const again = [creates({ name: "Ann" }), does("a", "leave_game"), creates({ name: "Ann" })];
  expect(ticketsOf([...again, joins, takesBlack])).toEqual([0, 1, 2, 3, 4]);
});

test("S4 it is short once both know each other, and then the same for ten minutes", () => {
  const played = [
    creates({ name: "Ann" }),
    joins,
    moves,
    answers,
    after(599 * SECOND, moves),
    answers,
    moves,
  ];
  expect(ticketsOf(played)).toEqual([0, 1, 1, 2, 2, 3, 3]);
});
