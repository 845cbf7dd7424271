// Socket.IO 5 packets as text: the plain form `2["event",…]` by one JSON.parse, everything else by the official parser.
// Knows no connection.

import type { Packet } from "socket.io-parser";
import { Decoder, Encoder, PacketType } from "socket.io-parser";

export type { Packet } from "socket.io-parser";
export { PacketType } from "socket.io-parser";

/** What an Engine.IO packet begins with. */
export const MESSAGE = "4";
export const PING = "2";
export const NOOP = "6";
export const CLOSE = "1";
export const PROBE = "2probe";
export const PROBED = "3probe";
export const UPGRADE = "5";
export const PONG = "3";

/** The same in the root namespace, with what says what the packet is. */
const ROOT_EVENT = `${MESSAGE}${PacketType.EVENT}`;
const ROOT_ACKNOWLEDGEMENT = `${MESSAGE}${PacketType.ACK}`;

/** `2[`, the beginning of an event in the root namespace, perhaps with an id in between. */
const EVENT = 0x32;
const BRACKET = 0x5b;
const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;

/** Names that mean something else to clients and servers; the official parser refuses them too. */
const RESERVED: ReadonlySet<unknown> = new Set([
  "connect",
  "connect_error",
  "disconnect",
  "disconnecting",
  "newListener",
  "removeListener",
]);

/** The arguments of an event: a name, or a number, and what comes with it. */
export type EventArguments = readonly [name: string | number, ...rest: unknown[]];

/** A message that is none of the protocol. */
export class PacketError extends Error {}

/** Where the arguments begin of an event in its plain form; 0 for anything else. Its id, if any, stands before. */
export function findArguments(message: string): number {
  if (message.charCodeAt(0) !== EVENT) return 0;
  let index = 1;
  while (isDigit(message.charCodeAt(index))) index += 1;
  return message.charCodeAt(index) === BRACKET ? index : 0;
}

function isDigit(code: number): boolean {
  return code >= DIGIT_0 && code <= DIGIT_9;
}

/**
 * @param start - where they begin, {@link findArguments}
 * @throws PacketError
 */
export function parseArguments(message: string, start: number): EventArguments {
  let args: unknown;
  try {
    args = JSON.parse(message.slice(start));
  } catch {
    throw new PacketError("not JSON");
  }
  const name: unknown = Array.isArray(args) ? args[0] : undefined;
  const isNamed = typeof name === "number" || (typeof name === "string" && !RESERVED.has(name));
  if (!isNamed) throw new PacketError("not an event");
  return args as unknown as EventArguments;
}

/** What begins a packet with attachments, an event's or an acknowledgement's. */
export function isBinaryHeader(message: string): boolean {
  return message.startsWith("5") || message.startsWith("6");
}

/** Reads packets of one connection; only those with attachments need one of their own. */
export class PacketReader {
  readonly #decoder = new Decoder();
  #packet: Packet | undefined;

  constructor() {
    this.#decoder.on("decoded", (packet) => {
      this.#packet = packet;
    });
  }

  /**
   * @returns nothing, while attachments are still to come
   * @throws PacketError
   */
  read(part: string | Uint8Array): Packet | undefined {
    this.#packet = undefined;
    try {
      this.#decoder.add(part);
    } catch (error) {
      throw new PacketError((error as Error).message);
    }
    return this.#packet;
  }
}

const encoder = new Encoder();
const textReader = new PacketReader();

/**
 * Reads a packet without attachments.
 * @throws PacketError
 */
export function parsePacket(message: string): Packet {
  // Its attachments would be waited for, on behalf of everybody.
  if (isBinaryHeader(message)) throw new PacketError("with attachments");
  return textReader.read(message) as Packet;
}

/** A packet as messages: its text, and its attachments behind it. */
export function formatPacket(packet: Packet): readonly (string | Uint8Array)[] {
  return encoder.encode(packet);
}

/** What stands before the JSON of an event in that namespace. */
export function eventPrefix(namespace: string): string {
  return namespace === "/" ? ROOT_EVENT : `${ROOT_EVENT}${namespace},`;
}

/** What stands before the id of an acknowledgement in that namespace. */
export function acknowledgementPrefix(namespace: string): string {
  return namespace === "/" ? ROOT_ACKNOWLEDGEMENT : `${ROOT_ACKNOWLEDGEMENT}${namespace},`;
}
