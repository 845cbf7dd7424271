// A numbered event as its sender keeps it, so that it can bring it along later (rule N5). How the relay reads
// a list of them is in sent-event-list.ts, which clients do without.

import type { JsonObject } from "./field.ts";
import type { ForwardedEvent } from "./forwarded-events.ts";

/** How many a client may bring. */
export const MAX_SENT_EVENTS = 16;

/** A numbered event, as its sender keeps it. */
export interface SentEvent {
  /** Its number (N1). */
  readonly n: number;
  /** The highest number of the opponent's that the sender had received when it sent this (N8). */
  readonly after: number;
  readonly event: ForwardedEvent;
  /** Without the number. */
  readonly payload: JsonObject;
}
