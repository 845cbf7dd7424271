// One client connection as the relay sees it: what it holds, and how something is written to it.
// Packets are written straight to the transport: Socket.IO's own emit, with recovery on, goes through a
// broadcast and costs a third more per move. Decides nothing.

import type { Color, Counts, ErrorCode, Json, LoggedEvent, RoomCode } from "@en-parlant/protocol";
import { formatOffset, NO_OFFSET } from "@en-parlant/protocol";
import type { Socket } from "socket.io";
import type { TokenBucket } from "../guard/token-bucket.ts";
import type { LinkId, Room, Time } from "../room/room.ts";
import type { TicketOffice } from "../seat/seat-ticket.ts";
import { needsNames } from "../seat/seat-ticket.ts";
import type { Wire } from "./wire.ts";

/** The seat a link holds. */
export interface HeldSeat {
  readonly code: RoomCode;
  readonly color: Color;
}

/** A ticket is used for this long before a fresh one is signed; small beside its lifetime. */
const TICKET_REUSE_MS = 10 * 60 * 1000;

/** What a client may leave unread before it is dropped (L6), … */
const MAX_BACKLOG_CHARACTERS = 1024 * 1024;

/** … and for how long; a burst of the relay's own, such as a replay, is read within less. */
const MAX_BACKLOG_MS = 2_000;

const WRITE_OPTIONS = { compress: false };

/** One client connection. */
export class Link {
  readonly id: LinkId;
  readonly socket: Socket;
  readonly wire: Wire;
  readonly bucket: TokenBucket;
  /** Over a limit: whatever it asks, but for a seat that it has, is refused with this (L4). */
  refusal: ErrorCode | undefined;
  seat: HeldSeat | undefined;
  /** Since when it has held no seat. */
  idleSince: Time;
  #prefix: string;
  #now: () => Time;
  #backlog = 0;
  #backlogSince = 0;
  #ticket = { text: "", of: "", issued: 0 };

  /** @param now - milliseconds of a clock that is never set */
  constructor(socket: Socket, about: Pick<Link, "wire" | "bucket">, now: () => Time) {
    this.id = socket.id;
    this.socket = socket;
    this.wire = about.wire;
    this.bucket = about.bucket;
    this.#now = now;
    this.idleSince = now();
    this.#prefix = socket.nsp.name === "/" ? "2" : `2${socket.nsp.name},`;
  }

  /** Sends an event that is not logged. Heartbeats may be dropped while the link is busy. */
  send(event: string, payload: Json): void {
    if (event === "peer_heartbeat" && !this.socket.conn.transport.writable) return;
    this.#write(`${this.#prefix}["${event}",${JSON.stringify(payload)}]`);
  }

  /** Sends a logged event, ended by the seat's offset (S1). */
  deliver(logged: LoggedEvent, { ticket, seen }: { ticket: string; seen: Counts }): void {
    const { event, payload, seq } = logged;
    const offset = formatOffset(seq, ticket, seen);
    this.#write(`${this.#prefix}["${event}",${JSON.stringify(payload)},"${offset}"]`);
  }

  /** The seat's ticket, signed anew only when what it says has changed or it has aged. */
  ticket(office: TicketOffice, seat: { room: Room; color: Color }, now: Time): string {
    const { room, color } = seat;
    const of = `${room.id} ${color} ${room.phase} ${needsNames(room)}`;
    if (this.#ticket.of !== of || now - this.#ticket.issued > TICKET_REUSE_MS) {
      this.#ticket = { text: office.issue(room, color, now), of, issued: now };
    }
    return this.#ticket.text;
  }

  /** Makes the client forget its offset, now that the seat is given up. */
  forget(): void {
    this.#write(`${this.#prefix}["left_game",{},"${NO_OFFSET}"]`);
  }

  /**
   * Closes the connection; the client will try to come back, unless told not to. If other links share the
   * connection, only this one ends, and then for good: Socket.IO knows no milder way.
   */
  close(forGood: boolean): void {
    const alone = this.wire.links <= 1;
    if (forGood || !alone) this.socket.disconnect(alone);
    else this.socket.conn.close();
  }

  #write(packet: string): void {
    const { conn } = this.socket;
    if (conn.transport.writable) this.#backlog = 0;
    else if (this.#backlog === 0) this.#backlogSince = this.#now();
    if (!conn.transport.writable) this.#backlog += packet.length;
    const unread =
      this.#backlog > MAX_BACKLOG_CHARACTERS && this.#now() - this.#backlogSince > MAX_BACKLOG_MS;
    // Discarding, because an orderly close would wait for the client to read.
    if (unread) conn.close(true);
    else conn.write(packet, WRITE_OPTIONS);
  }
}
