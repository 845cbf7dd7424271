// The string that ends every logged event. A plain socket.io-client stores it as its recovery offset
// and hands it back on reconnect; so it carries the seat (ticket) and the place in its history (seq).

/** A place in a seat's history. */
export interface Offset {
  /** Number of the last logged event received; numbers grow, not always by one. */
  readonly seq: number;
  /** The signed seat ticket, opaque to clients. Whoever has it has the seat: keep it secret. */
  readonly ticket: string;
}

/** `seq.ticket`, the seq in base 36. */
export function formatOffset(seq: number, ticket: string): string {
  return `${seq.toString(36)}.${ticket}`;
}

/**
 * The offset that is none. A client keeps the last one it was given even when its seat is gone; this one
 * makes it forget, lest another process gave it the seat back.
 */
export const NO_OFFSET = "-";

/** The parts of an offset, or `undefined` when the text is not one. */
export function parseOffset(text: string): Offset | undefined {
  const match = /^([0-9a-z]{1,9})\.(.+)$/s.exec(text);
  if (!match?.[1] || !match[2]) return undefined;
  return { seq: Number.parseInt(match[1], 36), ticket: match[2] };
}
