// The one place that copies a room or a seat. What is given is never changed.

import type { Color } from "@en-parlant/protocol";
import type { PlayingRoom, Room, Seat } from "./room.ts";
import { seatOf } from "./room.ts";

/** New values for parts of a room. Its identity and its code stay; with the phase comes the second seat. */
export type RoomChange = Partial<Omit<PlayingRoom, "id" | "code">>;

/** The room with those parts changed. */
export function changed(room: Room, change: RoomChange): Room {
  return { ...room, ...change } as Room;
}

/** The change of a room in which parts of one seat change, if it has been taken. */
export function seatChange(room: Room, color: Color, change: Partial<Seat>): RoomChange {
  const seat = seatOf(room, color);
  if (!seat) return {};
  const next = { ...seat, ...change };
  return color === "white" ? { white: next } : { black: next };
}

/** The room with parts of one taken seat changed. */
export function withSeat(room: Room, color: Color, change: Partial<Seat>): Room {
  return seatOf(room, color) ? changed(room, seatChange(room, color, change)) : room;
}
