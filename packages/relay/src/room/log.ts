// A room's log as such: numbered, bounded, copied once by whoever adds to it. What is logged for whom is decided in
// history.ts.

import type { Color } from "@en-parlant/protocol";
import type { Log, LogEntry } from "./room.ts";

/** Newest events kept per room (S11): three hours of moves at one a minute, and more than any absence. */
export const LOG_LIMIT = 256;

/** Characters of JSON kept per room (S11), so that abandoned rooms cannot fill a small machine's memory. */
export const LOG_SIZE_LIMIT = 32 * 1024;

/** Nothing has been logged. */
export const EMPTY_LOG: Log = { seq: 0, entries: [], size: 0, forgotten: 0 };

/** The log with one more entry, the newest or at another place, and without the oldest that are too many. */
export function append(log: Log, entry: LogEntry, index = log.entries.length): Log {
  const entries = log.entries.toSpliced(index, 0, entry);
  const seq = Math.max(log.seq, entry.seq);
  let size = log.size + entry.text.length;
  let first = 0;
  while (
    entries.length - first > LOG_LIMIT ||
    (size > LOG_SIZE_LIMIT && first < entries.length - 1)
  ) {
    size -= entries[first]?.text.length ?? 0;
    first += 1;
  }
  // This copy is nobody else's yet.
  const dropped = first > 0 ? entries.splice(0, first) : [];
  return { seq, entries, size, forgotten: dropped.at(-1)?.seq ?? log.forgotten };
}

/** The log without an event that was said to a seat, but may not have arrived (P3). */
export function withdraw(log: Log, color: Color, event: string): Log {
  const entries = log.entries.filter((entry) => !(entry.to === color && entry.event === event));
  if (entries.length === log.entries.length) return log;
  return { ...log, entries, size: entries.reduce((sum, entry) => sum + entry.text.length, 0) };
}
