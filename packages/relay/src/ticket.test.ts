// Seat tickets: everything that may be in one comes back, and nothing passes that was not issued with the
// same secret in time (rules S4, S5, S7).

import { clientEvents, drawRoomCode } from "@en-parlant/protocol";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { rebuild } from "./room/rebuild.ts";
import type { PlayingRoom, Room } from "./room/room.ts";
import { seatOf } from "./room/room.ts";
import { step } from "./room/rules.ts";
import { open } from "./room/seating.ts";
import type { Command, SeatClaim, Step } from "./room/step.ts";
import { createTicketOffice, needsNames, TICKET_LIFETIME_MS } from "./ticket.ts";

const NOW = Date.UTC(2026, 0, 1);
const MOMENT = { now: NOW, graceMs: 90_000, closedGraceMs: 10_000, idleMs: 1_800_000 };
const MINUTE = 60_000;
const SECRET = "the secret of all these relays";
const HERE = "0123456789abcdef";
const ELSEWHERE = "fedcba9876543210";
const ROOM_ID = "00ff00ff00ff00ff";
const code = drawRoomCode((limit) => limit - 1);

const office = createTicketOffice(SECRET, HERE);

function after(done: Step): Room {
  if (!done.ok || !done.room) throw new Error("the rule refused");
  return done.room;
}

function waiting(opening: Partial<Parameters<typeof open>[0]> = {}): Room {
  const ann = { id: ROOM_ID, code, link: "a", name: "Ann", options: undefined };
  return after(open({ ...ann, ...opening }, MOMENT));
}

function playing(room = waiting()): Room {
  return after(step(room, { type: "join", link: "b", name: "Bob" }, MOMENT));
}

/** The room once that side has sent a game event, which shows that it knows whom it plays. */
function acquainted(room: Room, color: "white" | "black"): Room {
  const by = { color, link: color === "white" ? "a" : "b" };
  const ready: Command = { type: "forward", by, row: clientEvents.ready, payload: {} };
  return after(step(room, ready, MOMENT));
}

const known = acquainted(acquainted(playing(), "white"), "black");
const claim: SeatClaim = {
  roomId: ROOM_ID,
  code,
  color: "white",
  joined: true,
  names: undefined,
  options: undefined,
  joinerOptions: undefined,
  issuedHere: true,
  isExpired: false,
  holder: known.white.holder as string,
};
const options = { minutes: 5, nested: { variant: "Chess960", list: [1, null, "♞"] } };
const names = { white: "Ann", black: "Bob" };

describe("what a ticket says", () => {
  const nameless = rebuild({ ...claim, names: undefined }, MOMENT);
  const forms: [string, Room, Partial<SeatClaim>][] = [
    ["a waiting host", waiting(), { joined: false, names: { white: "Ann" } }],
    [
      "a waiting host with options",
      waiting({ options }),
      { joined: false, names: { white: "Ann" }, options },
    ],
    ["a game that has just been joined", playing(), { names }],
    ["one with options", playing(waiting({ options })), { names, options }],
    [
      "one whose joiner told of itself",
      { ...(playing() as PlayingRoom), joinerOptions: options },
      { names, joinerOptions: options },
    ],
    ["one in which White knows Black", acquainted(playing(), "white"), { names }],
    ["one in which Black knows White", acquainted(playing(), "black"), { names }],
    ["one in which both know each other", known, {}],
    ["one rebuilt from such a ticket", nameless, {}],
    ["one rebuilt before they did", rebuild({ ...claim, names: {} }, MOMENT), { names: {} }],
  ];

  test.each(forms)("S7 holds all that %s needs", (_what, room, said) => {
    const ticket = office.issue(room, "white", NOW);
    expect(office.check(ticket, NOW)).toEqual({ ...claim, ...said });
  });

  test.each(["white", "black"] as const)("S4 is bound to its seat: %s", (color) => {
    expect(office.check(office.issue(known, color, NOW), NOW)).toMatchObject({ color });
  });

  test("S7 names and options come back in every script", () => {
    const name = fc.string({ minLength: 1, maxLength: 40 });
    const extras = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean()));
    fc.assert(
      fc.property(name, extras, (white, said) => {
        const ticket = office.issue(waiting({ name: white, options: said }), "white", NOW);
        expect(office.check(ticket, NOW)).toMatchObject({ names: { white }, options: said });
      }),
    );
  });

  test("S4 another process with the secret reads it, and knows that it did not issue it", () => {
    const other = createTicketOffice(SECRET, ELSEWHERE);
    const ticket = office.issue(known, "black", NOW);
    expect(other.check(ticket, NOW)).toEqual({
      ...claim,
      color: "black",
      holder: seatOf(known, "black")?.holder,
      issuedHere: false,
    });
  });

  test("S7 names and options ride along only until both players know each other", () => {
    expect(needsNames(waiting())).toBe(true);
    expect(needsNames(acquainted(playing(), "white"))).toBe(true);
    expect(needsNames(acquainted(playing(), "black"))).toBe(true);
    expect(needsNames(known)).toBe(false);
    expect(Buffer.from(office.issue(known, "white", NOW), "base64url").includes("Ann")).toBe(false);
  });
});

