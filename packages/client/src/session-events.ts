// What a session tells its listeners: the relay's events under their own names, and the session's state. Types
// only.

import type { ForwardedEvent, forwardedEvents, RelayPayloads } from "@en-parlant/protocol";
import type { ConnectionState } from "./connection.ts";
import type { HistoryEntry } from "./history.ts";
import type { PeerStatus } from "./presence.ts";
import type { Seat } from "./seat.ts";
import type { SessionError } from "./session-error.ts";

/** The relay's events that are passed to listeners; the rest is the session's own business. */
type ToldEvent =
  | (typeof forwardedEvents)[ForwardedEvent]["as"]
  | "peer_joined"
  | "peer_left"
  | "peer_away"
  | "peer_back"
  | "room_closed";

/** The event's payload; `mine` is true for an own event that came back. */
type RelayEvents = {
  [E in ToldEvent]: [payload: RelayPayloads[E], about: { readonly mine: boolean }];
};

/** Arguments of a session's events, by name. */
export interface SessionEvents extends RelayEvents {
  /** The link to the relay changed. */
  connection: [state: ConnectionState];
  /** The seat was taken, changed (somebody joined) or is gone. */
  seat: [seat: Seat | undefined];
  /** The opponent came, went or came back. */
  peer: [status: PeerStatus];
  /** The game went on by one event, heard or own; in the order that both players see. */
  history: [entry: HistoryEntry];
  /** Milliseconds from a heartbeat to the relay's acknowledgement. */
  latency: [ms: number];
  /** A failure that no request waits for: the seat was lost or taken, or an event was refused. */
  error: [error: SessionError];
}
