// A room's log: what was said to which seat, so that a seat that was away gets it later (S1, S3, S11), and
// none gets what it has (N6). Which events are taken from a player is decided in forwarding.ts, when a seat is
// told in delivery.ts.

import type { Color, Counts, Json, LoggedEvent, Offset } from "@en-parlant/protocol";
import { highestCounts, MAX_SENT_EVENTS, NO_COUNTS, opponentOf } from "@en-parlant/protocol";
import type { LogEntry, Room } from "./room.ts";
import { seatOf } from "./room.ts";

/** Newest events kept per room (S11): three hours of moves at one a minute, and more than any absence. */
export const LOG_LIMIT = 256;

/** Characters of JSON kept per room (S11), so that abandoned rooms cannot fill a small machine's memory. */
export const LOG_SIZE_LIMIT = 32 * 1024;

/** An event about to be logged. */
export interface Said {
  readonly to: Color | "both";
  readonly event: string;
  readonly payload: Json;
  /** Who sent it, if a player did, … */
  readonly by?: Color;
  /** … with which number, if with any (N1), … */
  readonly n?: number | undefined;
  /** … and up to which of the opponent's numbers he knew (N8). */
  readonly after?: number;
}

/**
 * Logs an event for the seats it is for. A seat that was left, or not yet taken, is nobody.
 * @returns `undefined` for an event that is for nobody
 */
export function append(room: Room, said: Said): { room: Room; entry: LogEntry } | undefined {
  const to = hearers(room, said);
  if (to === undefined) return undefined;
  const seq = room.seq + 1 + placesBefore(room, said);
  const entry = entryOf(said, { to, seq, at: room.activeAt });
  return { room: withEntry(room, entry), entry };
}

/** The seats that the event is for and that somebody may still take. */
function hearers(room: Room, { to }: Said): Color | "both" | undefined {
  const white = to !== "black" && canHear(room, "white");
  const black = to !== "white" && canHear(room, "black");
  if (white && black) return "both";
  if (white) return "white";
  return black ? "black" : undefined;
}

/** The log's entry of what was said. All have the same fields, so that the runtime lays them out alike. */
function entryOf(said: Said, { to, seq, at }: Pick<LogEntry, "to" | "seq" | "at">): LogEntry {
  const { event, payload, by, n, after = 0 } = said;
  return { seq, to, at, event, payload, by, n, after, size: JSON.stringify(payload).length };
}

/**
 * The numbers that are left free before an answer to events which are not here yet: the opponent, who is
 * the only one to have them, may bring them (N8).
 */
function placesBefore(room: Room, { by, after = 0 }: Said): number {
  if (by === undefined || after === 0) return 0;
  return Math.min(MAX_SENT_EVENTS, Math.max(0, after - room.counts[opponentOf(by)]));
}

/**
 * N8: logs a brought event that the opponent got from an earlier process, before his first answer to it.
 * Only the bringer, who has all up to `from`, has to be told.
 * @returns `undefined` when there is no answer yet, the bringer has it, or there is no place before it
 */
export function sayBefore(room: Room, said: Said & { n: number }, from: number): Room | undefined {
  const { log, forgotten } = room;
  const index = log.findIndex(({ by, after }) => by !== said.by && after >= said.n);
  const to = hearers(room, said);
  const answer = log[index];
  const seq = Math.max(log[index - 1]?.seq ?? forgotten, from) + 1;
  if (!answer || to === undefined || seq >= answer.seq) return undefined;
  const entry = entryOf(said, { to, seq, at: room.activeAt });
  return withEntry(room, entry, index);
}

/** The room with one more entry, and without as many of the oldest as make room for it. */
function withEntry(room: Room, entry: LogEntry, index = room.log.length): Room {
  const log = room.log.toSpliced(index, 0, entry);
  const seq = Math.max(room.seq, entry.seq);
  let logSize = room.logSize + entry.size;
  let first = 0;
  while (log.length - first > LOG_LIMIT || (logSize > LOG_SIZE_LIMIT && first < log.length - 1)) {
    logSize -= log[first]?.size ?? 0;
    first += 1;
  }
  if (first === 0) return { ...room, seq, log, logSize };
  const forgotten = log[first - 1]?.seq ?? 0;
  return { ...room, seq, log: log.slice(first), logSize, forgotten };
}

/** An event that a seat has missed, and the numbered events that the seat has once it has this one. */
export interface Missed {
  readonly logged: LoggedEvent & Pick<LogEntry, "at">;
  readonly seen: Counts;
}

/** What the seat has missed after event number `seq`, oldest first. */
export function missedBy(room: Room, color: Color, seq: number): readonly Missed[] {
  const claimed = seatOf(room, color)?.seen ?? NO_COUNTS;
  const missed: Missed[] = [];
  let counts = room.counts;
  for (const entry of room.log.toReversed()) {
    if (entry.seq <= seq) break;
    if (isNews(entry, color, claimed)) {
      missed.push({ logged: entry, seen: highestCounts(counts, claimed) });
    }
    counts = countsBefore(counts, entry);
  }
  return missed.reverse();
}

/** A seat's place in its history once it has the event of that number. */
export function placeAt(room: Room, color: Color, seq: number): Omit<Offset, "ticket"> {
  let counts = room.counts;
  for (const entry of room.log.toReversed()) {
    if (entry.seq <= seq) break;
    counts = countsBefore(counts, entry);
  }
  return { seq, seen: highestCounts(counts, seatOf(room, color)?.seen ?? NO_COUNTS) };
}

/** The counts just before an entry. Numbers of one sender grow: before it stands none that is not lower. */
function countsBefore(counts: Counts, { by, n }: LogEntry): Counts {
  return by === undefined || n === undefined ? counts : { ...counts, [by]: n - 1 };
}

/** Takes an event that was said to a seat, but may not have arrived, out of the log again (P3). */
export function withdraw(room: Room, color: Color, event: string): Room {
  const log = room.log.filter((entry) => !(entry.to === color && entry.event === event));
  if (log.length === room.log.length) return room;
  return { ...room, log, logSize: log.reduce((sum, entry) => sum + entry.size, 0) };
}

/** Whether the entry is for the seat, and the seat does not have it from an earlier process (N6). */
export function isNews({ to, by, n }: LogEntry, color: Color, seen: Counts): boolean {
  if (to !== "both" && to !== color) return false;
  return n === undefined || by === undefined || n > seen[by];
}

function canHear(room: Room, color: Color): boolean {
  const seat = seatOf(room, color);
  return seat !== undefined && seat.presence.at !== "left";
}
