// The SDK's session as signals: what it holds is mirrored after each of its events and after each request. Knows no
// chess and no screen.

import type {
  ConnectionState,
  HistoryEntry,
  OwnEvent,
  PeerStatus,
  Seat,
  SessionError,
} from "@en-parlant/client";
import { Session } from "@en-parlant/client";
import { batch, signal } from "@preact/signals";
import { pageTime } from "./page-time.ts";
import { relayUrl } from "./relay-url.ts";

/** Under this key the SDK keeps the seat in the tab's storage. */
const STORAGE_KEY = "en-parlant";

/** Nobody needs to hasten an attempt that is as near as this, in milliseconds. */
const NEAR_MS = 1_500;

/** The one session of this page. */
export const session = new Session({
  url: relayUrl(location),
  storageKey: STORAGE_KEY,
  now: pageTime,
});

export const seat = signal<Seat | undefined>(undefined);
export const connection = signal<ConnectionState>({ status: "idle" });
export const peer = signal<PeerStatus>({ status: "none" });
/** The opponent was away before having left: the grace has passed, and a return is possible. */
export const mayPeerReturn = signal(false);
export const history = signal<readonly HistoryEntry[]>([]);
export const pending = signal<readonly OwnEvent[]>([]);
/** When the next attempt to connect begins, in the page's time; nothing while one is near or under way. */
export const nextAttemptAt = signal<number | undefined>(undefined);
/** Milliseconds to the relay and back. */
export const latencyMs = signal<number | undefined>(undefined);
/** What went wrong last, that nobody was waiting for; whoever shows it may clear it. */
export const failure = signal<Pick<SessionError, "code" | "message"> | undefined>(undefined);
/** The relay ended the game because nothing happened in it. */
export const isDismissed = signal(false);

/** Whether the tab's storage holds a seat to come back to. */
export function hasStoredSeat(): boolean {
  try {
    return sessionStorage.getItem(STORAGE_KEY) !== null;
  } catch {
    return false;
  }
}

/** Takes over how the session stands now; to be called after each request and each event of the game. */
export function mirror(): void {
  batch(() => {
    seat.value = session.seat;
    connection.value = session.connection;
    noteDeparture(peer.peek(), session.peer);
    peer.value = session.peer;
    history.value = session.history;
    pending.value = session.pending;
    latencyMs.value = session.latencyMs;
  });
}

/** Who leaves on purpose gives the seat up; both ways to go end in the same status. */
function noteDeparture(before: PeerStatus, after: PeerStatus): void {
  if (before.status !== after.status) {
    mayPeerReturn.value = before.status === "away" && after.status === "left";
  }
}

session.on("connection", (state) => {
  const delayMs = state.status === "reconnecting" ? state.delayMs : 0;
  nextAttemptAt.value = delayMs > NEAR_MS ? pageTime() + delayMs : undefined;
  mirror();
});
session.on("seat", mirror);
session.on("peer", mirror);
session.on("latency", mirror);
session.on("room_closed", () => {
  isDismissed.value = true;
});
session.on("error", (error) => {
  failure.value = error;
  mirror();
});
