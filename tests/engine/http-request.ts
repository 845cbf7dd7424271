// One HTTP request, written by hand: any method, any target, any body, also half of one. Knows nothing of sessions.

import type { HttpAnswer } from "./http-reader.ts";
import { HttpReader } from "./http-reader.ts";
import type { TcpLink } from "./tcp-link.ts";

/** What is asked. The target stands in the request line as it is. */
export interface Asked {
  readonly method: string;
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** How much of the body leaves with the request; the rest by {@link HttpRequest.finish}. */
  readonly firstBytes?: number;
}

/** A request under way, then its answer, or an end without one. */
export class HttpRequest {
  readonly #link: TcpLink;
  readonly #reader: HttpReader;
  readonly #body: Buffer;
  readonly #onOver: (link: TcpLink, isReusable: boolean) => void;
  #sent: number;
  #onChange: () => void = () => {};
  #hasEnded = false;

  /** @param onOver - takes the connection back, once answered */
  constructor(
    link: TcpLink,
    asked: Asked,
    onOver: (link: TcpLink, isReusable: boolean) => void = () => link.destroy(),
  ) {
    this.#link = link;
    this.#onOver = onOver;
    this.#reader = new HttpReader(asked.method !== "HEAD");
    this.#body = Buffer.from(asked.body ?? "");
    this.#sent = Math.min(asked.firstBytes ?? this.#body.length, this.#body.length);
    link.onBytes = (bytes) => this.#hear(bytes);
    link.onEnd = () => this.#end();
    if (link.isOver) this.#hasEnded = true;
    const head = Buffer.from(headOf(asked, this.#body.length));
    link.write(Buffer.concat([head, this.#body.subarray(0, this.#sent)]));
  }

  get answer(): HttpAnswer | undefined {
    return this.#reader.answer;
  }

  /** Whether it was answered, or never will be. */
  get isOver(): boolean {
    return this.answer !== undefined || this.#hasEnded;
  }

  /** Sends what is left of the body. */
  finish(): void {
    if (!this.isOver) this.#link.write(this.#body.subarray(this.#sent));
    this.#sent = this.#body.length;
  }

  /** Goes away without waiting for the answer. */
  drop(): void {
    if (!this.isOver) this.#link.destroy();
    this.#hasEnded = true;
  }

  /** Resolves when it {@link isOver}. */
  over(): Promise<HttpAnswer | undefined> {
    if (this.isOver) return Promise.resolve(this.answer);
    return new Promise((resolve) => {
      this.#onChange = () => resolve(this.answer);
    });
  }

  #hear(bytes: Buffer): void {
    if (this.isOver) return;
    this.#reader.push(bytes);
    if (!this.answer) return;
    const { status, headers } = this.answer;
    const isWhole = this.#sent === this.#body.length && status < 500 && status !== 413;
    this.#onOver(this.#link, isWhole && headers.get("connection")?.toLowerCase() !== "close");
    this.#onChange();
  }

  #end(): void {
    if (this.isOver) return;
    this.#reader.end();
    this.#hasEnded = true;
    this.#onChange();
  }
}

function headOf({ method, target, headers = {}, body }: Asked, length: number): string {
  const all: Record<string, string> = { Host: "localhost", ...headers };
  const isChunked = Object.keys(all).some((name) => name.toLowerCase() === "transfer-encoding");
  if (body !== undefined && !isChunked) all["Content-Length"] ??= String(length);
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${target} HTTP/1.1\r\n${lines.join("")}\r\n`;
}
