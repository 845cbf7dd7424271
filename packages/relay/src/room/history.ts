// What a room's log means: which events become entries, for which seat, with which number, so that a seat that was away gets
// them later (S1, S3), and none gets what it has (N6). Which events are taken from a player is decided in forwarding.ts, when a
// seat is told in delivery.ts.

import type { Color, Counts, Offset } from "@en-parlant/protocol";
import { highestCounts, MAX_SENT_EVENTS, NO_COUNTS, opponentOf } from "@en-parlant/protocol";
import type { RoomChange } from "./change.ts";
import { changed } from "./change.ts";
import { append } from "./log.ts";
import type { PayloadText } from "./payload-text.ts";
import type { LogEntry, LoggedText, Room, Time } from "./room.ts";
import { seatOf } from "./room.ts";

/** Something that happens in a room, about to be logged. */
export interface RoomEvent {
  readonly to: Color | "both";
  readonly event: string;
  readonly text: PayloadText;
  /** When it happened, or was taken from its sender. */
  readonly at: Time;
  /** Who sent it, if a player did, … */
  readonly by?: Color;
  /** … with which number, if with any (N1), … */
  readonly n?: number | undefined;
  /** … and up to which of the opponent's numbers he knew (N8). */
  readonly after?: number;
}

/**
 * The next entry of the log, for the seats that the event is for. A seat that was left, or not yet taken, is nobody.
 * @returns `undefined` for an event that is for nobody
 */
export function toEntry(room: Room, event: RoomEvent): LogEntry | undefined {
  const to = hearers(room, event);
  return to && numbered(event, to, room.log.seq + 1 + placesBefore(room, event));
}

/** The seats that the event is for and that somebody may still take. */
function hearers(room: Room, { to }: RoomEvent): Color | "both" | undefined {
  const white = to !== "black" && canHear(room, "white");
  const black = to !== "white" && canHear(room, "black");
  if (white && black) return "both";
  if (white) return "white";
  return black ? "black" : undefined;
}

function canHear(room: Room, color: Color): boolean {
  const seat = seatOf(room, color);
  return seat !== undefined && seat.presence.at !== "left";
}

/** The event as an entry. All have the same fields, so that the runtime lays them out alike. */
function numbered(of: RoomEvent, to: LogEntry["to"], seq: number): LogEntry {
  const { event, text, at, by, n, after = 0 } = of;
  return { seq, to, at, event, text, by, n, after };
}

/**
 * The numbers that are left free before an answer to events which are not here yet: the opponent, who is
 * the only one to have them, may bring them (N8).
 */
function placesBefore(room: Room, { by, after = 0 }: RoomEvent): number {
  if (by === undefined || after === 0) return 0;
  return Math.min(MAX_SENT_EVENTS, Math.max(0, after - room.counts[opponentOf(by)]));
}

/**
 * N8: logs a brought event that the opponent got from an earlier process, before his first answer to it.
 * Only the bringer, who has all up to `from`, has to be told.
 * @returns `undefined` when there is no answer yet, the bringer has it, or there is no place before it
 */
export function insertBefore(
  room: Room,
  event: RoomEvent & { n: number },
  { from, change }: { from: number; change: RoomChange },
): Room | undefined {
  const { entries, forgotten } = room.log;
  const index = entries.findIndex(({ by, after }) => by !== event.by && after >= event.n);
  const to = hearers(room, event);
  const answer = entries[index];
  const seq = Math.max(entries[index - 1]?.seq ?? forgotten, from) + 1;
  if (!answer || to === undefined || seq >= answer.seq) return undefined;
  return changed(room, { ...change, log: append(room.log, numbered(event, to, seq), index) });
}

/** An event, and the numbered events that the seat to which it is written has once it has this one. */
export interface Placed<E extends LoggedText> {
  readonly logged: E;
  readonly seen: Counts;
}

/** An event that a seat has missed. */
export type Missed = Placed<LogEntry>;

/** What the seat has missed after event number `seq`, oldest first. */
export function missedBy(room: Room, color: Color, seq: number): readonly Missed[] {
  const claimed = seatOf(room, color)?.seen ?? NO_COUNTS;
  const missed: Missed[] = [];
  let counts = room.counts;
  for (const entry of room.log.entries.toReversed()) {
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
  for (const entry of room.log.entries.toReversed()) {
    if (entry.seq <= seq) break;
    counts = countsBefore(counts, entry);
  }
  return { seq, seen: highestCounts(counts, seatOf(room, color)?.seen ?? NO_COUNTS) };
}

/** The counts just before an entry. Numbers of one sender grow: before it stands none that is not lower. */
function countsBefore(counts: Counts, { by, n }: LogEntry): Counts {
  return by === undefined || n === undefined ? counts : { ...counts, [by]: n - 1 };
}

/** Whether the entry is for the seat, and the seat does not have it from an earlier process (N6). */
export function isNews({ to, by, n }: LogEntry, color: Color, seen: Counts): boolean {
  if (to !== "both" && to !== color) return false;
  return n === undefined || by === undefined || n > seen[by];
}
