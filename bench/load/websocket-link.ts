// A player's connection by WebSocket: the handshake by hand, then frames. Far leaner than a WebSocket object for each of
// thousands, and every byte is counted.

import type { Link, LinkEvents, Packet } from "./link.ts";
import { headers } from "./link.ts";
import { TcpConnection } from "./tcp.ts";
import { FrameReader } from "./websocket-frames.ts";

const END_OF_HEAD = "\r\n\r\n";

/** The nonce is nobody's secret here, and any 16 bytes. */
const request = (port: number) =>
  Buffer.from(
    [
      "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
      `Host: 127.0.0.1:${port}`,
      headers,
      "Connection: Upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      "Sec-WebSocket-Extensions: permessage-deflate",
      END_OF_HEAD.slice(2),
    ].join("\r\n"),
  );

/** Connects at once. */
export class WebSocketLink implements Link {
  readonly #connection: TcpConnection;
  readonly #events: LinkEvents;
  readonly #frames: FrameReader;
  /** The answer to the handshake as far as it has come; `undefined` once it is over. */
  #head: Buffer | undefined = Buffer.alloc(0);

  constructor(port: number, events: LinkEvents) {
    this.#events = events;
    this.#frames = new FrameReader({
      text: (text) => this.#events.packet(text),
      answer: (frame) => this.#connection.write(frame),
      closed: () => this.#connection.close(),
    });
    this.#connection = new TcpConnection(port, {
      data: (bytes) => this.#receive(bytes),
      closed: () => this.#events.closed(),
    });
    this.#connection.write(request(port));
  }

  send({ frame }: Packet): void {
    this.#connection.write(frame);
  }

  close(): void {
    this.#connection.close();
  }

  cut(): void {
    this.#connection.cut();
  }

  #receive(bytes: Buffer): void {
    if (this.#head) this.#receiveHead(Buffer.concat([this.#head, bytes]));
    else this.#frames.read(bytes);
  }

  #receiveHead(head: Buffer): void {
    const end = head.indexOf(END_OF_HEAD);
    this.#head = end < 0 ? head : undefined;
    if (end < 0) return;
    if (head.toString("latin1", 0, end).startsWith("HTTP/1.1 101"))
      this.#frames.read(head.subarray(end + END_OF_HEAD.length));
    else this.#connection.cut();
  }
}
