// One TCP connection on which a test writes HTTP/1 requests as they are, letter by letter, and reads the answers. Knows
// no client's manners: what fetch would never send can be sent.

import type { Socket } from "node:net";
import { connect } from "node:net";
import { Watched } from "./watched.ts";

/** An answer. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** A connection of one's own. */
export class HttpConnection extends Watched implements Disposable {
  readonly #socket: Socket;
  #received = "";
  /** The other end has closed it. */
  isClosed = false;

  constructor(port: number) {
    super();
    this.#socket = connect(port, "127.0.0.1");
    this.#socket.setEncoding("latin1").on("data", (text: string) => {
      this.#received += text;
      this.changed();
    });
    this.#socket.on("error", () => {});
    this.#socket.on("close", () => {
      this.isClosed = true;
      this.changed();
    });
  }

  /**
   * Sends a request, and reads the answer, whose length must be said.
   * @param head - the request line, and headers
   */
  async ask(head: readonly string[], body = ""): Promise<HttpAnswer> {
    this.#socket.write(`${head.join("\r\n")}\r\n\r\n${body}`, "latin1");
    await this.until("an answer", () => this.#received.includes("\r\n\r\n") || this.isClosed);
    const end = this.#received.indexOf("\r\n\r\n");
    const [line = "", ...fields] = this.#received.slice(0, Math.max(end, 0)).split("\r\n");
    const headers = new Headers(fields.map((field) => pairOf(field)));
    const isBodiless = head[0]?.startsWith("HEAD ");
    const length = isBodiless ? 0 : Number(headers.get("content-length") ?? 0);
    const whole = end + 4 + length;
    await this.until("its body", () => this.#received.length >= whole || this.isClosed);
    const answer = this.#received.slice(end + 4, whole);
    this.#received = this.#received.slice(whole);
    return { status: Number(line.split(" ")[1]), headers, body: answer };
  }

  [Symbol.dispose](): void {
    this.#socket.destroy();
  }

  protected override state(): string {
    return `received ${JSON.stringify(this.#received)}, ${this.isClosed ? "closed" : "open"}`;
  }
}

function pairOf(field: string): [string, string] {
  const [name = "", ...rest] = field.split(":");
  return [name, rest.join(":").trim()];
}

/** One request on a connection of its own. */
export async function askOnce(
  port: number,
  head: readonly string[],
  body?: string,
): Promise<HttpAnswer> {
  using connection = new HttpConnection(port);
  return await connection.ask(head, body);
}
