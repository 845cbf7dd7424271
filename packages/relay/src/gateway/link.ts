// One client connection as the relay sees it: what it holds, and how something is written to it.
// Packets are written straight to the transport, because going through Socket.IO's broadcast costs a
// third more per move. Decides nothing.

import type { Color, ErrorCode, Json, LoggedEvent, RoomCode } from "@en-parlant/protocol";
import { formatOffset } from "@en-parlant/protocol";
import type { Socket } from "socket.io";
import type { TokenBucket } from "../guard/token-bucket.ts";
import type { LinkId, Room, Time } from "../room/room.ts";
import type { TicketOffice } from "../seat/seat-ticket.ts";
import { needsNames } from "../seat/seat-ticket.ts";

/** The seat a link holds. */
export interface HeldSeat {
  readonly code: RoomCode;
  readonly color: Color;
}

/** A ticket is used for this long before a fresh one is signed; small beside its lifetime. */
const TICKET_REUSE_MS = 10 * 60 * 1000;

/** What a client may leave unread before it is dropped (design, section 7). */
const MAX_BACKLOG_BYTES = 1024 * 1024;

const WRITE_OPTIONS = { compress: false };

/** One client connection. */
export class Link {
  readonly id: LinkId;
  readonly socket: Socket;
  readonly address: string;
  readonly bucket: TokenBucket;
  /** Over a limit: whatever it asks is refused with this. */
  refusal: ErrorCode | undefined;
  seat: HeldSeat | undefined;
  /** Since when it has held no seat. */
  idleSince: Time;
  #prefix: string;
  #backlog = 0;
  #ticket = { text: "", of: "", issued: 0 };

  constructor(socket: Socket, about: Pick<Link, "address" | "bucket" | "idleSince">) {
    this.id = socket.id;
    this.socket = socket;
    this.address = about.address;
    this.bucket = about.bucket;
    this.idleSince = about.idleSince;
    this.#prefix = socket.nsp.name === "/" ? "2" : `2${socket.nsp.name},`;
  }

  /** Sends an event that is not logged. Heartbeats may be dropped while the link is busy. */
  send(event: string, payload: Json): void {
    if (event === "peer_heartbeat" && !this.socket.conn.transport.writable) return;
    this.#write(`${this.#prefix}["${event}",${JSON.stringify(payload)}]`);
  }

  /** Sends a logged event, ended by the seat's offset (S1). */
  deliver(logged: LoggedEvent, ticket: string): void {
    const { event, payload, seq } = logged;
    this.#write(
      `${this.#prefix}["${event}",${JSON.stringify(payload)},"${formatOffset(seq, ticket)}"]`,
    );
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

  /** Closes the connection; the client will try to come back, unless told not to. */
  close(forGood: boolean): void {
    if (forGood) this.socket.disconnect(true);
    else this.socket.conn.close();
  }

  #write(packet: string): void {
    const { conn } = this.socket;
    this.#backlog = conn.transport.writable ? 0 : this.#backlog + packet.length;
    // Discarding, because an orderly close would wait for the client to read (L6).
    if (this.#backlog > MAX_BACKLOG_BYTES) conn.close(true);
    else conn.write(packet, WRITE_OPTIONS);
  }
}
