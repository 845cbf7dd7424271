// The game events that the relay passes on as they are: a new one is one row here. What the relay acts on
// itself, and what it says, is in events.ts.

import { color, milliseconds, optional, text } from "./field.ts";
import type { Payload } from "./payload.ts";
import { anyObject, fields, nothing } from "./payload.ts";

/** An event that is passed on as it is. */
export interface ForwardRow {
  readonly kind: "forward";
  readonly payload: Payload<unknown>;
  /** The name under which it arrives. */
  readonly as: string;
  readonly to: "opponent" | "both";
  /** A logged event reaches an absent seat when it is back, exactly once and in order. */
  readonly logged: boolean;
}

/** Longest JSON text of a game's options and of a ready signal's extras, in characters. */
export const SMALL_JSON = 1024;

/** UCI needs 5 characters; longer texts leave room for variants, and end long before they can flood. */
const uci = text(16);

/** Client → relay → client. */
export const forwardedEvents = {
  game_move: {
    kind: "forward",
    payload: fields({ uci, whiteTime: optional(milliseconds), blackTime: optional(milliseconds) }),
    as: "game_move",
    to: "both",
    logged: true,
  },
  resign: {
    kind: "forward",
    payload: fields({
      color,
      whiteTime: optional(milliseconds),
      blackTime: optional(milliseconds),
    }),
    as: "resign",
    to: "opponent",
    logged: true,
  },
  offer_draw: { kind: "forward", payload: nothing, as: "offer_draw", to: "opponent", logged: true },
  accept_draw: { kind: "forward", payload: nothing, as: "accept_draw", to: "both", logged: true },
  ready: {
    kind: "forward",
    payload: anyObject(SMALL_JSON),
    as: "peer_ready",
    to: "opponent",
    logged: true,
  },
} as const satisfies Record<string, ForwardRow>;

/** Names of the events that are passed on. */
export type ForwardedEvent = keyof typeof forwardedEvents;

/** Whether a name is an event that is passed on. */
export function isForwardedEvent(name: string): name is ForwardedEvent {
  return Object.hasOwn(forwardedEvents, name);
}
