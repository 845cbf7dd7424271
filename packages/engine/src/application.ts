// What is built on the engine: what it is asked, what it is told, and what it may do. All calls are synchronous, in the
// order in which things happened, and nothing of a connection is called after its end.

import type { HostRequest } from "./host.ts";
import type { EventArguments } from "./packets.ts";

/** Why a connection, or a namespace on it, has ended. */
export type EndReason =
  | "transport close"
  | "transport error"
  | "ping timeout"
  | "parse error"
  | "client namespace disconnect"
  | "server namespace disconnect"
  | "closed by the server"
  | "too many packets"
  | "slow reader"
  | "shutting down";

/** One client, with however many namespaces it has joined. */
export interface Connection {
  /** The application's own. */
  data: unknown;
  /** How many namespaces it has joined or is joining. */
  readonly sockets: number;
  readonly isWebSocket: boolean;
  /** Takes so many packets' worth from its bucket, or nothing, and says false. */
  take(packets: number): boolean;
  /** Sends a ping as soon as none is out: its answer shows that everything before has arrived. */
  probe(): void;
  /** Ends it, so that the client comes back. */
  close(reason: EndReason): void;
}

/** One namespace of a client. */
export interface Socket {
  readonly id: string;
  readonly namespace: string;
  readonly connection: Connection;
  /** The application's own. */
  data: unknown;
  /** The application's own number; comes back when a ping that left after it was set is answered. */
  mark: number;
  readonly isConnected: boolean;
  /** @param pid - the private session id that the client shows when it comes back */
  accept(pid?: string): void;
  /** @param message - the reason, in words for the client's user */
  refuse(message: string): void;
  /** Sends an event; its arguments are JSON, or bytes. */
  emit(name: string, ...rest: unknown[]): void;
  /** Sends an event that is JSON text already: `["name",{…}]`. */
  write(event: string): void;
  /**
   * Sends such an event with the next write, or after so many milliseconds at the latest; one that still waits is replaced.
   * For what is only worth having once, such as a heartbeat.
   * @param withinMs - {@link Limits.holdMs}, if left out
   */
  hold(event: string, withinMs?: number): void;
  /** Ends it, so that the client does not come back; its other namespaces stay. */
  disconnect(): void;
}

/** What a client shows when it connects to a namespace. */
export interface ConnectRequest {
  /** What it says of itself: a JSON object that nobody has looked at. */
  readonly auth: Readonly<Record<string, unknown>>;
  /** Its private session id, … */
  readonly pid: string | undefined;
  /** … and the last offset that it has, where it comes back (connection state recovery). */
  readonly offset: string | undefined;
}

/** The answer that an event waits for; whoever gives it twice is heard once. */
export interface Acknowledgement {
  /** Gives it with these arguments: JSON, or bytes. */
  emit(...args: unknown[]): void;
  /** Gives it with arguments that are JSON text already: `[{…}]`. */
  write(args: string): void;
}

/** The application. */
export interface Application {
  /** Whether requests like this one are answered at all; asked for each, with its origin, also within a session. */
  admits(request: HostRequest, peer: string): boolean;
  /**
   * What becomes the `data` of a connection that begins with this request, and nothing of the request itself should.
   * @param peer - the address of the other end of its TCP connection
   * @returns nothing, if it may not begin a session
   */
  beginSession(request: HostRequest, peer: string): object | undefined;
  /** The session has begun. */
  opened(connection: Connection): void;
  /** It has ended; its sockets have been told before. `code` as in a WebSocket's close frame. */
  closed(connection: Connection, code: number | undefined): void;
  /** Calls `socket.accept` or `socket.refuse`, now or later, and only then writes. */
  connect(socket: Socket, request: ConnectRequest): void;
  event(socket: Socket, args: EventArguments, acknowledgement?: Acknowledgement): void;
  /** A ping was answered: what was written before the socket's mark was set to this has arrived. */
  pong(socket: Socket, mark: number): void;
  disconnect(socket: Socket, reason: EndReason): void;
  /** The connection has sent too much, an event that wants an answer perhaps, and ends after this call. */
  overrun(socket: Socket, acknowledgement?: Acknowledgement): void;
  /** What a packet of the client counts for, as it stands on the wire; most count 1. */
  weigh(packet: string): number;
}
