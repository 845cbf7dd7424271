// One TCP connection to a server under test, as bytes: what is written leaves at once, what comes is handed to whoever
// uses it now. Knows no protocol.

import type { Socket } from "node:net";
import { connect } from "node:net";

/** A connection whose user hears of bytes and of the end. */
export class TcpLink {
  onBytes: (bytes: Buffer) => void = () => {};
  onEnd: () => void = () => {};
  readonly #socket: Socket;
  #isOver = false;

  /** Connects; what is written before that is kept. */
  constructor(port: number) {
    this.#socket = connect({ port, host: "127.0.0.1", noDelay: true });
    this.#socket.on("data", (bytes) => this.onBytes(bytes));
    // A reset is an end like any other: servers differ in when they send one.
    this.#socket.on("error", () => {});
    const over = () => {
      if (this.#isOver) return;
      this.#isOver = true;
      this.onEnd();
    };
    this.#socket.on("end", over);
    this.#socket.on("close", over);
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** What is written to a connection that has ended is lost, as on any network. */
  write(bytes: Buffer | string): void {
    if (!this.#isOver && this.#socket.writable) this.#socket.write(bytes);
  }

  /** Says that nothing more will be written, and goes on reading. */
  end(): void {
    this.#socket.end();
  }

  /** Ends it without telling its user. */
  destroy(): void {
    this.onBytes = () => {};
    this.onEnd = () => {};
    this.#socket.destroy();
  }

  /** Stops and resumes reading: what the other side writes piles up. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }
}
