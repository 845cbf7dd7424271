// WebSocket frames (RFC 6455, section 5) by hand: a client's, right or wrong in any field, and a server's, read from bytes
// as they come. Knows nothing of what they carry.

/** Opcodes that RFC 6455 gives a meaning. */
export const OPCODES = {
  continuation: 0,
  text: 1,
  binary: 2,
  close: 8,
  ping: 9,
  pong: 10,
} as const;

/** A client's frame; what is left out is as it should be. */
export interface ClientFrame {
  readonly opcode: number;
  readonly payload: Buffer;
  readonly isFinal?: boolean;
  readonly isMasked?: boolean;
  /** The three reserved bits, as a number of 0 to 7. */
  readonly reserved?: number;
  /** Which form the length takes, whatever it is: 7, 16 or 64 bits. */
  readonly lengthBits?: 7 | 16 | 64;
  /** What the length says, whatever the payload has. */
  readonly saysLength?: number;
}

/** Always the same mask: what is tested must not depend on chance. */
const MASK = Buffer.from([0x12, 0x9a, 0x5c, 0xe7]);

/** The frame's bytes. */
export function encodeFrame(frame: ClientFrame): Buffer {
  const { opcode, payload, isFinal = true, isMasked = true, reserved = 0 } = frame;
  const length = frame.saysLength ?? payload.length;
  const bits = frame.lengthBits ?? (length < 126 ? 7 : length < 65536 ? 16 : 64);
  const head = Buffer.alloc(2 + (bits === 7 ? 0 : bits / 8));
  head[0] = (isFinal ? 0x80 : 0) | (reserved << 4) | opcode;
  head[1] = (isMasked ? 0x80 : 0) | (bits === 7 ? length & 0x7f : bits === 16 ? 126 : 127);
  if (bits === 16) head.writeUInt16BE(length & 0xffff, 2);
  if (bits === 64) head.writeBigUInt64BE(BigInt(length), 2);
  if (!isMasked) return Buffer.concat([head, payload]);
  const masked = Buffer.from(payload.map((byte, index) => byte ^ (MASK[index % 4] ?? 0)));
  return Buffer.concat([head, MASK, masked]);
}

export function textFrame(text: string): Buffer {
  return encodeFrame({ opcode: OPCODES.text, payload: Buffer.from(text) });
}

export function binaryFrame(payload: Buffer): Buffer {
  return encodeFrame({ opcode: OPCODES.binary, payload });
}

/** @param code - none for a frame without a payload */
export function closeFrame(code?: number, reason = ""): Buffer {
  const payload = Buffer.alloc(code === undefined ? 0 : 2);
  if (code !== undefined) payload.writeUInt16BE(code);
  return encodeFrame({
    opcode: OPCODES.close,
    payload: Buffer.concat([payload, Buffer.from(reason)]),
  });
}

/** A server's frame. */
export interface ServerFrame {
  readonly opcode: number;
  readonly isFinal: boolean;
  readonly payload: Buffer;
}

/** Cuts a server's bytes into frames. */
export class FrameReader {
  #bytes: Buffer = Buffer.alloc(0);

  /** Whether bytes have come that no server may send: a masked frame, or a reserved bit. What follows is not read. */
  isBroken = false;

  /** The frames that are complete with these bytes. */
  push(bytes: Buffer): ServerFrame[] {
    this.#bytes = this.#bytes.length === 0 ? bytes : Buffer.concat([this.#bytes, bytes]);
    const frames: ServerFrame[] = [];
    for (let frame = this.#next(); frame; frame = this.#next()) frames.push(frame);
    return frames;
  }

  #next(): ServerFrame | undefined {
    const bytes = this.#bytes;
    if (bytes.length < 2 || this.isBroken) return undefined;
    const [first = 0, second = 0] = bytes;
    if (second & 0x80 || first & 0x70) {
      this.isBroken = true;
      return undefined;
    }
    const short = second & 0x7f;
    const start = 2 + (short === 127 ? 8 : short === 126 ? 2 : 0);
    if (bytes.length < start) return undefined;
    const length =
      short === 127
        ? Number(bytes.readBigUInt64BE(2))
        : short === 126
          ? bytes.readUInt16BE(2)
          : short;
    if (bytes.length < start + length) return undefined;
    this.#bytes = bytes.subarray(start + length);
    return {
      opcode: first & 0x0f,
      isFinal: (first & 0x80) !== 0,
      payload: bytes.subarray(start, start + length),
    };
  }
}
