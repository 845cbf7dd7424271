// One keep-alive connection for one HTTP request at a time; made anew when the relay has ended it meanwhile. Reads answers
// that tell their length, as all relays here give them.

import { TcpConnection } from "./tcp.ts";

const END_OF_HEAD = "\r\n\r\n";

/** An answer. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

/** Requests one after another. */
export class HttpConnection {
  readonly #port: number;
  #tcp: TcpConnection | undefined;
  #received = Buffer.alloc(0);
  #onAnswer: ((answer: HttpAnswer | undefined) => void) | undefined;

  constructor(port: number) {
    this.#port = port;
  }

  get isBusy(): boolean {
    return this.#onAnswer !== undefined;
  }

  /** @param onAnswer - gets `undefined` where the connection ends without one */
  ask(request: Uint8Array, onAnswer: (answer: HttpAnswer | undefined) => void): void {
    this.#onAnswer = onAnswer;
    this.#tcp ??= this.#open();
    this.#tcp.write(request);
  }

  cut(): void {
    const tcp = this.#tcp;
    this.#tcp = undefined;
    this.#onAnswer = undefined;
    tcp?.cut();
  }

  #open(): TcpConnection {
    const tcp: TcpConnection = new TcpConnection(this.#port, {
      data: (bytes) => this.#receive(bytes),
      closed: () => {
        if (tcp !== this.#tcp) return;
        this.#tcp = undefined;
        this.#finish(undefined);
      },
    });
    this.#received = Buffer.alloc(0);
    return tcp;
  }

  #receive(bytes: Buffer): void {
    this.#received = Buffer.concat([this.#received, bytes]);
    const end = this.#received.indexOf(END_OF_HEAD);
    if (end < 0) return;
    const head = this.#received.toString("latin1", 0, end);
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1]);
    const start = end + END_OF_HEAD.length;
    if (Number.isNaN(length)) throw new Error(`an answer without a length: ${head}`);
    if (this.#received.length < start + length) return;
    const body = this.#received.toString("latin1", start, start + length);
    this.#received = this.#received.subarray(start + length);
    this.#finish({ status: Number(head.slice(9, 12)), body });
  }

  #finish(answer: HttpAnswer | undefined): void {
    const onAnswer = this.#onAnswer;
    this.#onAnswer = undefined;
    onAnswer?.(answer);
  }
}
