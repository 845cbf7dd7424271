// A room's log: what was said to which seat, so that a seat that was away gets it later (S1, S3, S11).

import type { Color, Json, LoggedEvent } from "@en-parlant/protocol";
import type { LogEntry, Room } from "./room.ts";
import { COLORS, linkOf, seatOf } from "./room.ts";
import type { Effect, Outcome } from "./step.ts";

/** Newest events kept per room (S11): three hours of moves at one a minute, and more than any absence. */
export const LOG_LIMIT = 256;

/** Characters of JSON kept per room (S11), so that abandoned rooms cannot fill a small machine's memory. */
export const LOG_SIZE_LIMIT = 32 * 1024;

/** An event about to be logged. */
export interface Said {
  readonly to: Color | "both";
  readonly event: string;
  readonly payload: Json;
}

/**
 * Logs an event for the seats it is for and delivers it to those that are online. A seat that was
 * left, or not yet taken, is nobody: an event for nobody is not logged.
 */
export function say(room: Room, said: Said): Outcome {
  const seats = COLORS.filter((color) => isFor(said, color) && canHear(room, color));
  if (seats.length === 0) return { room, effects: [] };
  const to = seats.length === 2 ? "both" : (seats[0] as Color);
  const { event, payload } = said;
  const entry: LogEntry = {
    seq: room.seq + 1,
    to,
    event,
    payload,
    size: JSON.stringify(payload).length,
  };
  const effects: Effect[] = [];
  for (const color of seats) {
    const link = linkOf(seatOf(room, color));
    if (link) effects.push({ type: "deliver", link, color, logged: entry });
  }
  return { room: logged(room, entry), effects };
}

/** The room with one more entry, and without as many of the oldest as make room for it. */
function logged(room: Room, entry: LogEntry): Room {
  let logSize = room.logSize + entry.size;
  let first = 0;
  while (
    room.log.length + 1 - first > LOG_LIMIT ||
    (logSize > LOG_SIZE_LIMIT && first < room.log.length)
  ) {
    logSize -= room.log[first]?.size ?? 0;
    first += 1;
  }
  const forgotten = first > 0 ? (room.log[first - 1]?.seq ?? 0) : room.forgotten;
  return { ...room, seq: entry.seq, log: [...room.log.slice(first), entry], logSize, forgotten };
}

/** What the seat has missed after event number `seq`, oldest first. */
export function missedBy(room: Room, color: Color, seq: number): readonly LoggedEvent[] {
  return room.log
    .filter((entry) => entry.seq > seq && isFor(entry, color))
    .map(({ seq: number, event, payload }) => ({ seq: number, event, payload }));
}

/** Takes an event that was said to a seat, but may not have arrived, out of the log again (P3). */
export function withdraw(room: Room, color: Color, event: string): Room {
  const log = room.log.filter((entry) => !(entry.to === color && entry.event === event));
  if (log.length === room.log.length) return room;
  return { ...room, log, logSize: log.reduce((sum, entry) => sum + entry.size, 0) };
}

function isFor(said: Said, color: Color): boolean {
  return said.to === "both" || said.to === color;
}

function canHear(room: Room, color: Color): boolean {
  const seat = seatOf(room, color);
  return seat !== undefined && seat.presence.at !== "left";
}
