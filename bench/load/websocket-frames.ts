// WebSocket frames as a client writes and reads them, for texts that fit into one frame and consist of ASCII, as all do
// here. Knows no socket and nothing of what the texts say.

/** Any mask will do; a fixed one lets a frame be made once and sent by thousands. */
const MASK = [0x5a, 0xc3, 0x17, 0x8e] as const;

const FINAL = 0x80;
const TEXT = 0x1;
const CLOSE = 0x8;
const PING = 0x9;
const PONG = 0xa;

/** A masked text frame. */
export function textFrame(text: string): Uint8Array {
  return frame(TEXT, Buffer.from(text, "latin1"));
}

function frame(opcode: number, payload: Uint8Array): Uint8Array {
  const { length } = payload;
  const extended = length < 126 ? 0 : 2;
  const bytes = Buffer.alloc(2 + extended + 4 + length);
  bytes[0] = FINAL | opcode;
  bytes[1] = 0x80 | (extended ? 126 : length);
  if (extended) bytes.writeUInt16BE(length, 2);
  bytes.set(MASK, 2 + extended);
  for (let at = 0; at < length; at += 1) {
    bytes[6 + extended + at] = (payload[at] ?? 0) ^ (MASK[at % 4] ?? 0);
  }
  return bytes;
}

/** What happens while frames are read. */
export interface FrameEvents {
  text(text: string): void;
  /** The other side has to be answered with this. */
  answer(frame: Uint8Array): void;
  /** The other side ends the connection. */
  closed(): void;
}

/** Reads a server's frames as they come in, in whatever pieces. */
export class FrameReader {
  #rest: Buffer | undefined;
  readonly #events: FrameEvents;

  constructor(events: FrameEvents) {
    this.#events = events;
  }

  read(chunk: Buffer): void {
    const bytes = this.#rest ? Buffer.concat([this.#rest, chunk]) : chunk;
    let at = 0;
    for (;;) {
      const end = this.#readOne(bytes, at);
      if (end === undefined) break;
      at = end;
    }
    // A copy: the runtime may use the chunk's memory again.
    this.#rest = at < bytes.length ? Buffer.from(bytes.subarray(at)) : undefined;
  }

  /** @returns where the frame ends, `undefined` while it is not all there */
  #readOne(bytes: Buffer, at: number): number | undefined {
    if (at + 2 > bytes.length) return undefined;
    let length = (bytes[at + 1] ?? 0) & 0x7f;
    let start = at + 2;
    if (length === 126) {
      if (at + 4 > bytes.length) return undefined;
      length = bytes.readUInt16BE(at + 2);
      start = at + 4;
    }
    const end = start + length;
    if (end > bytes.length) return undefined;
    this.#hand((bytes[at] ?? 0) & 0xf, bytes.subarray(start, end));
    return end;
  }

  #hand(opcode: number, payload: Buffer): void {
    if (opcode === TEXT) this.#events.text(payload.toString("latin1"));
    else if (opcode === CLOSE) this.#events.closed();
    else if (opcode === PING) this.#events.answer(frame(PONG, payload));
  }
}
