// The game so far, as both players see it: what the relay logged for this seat, and what the player himself
// sent and the relay took. Replaying it gives a reloaded page its board back. Types only, and the bound.

import type {
  ClientPayload,
  ForwardedEvent,
  RelayEvent,
  RelayPayloads,
} from "@en-parlant/protocol";

/** Kept at most; the relay itself keeps 256 a room (S11). A page that begins a new game trims. */
export const HISTORY_LIMIT = 1_000;

/** When the session heard of it, by the session's clock; of what was missed, when the relay took it. */
interface Entered {
  readonly at: number;
}

type Heard = {
  [E in RelayEvent]: Entered & {
    readonly event: E;
    readonly payload: RelayPayloads[E];
    readonly mine: false;
  };
}[RelayEvent];

type Own = {
  [E in ForwardedEvent]: Entered & {
    readonly event: E;
    readonly payload: ClientPayload<E>;
    readonly mine: true;
  };
}[ForwardedEvent];

/** One event of the game: the player's own under the name it was sent by, the rest as the relay names it. */
export type HistoryEntry = Heard | Own;
