// A WebSocket of the package ws, as the engine wants it.

import type { Socket } from "node:net";
import type { RawData, WebSocket } from "ws";
import type { Wire, WireOwner } from "./host.ts";

/** Wraps a WebSocket and the TCP connection below it. */
export class NodeWire implements Wire {
  data: WireOwner;
  readonly #webSocket: WebSocket;
  readonly #socket: Socket;

  constructor(webSocket: WebSocket, socket: Socket, owner: WireOwner) {
    this.data = owner;
    this.#webSocket = webSocket;
    this.#socket = socket;
    webSocket.on("message", (data: RawData, isBinary: boolean) => {
      this.data.received(isBinary ? (data as Buffer) : String(data));
    });
    webSocket.on("ping", () => this.data.controlled());
    webSocket.on("pong", () => this.data.controlled());
    // A frame that is none closes it, and there is no more to know.
    webSocket.on("error", () => {});
    webSocket.on("close", (code: number) => this.data.closed(code));
    owner.opened(this);
  }

  sendText(text: string): void {
    this.#webSocket.send(text);
  }

  sendBinary(bytes: Uint8Array): void {
    this.#webSocket.send(bytes);
  }

  cork(write: () => void): void {
    this.#socket.cork();
    write();
    this.#socket.uncork();
  }

  getBufferedAmount(): number {
    return this.#webSocket.bufferedAmount;
  }

  close(code?: number, reason?: string): void {
    this.#webSocket.close(code, reason);
  }

  terminate(): void {
    this.#webSocket.terminate();
  }
}
