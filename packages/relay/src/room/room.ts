// What a room is: plain data. Time is a number that comes in, a link is a name; who connects, reads a
// clock or keeps the data is decided elsewhere.

import type { Color, Counts, JsonObject, RoomCode } from "@en-parlant/protocol";
import { NO_COUNTS, opponentOf } from "@en-parlant/protocol";
import type { PayloadText } from "./payload-text.ts";

/** Both sides of a room. */
export const COLORS = ["white", "black"] as const;

/** Names one client connection. */
export type LinkId = string;

/** Milliseconds, by a clock that is never set; only differences mean something. */
export type Time = number;

/** Where a seat's player is. Each state holds only what it needs. */
type Presence =
  | { readonly at: "online"; readonly link: LinkId }
  /** That link dropped, if one did here; the opponent is told that the player left at `until`, if he is not back. */
  | { readonly at: "away"; readonly until: Time; readonly link?: LinkId }
  /** The grace is over and the opponent told; the player may still come back. */
  | { readonly at: "gone" }
  /** The player gave the seat up. */
  | { readonly at: "left" };

/** What keeps logged events from a client that must first draw what it was just told (F8). */
export interface Hold {
  /** Number of the event that it draws: the newest that was written. */
  readonly after: number;
  /** Its name. */
  readonly drawing: string;
  /** When the wait ends; open until the client has shown that the event has arrived. */
  readonly until: Time | undefined;
}

/** One player's place in a room. */
export interface Seat {
  readonly presence: Presence;
  /** Unknown in a room rebuilt from a ticket that no longer needed to carry it. */
  readonly name: string | undefined;
  /** Has sent a game event, so certainly knows who it plays: tickets need no names any more. */
  readonly knowsOpponent: boolean;
  /** The opponent's absence was announced to this seat, and his return was not. */
  readonly toldAway: boolean;
  /**
   * The numbered events that its client had when it last took the seat, in whatever process: it is sent
   * none of them again (N6).
   */
  readonly seen: Counts;
  /** Who took the seat; unknown in a rebuilt room until its first ticket is seen. */
  readonly holder: string | undefined;
  /** This process gave the seat out, by create or join: tickets from elsewhere are not for it (S8). */
  readonly givenHere: boolean;
  /** What the client program called itself that last took the seat, if it did (S15). */
  readonly client: string | undefined;
  /** Logged events wait; only of a client without a name. */
  readonly hold: Hold | undefined;
  /** A client without a name that has heard `peer_left`: for the released app the game is over (P7). */
  readonly isOver: boolean;
}

/** A logged event as it is written to a seat. */
export interface LoggedText {
  readonly seq: number;
  readonly event: string;
  readonly text: PayloadText;
}

/** A logged event and whom it is for. */
export interface LogEntry extends LoggedText {
  readonly to: Color | "both";
  /** The seat it came from; `undefined` for the relay's own. */
  readonly by: Color | undefined;
  /** The number its sender gave it, if any (N1). */
  readonly n: number | undefined;
  /** When the relay took it, or, of its own events, made it. */
  readonly at: Time;
  /** Its sender had had the opponent's events up to this number when it was sent (N8); 0 if unknown. */
  readonly after: number;
}

/** What was logged in a room. */
export interface Log {
  /** Number of the newest logged event. */
  readonly seq: number;
  /** The newest logged events, oldest first. */
  readonly entries: readonly LogEntry[];
  /** Characters of their payloads. */
  readonly size: number;
  /** Number of the newest event that had to leave the log to keep it short, or 0. */
  readonly forgotten: number;
}

interface RoomCore {
  /** Random and never used twice, unlike the code. */
  readonly id: string;
  readonly code: RoomCode;
  readonly options: JsonObject | undefined;
  /** The last sign of activity that is known here; a newer heartbeat may be known with its link. */
  readonly activeAt: Time;
  readonly log: Log;
  /** Numbers of the newest numbered events taken from the seats in this process (N2). */
  readonly counts: Counts;
  readonly white: Seat;
}

/** The host waits for somebody to join. */
export interface WaitingRoom extends RoomCore {
  readonly phase: "waiting";
}

/** Both seats have been taken. */
export interface PlayingRoom extends RoomCore {
  readonly phase: "playing";
  readonly black: Seat;
  /** What the joiner told of itself (G5). */
  readonly joinerOptions: JsonObject | undefined;
}

/** A live room. A room that has ended is no value at all. */
export type Room = WaitingRoom | PlayingRoom;

/** The seat of that colour, if it has been taken. */
export function seatOf(room: Room, color: Color): Seat | undefined {
  if (color === "white") return room.white;
  return room.phase === "playing" ? room.black : undefined;
}

/** The other seat, if it has been taken. */
export function opponentSeat(room: Room, color: Color): Seat | undefined {
  return seatOf(room, opponentOf(color));
}

/** Whether the seat's client has told its name, as one does that can show more than the released app (S15). */
export function isNamed({ client }: Seat): boolean {
  return client !== undefined;
}

/** The link that holds the seat now, if any. */
export function linkOf(seat: Seat | undefined): LinkId | undefined {
  return seat?.presence.at === "online" ? seat.presence.link : undefined;
}

/**
 * Names whoever takes a seat with that link, in 32 bits (FNV-1a): enough to tell two joiners of one room
 * apart who took the same seat in different processes.
 */
export function holderName(link: LinkId): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < link.length; index += 1) {
    hash = Math.imul(hash ^ link.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, "0");
}

/** Who takes a seat. */
export interface Taker {
  readonly link: LinkId;
  readonly name: string;
  /** What the client program calls itself. */
  readonly client?: string | undefined;
}

/** A freshly taken seat. */
export function newSeat({ link, name, client }: Taker): Seat {
  return {
    presence: { at: "online", link },
    name,
    knowsOpponent: false,
    toldAway: false,
    seen: NO_COUNTS,
    holder: holderName(link),
    givenHere: true,
    client,
    hold: undefined,
    isOver: false,
  };
}
