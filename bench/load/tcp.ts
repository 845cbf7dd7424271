// TCP connections to the relay on Bun's sockets, which cost a fraction of `node:net`'s. What a full socket does not take
// waits for it. Knows no protocol.

import type { TcpSocket } from "../bun-runtime.ts";
import { bun } from "../bun-runtime.ts";
import { traffic } from "./link.ts";

/** What a connection tells its owner. */
interface TcpEvents {
  data(bytes: Buffer): void;
  closed(): void;
}

/** One connection. What is written before it stands is sent when it does. */
export class TcpConnection {
  readonly #events: TcpEvents;
  #socket: TcpSocket<TcpConnection> | undefined;
  #unsent: Uint8Array[] = [];
  #isOver = false;

  constructor(port: number, events: TcpEvents) {
    this.#events = events;
    const refused = () => this.#end();
    bun
      .connect<TcpConnection>({ hostname: "127.0.0.1", port, data: this, socket: handlers })
      .catch(refused);
  }

  write(bytes: Uint8Array): void {
    if (this.#isOver) return;
    traffic.sent += bytes.length;
    if (!this.#socket || this.#unsent.length > 0) {
      this.#unsent.push(bytes);
      return;
    }
    const taken = this.#socket.write(bytes);
    if (taken < bytes.length) this.#unsent.push(bytes.subarray(Math.max(taken, 0)));
  }

  close(): void {
    this.#socket?.end();
    this.#end();
  }

  cut(): void {
    this.#socket?.terminate();
    this.#end();
  }

  #flush(): void {
    const waiting = this.#unsent.splice(0);
    for (const [index, bytes] of waiting.entries()) {
      const taken = this.#socket?.write(bytes) ?? 0;
      if (taken === bytes.length) continue;
      this.#unsent = [bytes.subarray(Math.max(taken, 0)), ...waiting.slice(index + 1)];
      return;
    }
  }

  /** The owner hears of an end once, and of its own as of any other. */
  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#events.closed();
  }

  static readonly opened = (socket: TcpSocket<TcpConnection>): void => {
    const connection = socket.data;
    connection.#socket = socket;
    if (connection.#isOver) socket.terminate();
    else connection.#flush();
  };

  static readonly received = ({ data }: TcpSocket<TcpConnection>, bytes: Buffer): void => {
    traffic.received += bytes.length;
    traffic.reads += 1;
    if (!data.#isOver) data.#events.data(bytes);
  };

  static readonly drained = ({ data }: TcpSocket<TcpConnection>): void => data.#flush();

  static readonly ended = ({ data }: TcpSocket<TcpConnection>): void => data.#end();
}

const handlers = {
  open: TcpConnection.opened,
  data: TcpConnection.received,
  drain: TcpConnection.drained,
  close: TcpConnection.ended,
  error: TcpConnection.ended,
  connectError: TcpConnection.ended,
};