describe("its length", () => {
  test("S1 without names it has at most 64 characters, for it ends every event", () => {
    expect(office.issue(known, "white", NOW).length).toBeLessThanOrEqual(64);
  });

  test("S13 the longest one that can be issued is one that resume_game reads", () => {
    const { create_game, resume_game } = clientEvents;
    const name = "😀".repeat(40);
    const longest = { o: "棋".repeat(1024 - '{"o":""}'.length) };
    const reading = create_game.payload.read([{ name, options: longest }]);
    if (!reading.ok) throw new Error(reading.field);
    const room = waiting({ name: reading.value.name, options: reading.value.options });
    const full = after(step(room, { type: "join", link: "b", name }, MOMENT));
    const ticket = office.issue(full, "white", NOW);
    expect(resume_game.payload.read([{ ticket, seq: 0 }])).toMatchObject({ ok: true });
    expect(office.check(ticket, NOW)).toMatchObject({ options: longest });
  });
});

describe("what is refused", () => {
  const rooms = [known, waiting({ options })];
  let tickets: string[];

  beforeEach(() => {
    tickets = rooms.map((room) => office.issue(room, "white", NOW));
  });

  test("S5 a ticket of which any bit was changed", () => {
    for (const ticket of tickets) {
      const bytes = Buffer.from(ticket, "base64url");
      for (let bit = 0; bit < bytes.length * 8; bit += 1) {
        const forged = Buffer.from(bytes);
        forged[bit >> 3] = (forged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(office.check(forged.toString("base64url"), NOW)).toBeUndefined();
      }
    }
  });

  test("S5 a ticket of which any character was changed, even where base64 has bits to spare", () => {
    for (const ticket of tickets) {
      for (let at = 0; at < ticket.length; at += 1) {
        for (const character of ["A", "B", "_", "=", ".", " "]) {
          const forged = ticket.slice(0, at) + character + ticket.slice(at + 1);
          if (forged !== ticket) expect(office.check(forged, NOW)).toBeUndefined();
        }
      }
    }
  });

  test("S5 a ticket cut off anywhere, or with something after it", () => {
    for (const ticket of tickets) {
      for (let length = 0; length < ticket.length; length += 1) {
        expect(office.check(ticket.slice(0, length), NOW)).toBeUndefined();
      }
      for (const more of ["A", "AAAA", "=", "\n", ` ${ticket}`]) {
        expect(office.check(ticket + more, NOW)).toBeUndefined();
      }
    }
  });

  test("S5 the same bytes cut off anywhere", () => {
    const bytes = Buffer.from(tickets[0] ?? "", "base64url");
    for (let length = 0; length < bytes.length; length += 1) {
      expect(office.check(bytes.toString("base64url", 0, length), NOW)).toBeUndefined();
    }
  });

  test("S5 a ticket with another secret", () => {
    const foreign = createTicketOffice(`${SECRET}.`, HERE);
    expect(office.check(foreign.issue(known, "white", NOW), NOW)).toBeUndefined();
    expect(foreign.check(tickets[0] ?? "", NOW)).toBeUndefined();
  });

  test("S5 any other text", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => {
        expect(office.check(text, NOW)).toBeUndefined();
      }),
    );
  });
});

describe("clocks of computers", () => {
  test("S4 no room is rebuilt from a ticket after its 24 hours", () => {
    expect(TICKET_LIFETIME_MS).toBe(24 * 60 * MINUTE);
    const ticket = office.issue(known, "white", NOW);
    expect(office.check(ticket, NOW + TICKET_LIFETIME_MS - 1)).toEqual(claim);
    expect(office.check(ticket, NOW + TICKET_LIFETIME_MS)).toEqual({ ...claim, isExpired: true });
  });

  // A computer without a clock chip starts with the time of its last shutdown, or with 1970. A signature that is good
  // says more than such a clock.
  test.each([
    ["an hour", NOW - 60 * MINUTE],
    ["a week", NOW - 7 * TICKET_LIFETIME_MS],
    ["everything since 1970", 0],
  ])("5.12 S4 a ticket is good where the clock is behind by %s", (_howMuch, now) => {
    const elsewhere = createTicketOffice(SECRET, ELSEWHERE);
    for (const issuer of [office, elsewhere]) {
      const ticket = issuer.issue(known, "white", NOW);
      expect(office.check(ticket, now)).toMatchObject({ roomId: ROOM_ID, isExpired: false });
    }
  });
});
