// Signs of life (rules H): whom one goes to, and when an answered ping stands for one. When a client has beaten last is
// known with its link; a room does not change by it.

import type { Color } from "@en-parlant/protocol";
import type { LinkId, Room, Time } from "./room.ts";
import { linkOf, opponentSeat, seatOf } from "./room.ts";

/**
 * Silence after which an answered ping stands for a heartbeat (H2). The app calls its peer dead after 10 s without one. Pings
 * leave 6 s after the one before, and sooner beside other writes (F8): whatever answer does not count, the next comes within
 * 6 s and counts. So there are never more than 8 s.
 */
const HEARTBEAT_SILENCE_MS = 2_000;

/** It waits until this long after the last: a client whose heart beats every 5 s has sent the next by then (H3). */
const HEARTBEAT_DUE_MS = 7_000;

/** H1, P7: the link that hears a sign of life of that seat, if any does. */
export function hearerOf(room: Room, color: Color): LinkId | undefined {
  return seatOf(room, color)?.isOver ? undefined : linkOf(opponentSeat(room, color));
}

/**
 * H2: whether an answered ping stands for a heartbeat, and how long that may wait.
 * @param lastBeat - when the client has beaten last; `undefined`, if it has not begun
 * @returns milliseconds, or nothing if it does not stand for one
 */
export function standIn(lastBeat: Time | undefined, now: Time): number | undefined {
  if (lastBeat === undefined || now - lastBeat < HEARTBEAT_SILENCE_MS) return undefined;
  return Math.max(0, lastBeat + HEARTBEAT_DUE_MS - now);
}
