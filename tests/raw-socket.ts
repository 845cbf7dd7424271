// A bare TCP connection to the relay, for what no decent client does: half requests, frames without end, answers that
// nobody reads. It never ends by itself, whatever the relay does.

import { once } from "node:events";
import type { Socket } from "node:net";
import { connect } from "node:net";
import { Watched } from "./watched.ts";

/** Longest text that is kept of what was heard. */
const KEPT = 100_000;

/** Between two writes of a flood: with some 64 KB each, 6 MB a second. */
const PUMPING_MS = 10;

/** Frames of a WebSocket by their first byte: whole texts, pings and pongs, and an unfinished message's first and next part. */
export const FRAME = { text: 0x81, ping: 0x89, pong: 0x8a, first: 0x01, next: 0x00 } as const;

/** A masked frame of less than 64 KB; a mask of zeros is a mask. */
export function frame(kind: keyof typeof FRAME, text = ""): Buffer {
  const body = Buffer.from(text);
  const { length } = body;
  const size = length < 126 ? [0x80 | length] : [0xfe, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([FRAME[kind], ...size, 0, 0, 0, 0]), body]);
}

/** The path of a transport, and of a session where one is named. */
export function enginePath(transport: string, sid?: string): string {
  return `/socket.io/?EIO=4&transport=${transport}${sid === undefined ? "" : `&sid=${sid}`}`;
}

/** A request's text; headers with their line ends. */
export function requestText(method: string, path: string, headers = "", body = ""): string {
  return `${method} ${path} HTTP/1.1\r\nHost: relay\r\n${headers}\r\n${body}`;
}

/** A request that brings packets, or the beginning of one. */
export function postText(sid: string, body: string, length = Buffer.byteLength(body)): string {
  return requestText("POST", enginePath("polling", sid), `Content-Length: ${length}\r\n`, body);
}

/** A request that waits for packets. */
export function pollText(sid: string, headers = ""): string {
  return requestText("GET", enginePath("polling", sid), headers);
}

/** The headers of a WebSocket's handshake. */
export const UPGRADE =
  "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n";

/** One TCP connection. */
export class RawSocket extends Watched implements AsyncDisposable {
  /** What it has read, as Latin-1. */
  heard = "";
  /** The relay writes no more. */
  isEnded = false;
  /** Nothing can be written to the relay any more either. */
  isCut = false;
  readonly #port: number;
  readonly #socket: Socket;
  #pumped: Buffer | undefined;

  private constructor(port: number) {
    super();
    this.#port = port;
    this.#socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    const ended = () => {
      this.isEnded = true;
      this.changed();
    };
    this.#socket
      .on("data", (chunk: Buffer) => {
        this.heard = (this.heard + chunk.toString("latin1")).slice(-KEPT);
        this.changed();
      })
      .on("drain", () => this.#pump())
      .on("error", ended)
      .on("end", ended)
      .on("close", () => {
        this.isCut = true;
        ended();
      });
  }

  static async open(port: number): Promise<RawSocket> {
    const raw = new RawSocket(port);
    await once(raw.#socket, "connect");
    return raw;
  }

  /** One with that said on it. */
  static async saying(port: number, text: string): Promise<RawSocket> {
    const raw = await RawSocket.open(port);
    raw.send(text);
    return raw;
  }

  /** One with that said on it, and nothing read. */
  static async deaf(port: number, text: string): Promise<RawSocket> {
    const raw = await RawSocket.open(port);
    raw.deafen();
    raw.send(text);
    return raw;
  }

  /** A WebSocket that has joined the root namespace. */
  static async joined(port: number): Promise<RawSocket> {
    const raw = await RawSocket.saying(port, requestText("GET", enginePath("websocket"), UPGRADE));
    await raw.hears("maxPayload");
    raw.send(frame("text", "40"));
    await raw.hears('40{"sid"');
    return raw;
  }

  /** A WebSocket for a session that polls. */
  static async upgrading(port: number, sid: string): Promise<RawSocket> {
    const asked = requestText("GET", enginePath("websocket", sid), UPGRADE);
    const raw = await RawSocket.saying(port, asked);
    await raw.hears(" 101 ");
    return raw;
  }

  /** What it says as an answer's status; 0 where there is none. */
  get status(): number {
    return Number(/^HTTP\/1\.1 (\d+) /.exec(this.heard)?.[1] ?? 0);
  }

  /** What the relay's end has taken, or what lies between. */
  get megabytesTaken(): number {
    return this.#socket.bytesWritten / 1e6;
  }

  send(data: string | Buffer): void {
    if (!this.#socket.destroyed) this.#socket.write(data);
  }

  /** Sends this again and again, until it is cut off. */
  pump(data: Buffer): void {
    this.#pumped = data;
    this.#pump();
  }

  /** Reads nothing more. */
  deafen(): void {
    this.#socket.pause();
  }

  /** Goes without a word, so that the relay's next write or read fails. */
  reset(): void {
    this.#socket.resetAndDestroy();
  }

  hears(text: string): Promise<void> {
    return this.until(JSON.stringify(text), () => this.heard.includes(text));
  }

  /** Waits until the relay has dealt with what was sent so far: it has answered what was asked on another connection. */
  async settled(): Promise<void> {
    await using other = await RawSocket.saying(this.#port, requestText("GET", "/health"));
    await other.hears("ok");
  }

  ends(): Promise<void> {
    return this.until("its end", () => this.isEnded);
  }

  isGone(): Promise<void> {
    return this.until("being cut off", () => this.isCut);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#pumped = undefined;
    this.#socket.destroy();
  }

  /** The relay may take it as fast as it is written: the honest in the same process are to have their turn. */
  #pump(): void {
    if (!this.#pumped || this.#socket.destroyed) return;
    if (this.#socket.write(this.#pumped)) setTimeout(() => this.#pump(), PUMPING_MS);
  }

  protected override state(): string {
    return `it ${this.isEnded ? "has ended" : "is open"} and has heard ${this.heard.slice(-300)}`;
  }
}

/** Several connections that end together. */
export class RawSockets implements AsyncDisposable {
  readonly all: readonly RawSocket[];

  private constructor(all: readonly RawSocket[]) {
    this.all = all;
  }

  static async open(
    count: number,
    make: (index: number) => Promise<RawSocket>,
  ): Promise<RawSockets> {
    return new RawSockets(
      await Promise.all(Array.from({ length: count }, (_, each) => make(each))),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const each of this.all) await each[Symbol.asyncDispose]();
  }
}

/** The id of a new session that polls; the connection with which it was begun ends. */
export async function beginPolling(port: number): Promise<string> {
  await using raw = await RawSocket.saying(port, requestText("GET", enginePath("polling")));
  await raw.hears("maxPayload");
  return /"sid":"([^"]+)"/.exec(raw.heard)?.[1] ?? "";
}

/** Says it on a connection of its own. @returns the answer's status, and what it says */
export async function answerTo(
  port: number,
  text: string,
): Promise<[status: number, body: string]> {
  await using raw = await RawSocket.saying(port, text);
  await raw.hears("\r\n\r\n");
  const { status, heard } = raw;
  return [status, heard.split("\r\n\r\n").slice(1).join()];
}

/** Ends a session that polls, if it is still there: nobody has to wait until the relay does. */
export async function endPolling(port: number, sid: string): Promise<void> {
  await answerTo(port, pollText(sid));
  await answerTo(port, postText(sid, "1"));
}
