// Socket.IO in an Engine.IO session: its packets, and the namespaces that the client has joined. Knows no transport and
// no event's name.

import type { EndReason } from "./application.ts";
import type { EventArguments, Packet } from "./packets.ts";
import {
  findArguments,
  formatPacket,
  isBinaryHeader,
  MESSAGE,
  PacketError,
  PacketReader,
  PacketType,
  parseArguments,
  parsePacket,
} from "./packets.ts";
import { Session } from "./session.ts";
import type { SocketOwner } from "./socket.ts";
import { NamespaceSocket } from "./socket.ts";

const ROOT = "/";

/** Packets that a member of a namespace has no use for. */
const JOINING: ReadonlySet<PacketType> = new Set([PacketType.CONNECT, PacketType.CONNECT_ERROR]);

/** The beginning of a packet that joins another namespace than the root. */
const CONNECT_ELSEWHERE = `${MESSAGE}${PacketType.CONNECT}/`;

/** One client: a session, and a socket for each namespace. */
export class Client extends Session implements SocketOwner {
  #root: NamespaceSocket | undefined;
  /** Most clients have none. */
  #others: Map<string, NamespaceSocket> | undefined;
  #connects = 0;
  /** Reads attachments, while some are still to come. */
  #reader: PacketReader | undefined;

  get sockets(): number {
    return (this.#root ? 1 : 0) + (this.#others?.size ?? 0);
  }

  accepted(): void {
    this.joined();
  }

  /** Sends a packet in its general form. */
  sendPacket(packet: Packet): void {
    const [text, ...attachments] = formatPacket(packet);
    if (attachments.length === 0) {
      this.send(`${MESSAGE}${text}`);
      return;
    }
    this.together(() => {
      this.put(`${MESSAGE}${text}`);
      for (const bytes of attachments) this.put(bytes);
    });
  }

  leave(socket: NamespaceSocket, reason: EndReason): void {
    this.remove(socket);
    if (socket.end()) this.context.application.disconnect(socket, reason);
  }

  remove(socket: NamespaceSocket): void {
    if (socket === this.#root) this.#root = undefined;
    else this.#others?.delete(socket.namespace);
  }

  protected message(packet: string | Uint8Array): void {
    try {
      this.#read(packet);
    } catch (error) {
      if (!(error instanceof PacketError)) throw error;
      // No packet can name a namespace with a comma, not even one that refuses it.
      const isMisnamed =
        !this.#reader && typeof packet === "string" && packet.startsWith(CONNECT_ELSEWHERE);
      if (isMisnamed) this.fail("parse error", "INVALID_NAMESPACE");
      else this.close("parse error");
    }
  }

  protected pinging(): void {
    for (const socket of this.#all()) socket.pingMark = socket.mark;
  }

  protected ponged(): void {
    for (const socket of this.#all()) {
      if (socket.isConnected) this.context.application.pong(socket, socket.pingMark);
    }
  }

  protected putHeld(): void {
    for (const socket of this.#all()) {
      if (socket.held !== undefined) this.put(socket.held);
      socket.held = undefined;
    }
  }

  protected overrun(packet: string | undefined): void {
    const { application } = this.context;
    const asked = packet === undefined ? undefined : this.#asked(packet);
    if (asked) application.overrun(asked.socket, asked.socket.acknowledgement(asked.id));
    else {
      for (const socket of this.#all()) {
        if (socket.isConnected) application.overrun(socket, undefined);
      }
    }
  }

  /** Whose event a packet is that wants an answer. */
  #asked(packet: string): { socket: NamespaceSocket; id: number } | undefined {
    try {
      const { type, nsp, id } = parsePacket(packet.slice(1));
      const socket = this.#socket(nsp);
      const isAsked = type === PacketType.EVENT && id !== undefined && socket?.isConnected;
      return isAsked ? { socket, id } : undefined;
    } catch {
      // Nothing that can be answered.
      return undefined;
    }
  }

  protected ended(reason: EndReason, code: number | undefined): void {
    for (const socket of this.#all()) {
      if (socket.end()) this.context.application.disconnect(socket, reason);
    }
    this.#root = undefined;
    this.#others = undefined;
    this.context.application.closed(this, code);
  }

  #read(packet: string | Uint8Array): void {
    const text = typeof packet === "string" ? packet.slice(1) : undefined;
    if (this.#reader) this.#readPart(text ?? packet);
    else if (!text) throw new PacketError("an attachment of nothing, or nothing");
    else if (isBinaryHeader(text)) {
      this.#reader = new PacketReader();
      this.#readPart(text);
    } else this.#readText(text);
  }

  #readText(text: string): void {
    const root = this.#root;
    const start = root?.isConnected ? findArguments(text) : 0;
    if (!root || start === 0) this.#handle(parsePacket(text));
    else {
      const args = parseArguments(text, start);
      const id = start > 1 ? Number(text.slice(1, start)) : undefined;
      this.#tell(root, args, id);
    }
  }

  #readPart(part: string | Uint8Array): void {
    const packet = this.#reader?.read(part);
    if (!packet) return;
    this.#reader = undefined;
    this.#handle(packet);
  }

  #handle(packet: Packet): void {
    const socket = this.#socket(packet.nsp);
    if (packet.type === PacketType.CONNECT && !socket) this.#connect(packet);
    // Whatever else is said to a namespace that is not joined, or joined already, is out of place.
    else if (!socket?.isConnected || JOINING.has(packet.type)) this.close("parse error");
    else if (packet.type === PacketType.EVENT) this.#tell(socket, packet.data, packet.id);
    else if (packet.type === PacketType.DISCONNECT) {
      this.leave(socket, "client namespace disconnect");
    }
  }

  #tell(socket: NamespaceSocket, args: EventArguments | undefined, id: number | undefined): void {
    // The official parser lets an event of nothing pass.
    if (args === undefined) throw new PacketError("an event of nothing");
    const { application } = this.context;
    application.event(socket, args, id === undefined ? undefined : socket.acknowledgement(id));
  }

  #connect({ nsp, data = {} }: Packet): void {
    const { limits, application, drawId } = this.context;
    this.#connects += 1;
    if (this.#connects > limits.maxConnects) {
      this.close("too many packets");
      return;
    }
    const socket = new NamespaceSocket(this, drawId(), nsp);
    if (nsp.length > limits.maxNamespaceCharacters) {
      socket.refuse("Invalid namespace");
      return;
    }
    if (nsp === ROOT) this.#root = socket;
    else {
      this.#others ??= new Map();
      this.#others.set(nsp, socket);
    }
    const { pid, offset } = data as { pid?: unknown; offset?: unknown };
    const textOf = (value: unknown) => (typeof value === "string" ? value : undefined);
    application.connect(socket, { auth: data, pid: textOf(pid), offset: textOf(offset) });
  }

  #socket(namespace: string): NamespaceSocket | undefined {
    return namespace === ROOT ? this.#root : this.#others?.get(namespace);
  }

  #all(): readonly NamespaceSocket[] {
    if (!this.#others) return this.#root ? [this.#root] : [];
    return this.#root ? [this.#root, ...this.#others.values()] : [...this.#others.values()];
  }
}
