// The player's seat as the session knows it, and how the relay's words change it. Pure.

import type { Color, JsonObject } from "@en-parlant/protocol";
import { presentFields } from "./present-fields.ts";

/** A place in a game. */
export interface Seat {
  /** As it is read out: `XX-XX-XX`. */
  readonly code: string;
  readonly color: Color;
  readonly name: string;
  /** Whether both seats are taken. */
  readonly joined: boolean;
  readonly peerName?: string;
  /** What the host attached to the game. */
  readonly options?: JsonObject;
  /** What the joiner told of itself; on the host's seat. */
  readonly peerOptions?: JsonObject;
}

/** What `game_created`, `game_joined`, `peer_joined` and `game_resumed` may say about a seat. */
export interface SeatNews {
  readonly code?: string;
  readonly color?: Color;
  readonly name?: string;
  readonly joined?: boolean;
  readonly peerName?: string;
  readonly options?: JsonObject;
  readonly peerOptions?: JsonObject;
}

/** The seat, with the news. */
export function seatWith(seat: Seat, news: SeatNews): Seat {
  const { code, color, name, peerName, options, peerOptions } = news;
  const joined = seat.joined || news.joined === true;
  const known = presentFields({ code, color, name, peerName, options, peerOptions });
  return Object.freeze({ ...seat, ...known, joined });
}
