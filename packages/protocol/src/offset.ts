// The string that ends every logged event. A plain socket.io-client stores it as its recovery offset
// and hands it back on reconnect; so it carries the seat (ticket) and the place in its history (seq,
// and how far the players' own numbers had come there).

import type { Counts } from "./counts.ts";
import { NO_COUNTS } from "./counts.ts";

/** A place in a seat's history. */
export interface Offset {
  /** Number of the last logged event received; numbers grow, not always by one. */
  readonly seq: number;
  /** The signed seat ticket, opaque to clients. Whoever has it has the seat: keep it secret. */
  readonly ticket: string;
  /** How far the numbered events had come at this place: in any process, the seat has these (N6). */
  readonly seen: Counts;
}

/** `seq.ticket`, or `seq-white-black.ticket` where somebody has numbered his events; all in base 36. */
export function formatOffset(seq: number, ticket: string, seen: Counts = NO_COUNTS): string {
  const { white, black } = seen;
  const place = seq.toString(36);
  if (white === 0 && black === 0) return `${place}.${ticket}`;
  return `${place}-${white.toString(36)}-${black.toString(36)}.${ticket}`;
}

/**
 * The offset that is none. A client keeps the last one it was given even when its seat is gone; this one
 * makes it forget, lest another process gave it the seat back.
 */
export const NO_OFFSET = "-";

/** Clients choose their numbers, up to 2^53 - 1, which has eleven digits in base 36. */
const FORM = /^([0-9a-z]{1,9})(?:-([0-9a-z]{1,11})-([0-9a-z]{1,11}))?\.(.+)$/s;

/** The parts of an offset, or `undefined` when the text is not one. */
export function parseOffset(text: string): Offset | undefined {
  const match = FORM.exec(text);
  if (!match) return undefined;
  const [, seq = "", white = "0", black = "0", ticket = ""] = match;
  const seen = { white: Number.parseInt(white, 36), black: Number.parseInt(black, 36) };
  return { seq: Number.parseInt(seq, 36), ticket, seen };
}
