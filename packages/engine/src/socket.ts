// One namespace of one client: accepted or refused, its events and their acknowledgements, its end. Knows no transport.

import type { Acknowledgement, Connection, EndReason, Socket } from "./application.ts";
import type { Packet } from "./packets.ts";
import { acknowledgementPrefix, eventPrefix, formatPacket, PacketType } from "./packets.ts";

/** The client that a socket belongs to. */
export interface SocketOwner extends Connection {
  accepted(): void;
  send(packet: string): void;
  sendPacket(packet: Packet): void;
  /** What the socket holds leaves with the next write, or after so long at the latest. */
  hold(withinMs?: number): void;
  /** The socket ends; the application is told. */
  leave(socket: NamespaceSocket, reason: EndReason): void;
  /** The same without a word. */
  remove(socket: NamespaceSocket): void;
}

/** What an application may say to a client in a namespace, and what it keeps of it. */
export class NamespaceSocket implements Socket {
  readonly id: string;
  readonly namespace: string;
  readonly connection: SocketOwner;
  /** The application's own. */
  data: unknown;
  /** The application's own number, which comes back when a ping that left later is answered. */
  mark = 0;
  /** The mark when the ping left that is out. */
  pingMark = 0;
  /** What waits for the next write; there is never more than one. */
  held: string | undefined;
  #state: "connecting" | "connected" | "ended" = "connecting";

  constructor(connection: SocketOwner, id: string, namespace: string) {
    this.connection = connection;
    this.id = id;
    this.namespace = namespace;
  }

  get isConnected(): boolean {
    return this.#state === "connected";
  }

  accept(pid?: string): void {
    if (this.#state !== "connecting") return;
    this.#state = "connected";
    this.#send(PacketType.CONNECT, pid === undefined ? { sid: this.id } : { sid: this.id, pid });
    this.connection.accepted();
  }

  refuse(message: string): void {
    if (this.#state !== "connecting") return;
    this.#state = "ended";
    this.connection.remove(this);
    this.#send(PacketType.CONNECT_ERROR, { message });
  }

  emit(...args: [name: string, ...rest: unknown[]]): void {
    if (!this.isConnected) return;
    this.connection.sendPacket({ type: PacketType.EVENT, nsp: this.namespace, data: args });
  }

  write(event: string): void {
    if (this.isConnected) this.connection.send(this.#frame(event));
  }

  hold(event: string, withinMs?: number): void {
    if (!this.isConnected) return;
    this.held = this.#frame(event);
    this.connection.hold(withinMs);
  }

  /** What an event of that id is answered with. */
  acknowledgement(id: number): Acknowledgement {
    return new EventAcknowledgement(this, id);
  }

  disconnect(): void {
    if (this.#state === "ended") return;
    this.#send(PacketType.DISCONNECT);
    this.connection.leave(this, "server namespace disconnect");
  }

  /** It is told nothing more. @returns whether it had been accepted */
  end(): boolean {
    const wasConnected = this.isConnected;
    this.#state = "ended";
    this.held = undefined;
    return wasConnected;
  }

  #frame(event: string): string {
    return eventPrefix(this.namespace) + event;
  }

  #send(type: PacketType, data?: object): void {
    const packet: Packet = { type, nsp: this.namespace, data };
    const [text] = formatPacket(packet);
    this.connection.send(`4${text}`);
  }
}

/** The answer to one event. */
class EventAcknowledgement implements Acknowledgement {
  readonly #socket: NamespaceSocket;
  readonly #id: number;
  #isGiven = false;

  constructor(socket: NamespaceSocket, id: number) {
    this.#socket = socket;
    this.#id = id;
  }

  emit(...data: unknown[]): void {
    if (!this.#give()) return;
    const { namespace: nsp, connection } = this.#socket;
    connection.sendPacket({ type: PacketType.ACK, nsp, id: this.#id, data });
  }

  write(args: string): void {
    if (!this.#give()) return;
    const { namespace, connection } = this.#socket;
    connection.send(acknowledgementPrefix(namespace) + this.#id + args);
  }

  /** Whether it is still waited for: once, and as long as the socket is connected. */
  #give(): boolean {
    if (this.#isGiven || !this.#socket.isConnected) return false;
    this.#isGiven = true;
    return true;
  }
}
