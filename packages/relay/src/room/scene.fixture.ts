// Shorthand for the tests of the rules: rooms in a given state, and effects as one line of text each.

import type { Color, RelayPayloads, RoomCode, SentEvent } from "@en-parlant/protocol";
import { clientEvents, NO_COUNTS, parseRoomCode } from "@en-parlant/protocol";
import type { Room } from "./room.ts";
import { holderName } from "./room.ts";
import { step } from "./rules.ts";
import { open } from "./seating.ts";
import type { Command, Effect, Join, Resume, RuleContext, SeatClaim, Step } from "./step.ts";

type Forward = Extract<Command, { type: "forward" }>;

/** The code of every room in the scenes. */
const CODE = parseRoomCode("ABCDEF") as RoomCode;

const ROOM_ID = "00000000000000aa";

/** The time `seconds` after the scene began, with a grace of 90 s and an idle time of 1800 s. */
export function at(seconds: number): RuleContext {
  return { now: seconds * 1000, graceMs: 90_000, closedGraceMs: 10_000, idleMs: 1_800_000 };
}

/** A room whose host Ann, on link `a`, waits. */
export function waiting(): Room {
  const opening = { id: ROOM_ID, code: CODE, link: "a", name: "Ann", options: undefined };
  return roomOf(open(opening, at(0)));
}

/** Bob, on link `b`, has just joined Ann's game; both clients still draw what that changes (F8). */
export function joined(about: Partial<Join> = {}): Room {
  return roomOf(step(waiting(), { type: "join", link: "b", name: "Bob", ...about }, at(0)));
}

/** A game of Ann, White, on link `a` against Bob, Black, on link `b`, both of whom hear everything at once. */
export function playing(): Room {
  const drawing = after(joined(), -1, by("white", "arrived"), by("black", "arrived"));
  return after(drawing, 0, { type: "hold_over" });
}

/** The room after the commands, each of which must be granted, `seconds` after the scene began. */
export function after(room: Room, seconds: number, ...commands: readonly Command[]): Room {
  return commands.reduce((current, command) => roomOf(step(current, command, at(seconds))), room);
}

/** A member's command. */
export function by(
  color: Color,
  type: "arrived" | "leave" | "drop",
  link = color[0] === "w" ? "a" : "b",
): Command {
  const member = { color, link };
  if (type !== "drop") return { type, by: member };
  return { type, by: member, silent: false, lastBeat: undefined };
}

/** A sweep that finds no heartbeats newer than what the room knows. */
export const SWEEP: Command = { type: "sweep", lastBeat: undefined };

/** A move. */
export function move(color: Color, uci: string): Command {
  const link = color === "white" ? "a" : "b";
  return { type: "forward", by: { color, link }, row: clientEvents.game_move, payload: { uci } };
}

/** A `ready`. */
export function ready(color: Color): Command {
  return { ...move(color, ""), row: clientEvents.ready, payload: {} } as Forward;
}

/** A move that its sender has numbered. */
export function numbered(color: Color, number: number, link?: string): Command {
  const command = move(color, `${color[0]}${number}`) as Forward;
  return { ...command, by: { color, link: link ?? command.by.link }, number };
}

/** The same move, as its sender keeps it: sent when he knew the opponent's moves up to `after`. */
export function kept(color: Color, n: number, after = 0): SentEvent {
  return { n, after, event: "game_move", payload: { uci: `${color[0]}${n}` } };
}

/** A ticket's claim on a seat of the scene's room. */
export function claim(color: Color, change: Partial<SeatClaim> = {}): SeatClaim {
  const holder = holderName(color === "white" ? "a" : "b");
  const told = { names: undefined, options: undefined, joinerOptions: undefined };
  const issued = { ...told, joined: true, issuedHere: true, isExpired: false, holder };
  return { roomId: ROOM_ID, code: CODE, color, ...issued, ...change };
}

/** A reconnect on a new link. */
export function comesBack(seat: SeatClaim, link: string, seq = 0): Command {
  return { type: "resume", claim: seat, link, seq, seen: NO_COUNTS, how: "recovery" };
}

/** A new client's `resume_game`. */
export function asks(seat: SeatClaim, link: string, more: Partial<Resume> = {}): Resume {
  const nothing = { seq: 0, seen: NO_COUNTS };
  return { type: "resume", claim: seat, link, ...nothing, ...more, how: "request" };
}

/** What `game_resumed` said. */
export function snapshotIn(done: Step): RelayPayloads["game_resumed"] {
  if (!done.ok) throw new Error(`refused: ${done.error}`);
  const delivered = done.effects.flatMap((effect) =>
    effect.type === "deliver" && effect.logged.event === "game_resumed" ? [effect.logged] : [],
  );
  return JSON.parse(delivered[0]?.text ?? "") as RelayPayloads["game_resumed"];
}

/** The moves of a snapshot, in order. */
export function movesIn(done: Step): readonly unknown[] {
  return snapshotIn(done).events.map(({ payload }) => (payload as { uci?: string }).uci);
}

/** The room of a granted step that did not end it. */
export function roomOf(done: Step): Room {
  if (!done.ok) throw new Error(`refused: ${done.error}`);
  if (!done.room) throw new Error("the room has ended");
  return done.room;
}

/** `link event payload`, or `link verb`, one line an effect; or the refusal. */
export function told(done: Step): readonly string[] {
  return done.ok ? done.effects.map(line) : [`refused ${done.error}`];
}

function line(effect: Effect): string {
  switch (effect.type) {
    case "deliver":
      return `${effect.link} ${effect.logged.event} ${effect.logged.text}`;
    case "send":
      return `${effect.link} ${effect.event} ${effect.text}`;
    case "seated":
      return `${effect.link} seated ${effect.color}`;
    case "unseated":
    case "probe":
      return `${effect.link} ${effect.type}`;
    case "close":
      return `${effect.link} closed ${effect.why}`;
  }
}
