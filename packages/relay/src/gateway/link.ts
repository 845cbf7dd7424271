// One client connection as the relay sees it: what it holds, and how something is written to it.
// Packets are written straight to the transport: Socket.IO's own emit, with recovery on, goes through a
// broadcast and costs a third more per move. Decides nothing.

import type { Color, Counts, ErrorCode, JsonObject, RoomCode } from "@en-parlant/protocol";
import { formatOffset, NO_OFFSET } from "@en-parlant/protocol";
import type { Socket } from "socket.io";
import type { TokenBucket } from "../guard/token-bucket.ts";
import type { PayloadText } from "../room/payload-text.ts";
import type { LinkId, LoggedText, Room, Time } from "../room/room.ts";
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

/** A ticket, and what it says of what may change. */
interface SignedTicket {
  readonly text: string;
  readonly of: string;
  readonly options: JsonObject | undefined;
  readonly issued: Time;
}

/** The part of an Engine.IO connection that has no public name. */
interface Pinging {
  sendPacket(type: "ping"): void;
}

/** One client connection. */
export class Link {
  readonly id: LinkId;
  readonly socket: Socket;
  readonly wire: Wire;
  readonly bucket: TokenBucket;
  readonly beats: TokenBucket;
  /** Over a limit: whatever it asks, but for a seat that it has, is refused with this (L4). */
  refusal: ErrorCode | undefined;
  seat: HeldSeat | undefined;
  /** Since when it has held no seat. */
  idleSince: Time;
  /** When the client has beaten last in its seat, or a pong stood for that; `undefined`, if it has not begun (H2). */
  lastBeat: Time | undefined;
  #prefix: string;
  #now: () => Time;
  #backlog = 0;
  #backlogSince = 0;
  #ticket: SignedTicket = { text: "", of: "", options: undefined, issued: 0 };
  /** Acknowledgements of events whose echo still waits. */
  readonly #owed: { readonly after: number; readonly acknowledge: () => void }[] = [];
  /** The number of the ping whose answer proves what was asked last. */
  #awaited: number | undefined;

  /** @param now - milliseconds of a clock that is never set */
  constructor(socket: Socket, about: Pick<Link, "wire" | "bucket" | "beats">, now: () => Time) {
    this.id = socket.id;
    this.socket = socket;
    this.wire = about.wire;
    this.bucket = about.bucket;
    this.beats = about.beats;
    this.#now = now;
    this.idleSince = now();
    this.#prefix = socket.nsp.name === "/" ? "2" : `2${socket.nsp.name},`;
  }

  /** Sends an event that is not logged. Heartbeats may be dropped while the link is busy. */
  send(event: string, text: PayloadText): void {
    const { transport } = this.socket.conn;
    // Between two polls nothing can be written, and nothing is wrong.
    const isBusy = !transport.writable && transport.name !== "polling";
    if (event === "peer_heartbeat" && isBusy) return;
    this.#write(`${this.#prefix}["${event}",${text}]`);
  }

  /** Sends a logged event, ended by the seat's offset (S1). */
  deliver(logged: LoggedText, { ticket, seen }: { ticket: string; seen: Counts }): void {
    const { event, text, seq } = logged;
    const offset = formatOffset(seq, ticket, seen);
    this.#write(`${this.#prefix}["${event}",${text},"${offset}"]`);
    while (this.#owed[0] && this.#owed[0].after <= seq) this.#owed.shift()?.acknowledge();
  }

  /** Calls an acknowledgement once the logged event of that number has been written (F7, F8). */
  acknowledgeAfter(seq: number, acknowledge: () => void): void {
    this.#owed.push({ after: seq, acknowledge });
  }

  /** Calls what is owed: the seat whose events it waited for is another's, or none. */
  acknowledgeAll(): void {
    for (const { acknowledge } of this.#owed.splice(0)) acknowledge();
  }

  /**
   * Asks the client to show that it has all that was written so far: Engine.IO answers each ping, in order, also one
   * that comes out of turn.
   */
  probe(): void {
    (this.socket.conn as unknown as Pinging).sendPacket("ping");
    this.#awaited = this.wire.pings;
  }

  /** Whether an answered ping shows, for the first time, that the client has what came before the last probe. */
  takeProof(): boolean {
    if (this.#awaited === undefined || this.wire.pongs < this.#awaited) return false;
    this.#awaited = undefined;
    return true;
  }

  /** The seat's ticket, signed anew only when what it says has changed or it has aged. */
  ticket(office: TicketOffice, seat: { room: Room; color: Color }, now: Time): string {
    const { room, color } = seat;
    const names = needsNames(room) ? `${room.white.name}` : "";
    const of = `${room.id} ${color} ${room.phase} ${names}`;
    const { options } = room;
    const isSame = this.#ticket.of === of && this.#ticket.options === options;
    if (!isSame || now - this.#ticket.issued > TICKET_REUSE_MS) {
      this.#ticket = { text: office.issue(room, color, now), of, options, issued: now };
    }
    return this.#ticket.text;
  }

  /** Makes the client forget its offset: its seat is given up (G10), or not given back (S5). */
  forget(event: "left_game" | "peer_left"): void {
    this.#write(`${this.#prefix}["${event}",{},"${NO_OFFSET}"]`);
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
