// One client connection as the relay sees it: what it holds, and how something is written to it. Decides nothing.

import type { Allowance, Socket, TokenBucket } from "@en-parlant/engine";
import type { Color, ErrorCode, JsonObject, RoomCode } from "@en-parlant/protocol";
import { NO_OFFSET } from "@en-parlant/protocol";
import { NO_FIELDS } from "../room/payload-text.ts";
import type { LinkId, Room, Time } from "../room/room.ts";
import type { TicketOffice } from "../ticket.ts";
import { needsNames } from "../ticket.ts";
import type { EventText } from "./event-text.ts";
import { eventText } from "./event-text.ts";

/** The seat a link holds. */
export interface HeldSeat {
  readonly code: RoomCode;
  readonly color: Color;
}

/** A ticket is used for this long before a fresh one is signed; small beside its lifetime. */
const TICKET_REUSE_MS = 10 * 60 * 1000;

/** A ticket, and what it says of what may change. */
interface SignedTicket {
  readonly text: string;
  readonly issued: Time;
  readonly roomId: string;
  readonly color: Color;
  readonly phase: Room["phase"];
  /** The name that may change; empty where the ticket says no names. */
  readonly name: string;
  readonly options: JsonObject | undefined;
}

/** What never changes is written once. */
const HEARTBEAT_ACK = eventText("heartbeat_ack", NO_FIELDS);
const PEER_HEARTBEAT = eventText("peer_heartbeat", NO_FIELDS);

/** What is known of a connection before any namespace is joined on it. */
export interface Peer {
  /** The address that limits are counted by. */
  readonly address: string;
  /** The address of the other end of its TCP connection: the player's own, or a proxy's. */
  readonly peer: string;
  /** It is one too many: newcomers on it are refused with this (L4). */
  readonly refusal: ErrorCode | undefined;
  /** The code of the close frame with which its WebSocket has ended. */
  closeCode: number | undefined;
}

/**
 * How many heartbeats of a client are passed on. They are counted apart from its events: those that its library kept while
 * it was offline come all at once, and must not cost the move behind them (L2).
 */
export const HEARTBEATS: Allowance = { perSecond: 2, burst: 10 };

/** An acknowledgement, and the number of the event that is to be written before it. */
interface OwedAcknowledgement {
  readonly after: number;
  readonly acknowledge: () => void;
}

/** One client connection, and the bucket of its heartbeats. */
export class Link implements TokenBucket {
  readonly id: LinkId;
  readonly socket: Socket;
  readonly peer: Peer;
  tokens: number = HEARTBEATS.burst;
  at: Time;
  /** Over a limit: whatever it asks, but for a seat that it has, is refused with this (L4). */
  refusal: ErrorCode | undefined;
  seat: HeldSeat | undefined;
  /** Since when it has held no seat. */
  idleSince: Time;
  /** When the client has beaten last in its seat, or a pong stood for that; `undefined`, if it has not begun (H2). */
  lastBeat: Time | undefined;
  #ticket: SignedTicket | undefined;
  /** Acknowledgements of events whose echo still waits. */
  #owed: OwedAcknowledgement[] | undefined;
  /** The mark whose return proves what was asked last. */
  #awaited: number | undefined;

  constructor(socket: Socket, now: Time) {
    this.id = socket.id;
    this.socket = socket;
    this.peer = socket.connection.data as Peer;
    this.at = now;
    this.idleSince = now;
  }

  /**
   * Writes an event.
   * @param seq - its number, if it is logged: what is owed for it, and for those before it, is acknowledged then
   */
  write(event: EventText, seq?: number): void {
    this.socket.write(event);
    if (seq === undefined) return;
    while (this.#owed?.[0] && this.#owed[0].after <= seq) this.#owed.shift()?.acknowledge();
  }

  /** Answers a heartbeat (H1). */
  answerBeat(): void {
    this.socket.write(HEARTBEAT_ACK);
  }

  /**
   * Passes a sign of life on (H1), with what is written next.
   * @param withinMs - how long it may wait for that, instead of the usual time
   */
  sendBeat(withinMs?: number): void {
    this.socket.hold(PEER_HEARTBEAT, withinMs);
  }

  /** Calls an acknowledgement once the logged event of that number has been written (F7, F8). */
  acknowledgeAfter(seq: number, acknowledge: () => void): void {
    this.#owed ??= [];
    this.#owed.push({ after: seq, acknowledge });
  }

  /** Calls what is owed: the seat whose events it waited for is another's, or none. */
  acknowledgeAll(): void {
    const owed = this.#owed ?? [];
    this.#owed = undefined;
    for (const { acknowledge } of owed) acknowledge();
  }

  /** Asks the client to show that it has all that was written so far. */
  probe(): void {
    this.socket.mark += 1;
    this.#awaited = this.socket.mark;
    this.socket.connection.probe();
  }

  /** Whether a mark that came back shows, for the first time, that the client has what came before the last probe. */
  takeProof(mark: number): boolean {
    if (this.#awaited === undefined || mark < this.#awaited) return false;
    this.#awaited = undefined;
    return true;
  }

  /** The seat's ticket, signed anew only when what it says has changed or it has aged. */
  ticket(office: TicketOffice, seat: { room: Room; color: Color }, now: Time): string {
    const { room, color } = seat;
    const { id: roomId, phase, options } = room;
    const name = needsNames(room) ? (room.white.name ?? "-") : "";
    const last = this.#ticket;
    // Compared part by part: this happens for every logged event.
    const isSame = last?.roomId === roomId && last.color === color && last.phase === phase;
    const saysSame = isSame && last.name === name && last.options === options;
    if (saysSame && now - last.issued <= TICKET_REUSE_MS) return last.text;
    const text = office.issue(room, color, now);
    this.#ticket = { text, issued: now, roomId, color, phase, name, options };
    return text;
  }

  /** Makes the client forget its offset: its seat is given up (G10), or not given back (S5). */
  forget(event: "left_game" | "peer_left"): void {
    this.socket.write(eventText(event, NO_FIELDS, NO_OFFSET));
  }

  /**
   * Closes the connection; the client will try to come back, unless told not to. If other links share the
   * connection, only this one ends, and then for good: Socket.IO knows no milder way.
   */
  close(forGood: boolean): void {
    const { connection } = this.socket;
    const alone = connection.sockets <= 1;
    if (forGood || !alone) this.socket.disconnect();
    if (alone) connection.close("closed by the server");
  }
}
