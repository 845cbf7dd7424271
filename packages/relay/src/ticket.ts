// Seat tickets: signed, short, and all that is needed to give a seat back, even by a process that never
// saw the room (S4, S7). Knows the form and the signature; whether a seat may be given back is decided
// by the rules.

import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import type { Color, JsonObject } from "@en-parlant/protocol";
import { parseRoomCode } from "@en-parlant/protocol";
import type { Room, Time } from "./room/room.ts";
import { seatOf } from "./room/room.ts";
import type { SeatClaim } from "./room/step.ts";

/** How long a room can be rebuilt from a ticket (S4). Every logged event brings a fresher one. */
export const TICKET_LIFETIME_MS = 24 * 60 * 60 * 1000;

const VERSION = 1;
const BLACK = 1;
const JOINED = 2;

/** Length of the random names of rooms and issuers, in bytes: 2^64 leaves no collisions to meet. */
export const IDENTITY_BYTES = 8;

// version, flags, issuer, room, issued (seconds), code, holder; then JSON with names and options, then the MAC.
const HEADER = {
  flags: 1,
  issuer: 2,
  room: 10,
  issued: 18,
  code: 22,
  holder: 28,
  length: 32,
} as const;
const MAC_BYTES = 16;

/** Issues and checks tickets for one secret and one issuer. */
export interface TicketOffice {
  /** The ticket of one seat as the room stands now. */
  issue(room: Room, color: Color, now: Time): string;
  /** What a ticket says, or `undefined` when it is forged, damaged or foreign. */
  check(ticket: string, now: Time): SeatClaim | undefined;
}

/**
 * @param secret - what all processes that honour each other's tickets share
 * @param issuer - names the store whose rooms these are, {@link IDENTITY_BYTES} in hexadecimal
 */
export function createTicketOffice(secret: string, issuer: string): TicketOffice {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "en-parlant seat ticket", 32));
  const sign = (body: Buffer) =>
    createHmac("sha256", key).update(body).digest().subarray(0, MAC_BYTES);
  return {
    issue(room, color, now) {
      const body = Buffer.concat([header(room, { color, issuer, now }), Buffer.from(extras(room))]);
      return Buffer.concat([body, sign(body)]).toString("base64url");
    },
    check(ticket, now) {
      const bytes = Buffer.from(ticket, "base64url");
      const body = bytes.subarray(0, -MAC_BYTES);
      if (body.length < HEADER.length || bytes.toString("base64url") !== ticket) return undefined;
      if (!timingSafeEqual(sign(body), bytes.subarray(-MAC_BYTES))) return undefined;
      if (body[0] !== VERSION) return undefined;
      const claim = claimOf(body, issuer);
      const issued = body.readUInt32BE(HEADER.issued) * 1000;
      // One from the future has a good signature: so it is our clock that is behind.
      return claim && { ...claim, isExpired: now - issued >= TICKET_LIFETIME_MS };
    },
  };
}

function header(room: Room, of: { color: Color; issuer: string; now: Time }): Buffer {
  const bytes = Buffer.alloc(HEADER.length);
  bytes[0] = VERSION;
  bytes[HEADER.flags] =
    (of.color === "black" ? BLACK : 0) | (room.phase === "playing" ? JOINED : 0);
  bytes.write(of.issuer, HEADER.issuer, "hex");
  bytes.write(room.id, HEADER.room, "hex");
  bytes.writeUInt32BE(Math.floor(of.now / 1000), HEADER.issued);
  bytes.write(room.code.replaceAll("-", ""), HEADER.code, "latin1");
  bytes.write(seatOf(room, of.color)?.holder ?? "", HEADER.holder, "hex");
  return bytes;
}

interface Extras {
  readonly white?: string;
  readonly black?: string;
  readonly options?: JsonObject;
  readonly joiner?: JsonObject;
}

/** Whether tickets of this room still have to say who plays (they ride on every event, so rarely). */
export function needsNames(room: Room): boolean {
  return !(room.white.knowsOpponent && seatOf(room, "black")?.knowsOpponent);
}

function extras(room: Room): string {
  if (!needsNames(room)) return "";
  const all: Extras = {
    ...(room.white.name === undefined ? {} : { white: room.white.name }),
    ...(seatOf(room, "black")?.name === undefined
      ? {}
      : { black: seatOf(room, "black")?.name as string }),
    ...(room.options ? { options: room.options } : {}),
    ...(room.phase === "playing" && room.joinerOptions ? { joiner: room.joinerOptions } : {}),
  };
  return JSON.stringify(all);
}

/** The claim of a body whose signature is good; so its form is ours and is not doubted. */
function claimOf(body: Buffer, issuer: string): Omit<SeatClaim, "isExpired"> | undefined {
  const flags = body[HEADER.flags] ?? 0;
  const code = parseRoomCode(body.toString("latin1", HEADER.code, HEADER.holder));
  if (!code) return undefined;
  const rest = body.toString("utf8", HEADER.length);
  const said: Extras | undefined = rest ? (JSON.parse(rest) as Extras) : undefined;
  const { options, joiner: joinerOptions, ...names } = said ?? {};
  return {
    roomId: body.toString("hex", HEADER.room, HEADER.issued),
    code,
    color: flags & BLACK ? "black" : "white",
    holder: body.toString("hex", HEADER.holder, HEADER.length),
    joined: (flags & JOINED) !== 0,
    names: said && names,
    options,
    joinerOptions,
    issuedHere: body.toString("hex", HEADER.issuer, HEADER.room) === issuer,
  };
}
