// A WebSocket of the package ws, as the engine wants it. What it sends is one frame and one buffer, where ws writes a header
// and a payload apart.

import type { Socket } from "node:net";
import type { RawData, WebSocket } from "ws";
import { hangUp } from "./hang-up.ts";
import type { Wire, WireOwner } from "./host.ts";

/** The first byte of a frame that is a whole message (RFC 6455, section 5.2). */
const TEXT = 0x81;
const BINARY = 0x82;

/** Payloads below this have their length in one byte, those below 64 KB in two more. */
const LONG = 126;
const LONGER = 127;

/** Of 64 KB of empty frames ws makes 10,000 events in one turn. */
const PIECE_BYTES = 4 * 1024;

/** Lets the WebSocket read a piece at a time, and nothing more once it is closed. */
function readInPieces(socket: Socket, isOpen: () => boolean): void {
  const readers = socket.listeners("data");
  socket.removeAllListeners("data");
  socket.on("data", (chunk: Buffer) => {
    for (let at = 0; at < chunk.length && isOpen(); at += PIECE_BYTES) {
      const piece = chunk.length <= PIECE_BYTES ? chunk : chunk.subarray(at, at + PIECE_BYTES);
      for (const read of readers) read.call(socket, piece);
    }
  });
}

/** Wraps a WebSocket and the TCP connection below it. */
export class NodeWire implements Wire {
  data: WireOwner;
  readonly #webSocket: WebSocket;
  readonly #socket: Socket;
  /** Frames that are to leave together. */
  #corked: Buffer[] | undefined;
  readonly #closeTimeoutMs: number;

  constructor(
    webSocket: WebSocket,
    socket: Socket,
    { owner, closeTimeoutMs }: { owner: WireOwner; closeTimeoutMs: number },
  ) {
    this.data = owner;
    this.#webSocket = webSocket;
    this.#socket = socket;
    this.#closeTimeoutMs = closeTimeoutMs;
    readInPieces(socket, () => webSocket.readyState === webSocket.OPEN);
    webSocket.on("message", (data: RawData, isBinary: boolean) => {
      this.data.received(isBinary ? (data as Buffer) : String(data));
    });
    webSocket.on("ping", (data: Buffer) => {
      this.data.controlled();
      // One ping too many may have closed it.
      if (webSocket.readyState === webSocket.OPEN) webSocket.pong(data);
    });
    webSocket.on("pong", () => this.data.controlled());
    // A frame that is none closes it, and there is no more to know.
    webSocket.on("error", ignore);
    webSocket.on("close", (code: number) => this.data.closed(code));
    owner.opened(this);
  }

  sendText(text: string): void {
    const bytes = Buffer.byteLength(text);
    const frame = frameFor(TEXT, bytes);
    frame.write(text, frame.length - bytes);
    this.#write(frame);
  }

  sendBinary(bytes: Uint8Array): void {
    const frame = frameFor(BINARY, bytes.length);
    frame.set(bytes, frame.length - bytes.length);
    this.#write(frame);
  }

  cork(write: () => void): void {
    if (this.#corked) {
      write();
      return;
    }
    this.#corked = [];
    write();
    this.#uncork();
  }

  getBufferedAmount(): number {
    return this.#socket.writableLength;
  }

  /** What still comes would be read for as long as ws waits for the client's own close frame. */
  close(code?: number, reason?: string): void {
    this.#uncork();
    this.#webSocket.close(code, reason);
    hangUp(this.#socket, this.#closeTimeoutMs);
  }

  terminate(): void {
    this.#webSocket.terminate();
  }

  /** One buffer costs a third less than the system's way to write several. */
  #uncork(): void {
    const frames = this.#corked ?? [];
    this.#corked = undefined;
    const [frame] = frames;
    if (frame) this.#write(frames.length === 1 ? frame : Buffer.concat(frames));
  }

  #write(frame: Buffer): void {
    if (this.#corked) this.#corked.push(frame);
    else if (this.#webSocket.readyState === this.#webSocket.OPEN) this.#socket.write(frame);
  }
}

/** A frame with room for its payload at the end. */
function frameFor(opcode: number, bytes: number): Buffer {
  if (bytes < LONG) {
    const frame = Buffer.allocUnsafe(2 + bytes);
    frame[0] = opcode;
    frame[1] = bytes;
    return frame;
  }
  const isLonger = bytes > 0xffff;
  const frame = Buffer.allocUnsafe((isLonger ? 10 : 4) + bytes);
  frame[0] = opcode;
  frame[1] = isLonger ? LONGER : LONG;
  if (isLonger) frame.writeBigUInt64BE(BigInt(bytes), 2);
  else frame.writeUInt16BE(bytes, 2);
  return frame;
}

function ignore(): void {}
