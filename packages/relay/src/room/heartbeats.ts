// Signs of life (rules H): whom one goes to, and when an answered ping stands for one. When a client has beaten last is
// known with its link; a room does not change by it.

import type { Color } from "@en-parlant/protocol";
import type { LinkId, Room, Time } from "./room.ts";
import { linkOf, opponentSeat, seatOf } from "./room.ts";

/**
 * Silence after which a client's heartbeats count as stopped (H2). The app calls its peer dead after 10 s without one. Pings
 * leave 6 s after the one before, and sooner beside other writes (F8): whatever answer does not count, the next comes within
 * 6 s and counts. So there are never more than 8 s.
 */
const HEARTBEAT_SILENCE_MS = 2_000;

/** H1, P7: the link that hears a sign of life of that seat, if any does. */
export function hearerOf(room: Room, color: Color): LinkId | undefined {
  return seatOf(room, color)?.isOver ? undefined : linkOf(opponentSeat(room, color));
}

/**
 * H2: whether an answered ping stands for a heartbeat.
 * @param lastBeat - when the client has beaten last; `undefined`, if it has not begun
 */
export function standsForBeat(lastBeat: Time | undefined, now: Time): boolean {
  return lastBeat !== undefined && now - lastBeat >= HEARTBEAT_SILENCE_MS;
}
