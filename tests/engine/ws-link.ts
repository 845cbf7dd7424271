// One WebSocket connection by hand: its handshake, its frames in both directions as bytes, its end. It answers a close
// frame as RFC 6455 asks, and nothing else by itself. Knows nothing of Engine.IO.

import type { HttpAnswer } from "./http-reader.ts";
import { HttpReader } from "./http-reader.ts";
import { TcpLink } from "./tcp-link.ts";
import type { ServerFrame } from "./ws-frame.ts";
import { closeFrame, FrameReader, OPCODES } from "./ws-frame.ts";

/** What a server's frame says. */
export type Heard =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "binary"; readonly hex: string }
  | { readonly kind: "ping" | "pong"; readonly hex: string }
  /** 1005 stands for a frame without a code. */
  | { readonly kind: "close"; readonly code: number }
  /** Bytes that are no frame. */
  | { readonly kind: "broken" };

const HANDSHAKE_HEADERS = {
  Host: "localhost",
  Connection: "Upgrade",
  Upgrade: "websocket",
  "Sec-WebSocket-Version": "13",
  "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
};

/** A WebSocket connection, or the attempt at one. */
export class WsLink {
  readonly #tcp: TcpLink;
  readonly #http = new HttpReader();
  readonly #frames = new FrameReader();
  readonly #onHeard: (heard: Heard) => void;
  #fragments: ServerFrame[] = [];
  #saidClose = false;
  /** Whether a close frame has come. */
  heardClose = false;

  constructor(
    port: number,
    { target, headers = {} }: { target: string; headers?: Readonly<Record<string, string>> },
    { onHeard, onChange }: { onHeard: (heard: Heard) => void; onChange: () => void },
  ) {
    this.#onHeard = onHeard;
    this.#tcp = new TcpLink(port);
    this.#tcp.onBytes = (bytes) => {
      this.#take(bytes);
      onChange();
    };
    this.#tcp.onEnd = () => {
      this.#http.end();
      onChange();
    };
    const lines = Object.entries({ ...HANDSHAKE_HEADERS, ...headers });
    const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
    this.#tcp.write(`GET ${target} HTTP/1.1\r\n${head}\r\n`);
  }

  /** The answer to the handshake: a refusal, or 101. */
  get answer(): HttpAnswer | undefined {
    return this.#http.answer;
  }

  get isOpen(): boolean {
    return this.answer?.status === 101 && !this.isOver;
  }

  get isOver(): boolean {
    return this.#tcp.isOver;
  }

  /** Bytes as they are: frames made by ws-frame.ts, or none. */
  write(bytes: Buffer): void {
    this.#tcp.write(bytes);
  }

  /** Begins the closing handshake. */
  close(code?: number): void {
    this.#saidClose = true;
    this.#tcp.write(closeFrame(code));
  }

  /** Goes away without a word. */
  drop(): void {
    this.#tcp.destroy();
  }

  #take(bytes: Buffer): void {
    if (this.answer?.status === 101) {
      this.#read(bytes);
      return;
    }
    this.#http.push(bytes);
    if (this.answer?.status === 101 && this.#http.rest.length > 0) this.#read(this.#http.rest);
    else if (this.answer && this.answer.status !== 101) this.#tcp.end();
  }

  #read(bytes: Buffer): void {
    const wasBroken = this.#frames.isBroken;
    for (const frame of this.#frames.push(bytes)) this.#hear(frame);
    if (this.#frames.isBroken && !wasBroken) this.#onHeard({ kind: "broken" });
  }

  #hear(frame: ServerFrame): void {
    const { opcode, payload, isFinal } = frame;
    if (opcode === OPCODES.ping || opcode === OPCODES.pong) {
      const kind = opcode === OPCODES.ping ? "ping" : "pong";
      this.#onHeard({ kind, hex: payload.toString("hex") });
    } else if (opcode === OPCODES.close) {
      this.heardClose = true;
      const code = payload.length < 2 ? 1005 : payload.readUInt16BE(0);
      this.#onHeard({ kind: "close", code });
      if (!this.#saidClose) this.close(payload.length < 2 ? undefined : code);
    } else {
      this.#fragments.push(frame);
      if (!isFinal) return;
      const whole = Buffer.concat(this.#fragments.map((fragment) => fragment.payload));
      const isText = this.#fragments[0]?.opcode === OPCODES.text;
      this.#fragments = [];
      this.#onHeard(
        isText
          ? { kind: "text", text: whole.toString("utf8") }
          : { kind: "binary", hex: whole.toString("hex") },
      );
    }
  }
}
