// Requests and answers of node:http, as much of them as the web's that is needed: a whole Request costs more than a
// handshake.

import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { HostRequest } from "./host.ts";

/** Longer answers are written as they are read. */
const STREAMED_BYTES = 16 * 1024;

/** A request. */
export class NodeRequest implements HostRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Pick<Headers, "get">;
  readonly #incoming: IncomingMessage;
  readonly #maxBytes: number;
  #abort: AbortController | undefined;

  /** @param maxBytes - of the body, which is read only if somebody asks for it, and no further */
  constructor(incoming: IncomingMessage, maxBytes: number) {
    this.method = incoming.method ?? "GET";
    this.url = incoming.url ?? "/";
    this.headers = { get: (name) => incoming.headers[name]?.toString() ?? null };
    this.#incoming = incoming;
    this.#maxBytes = maxBytes;
  }

  get signal(): AbortSignal {
    this.#abort ??= new AbortController();
    return this.#abort.signal;
  }

  /** The client has gone away, or has been answered. */
  end(): void {
    this.#abort?.abort();
  }

  async text(): Promise<string> {
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of this.#incoming) {
      chunks.push(chunk as Buffer);
      bytes += (chunk as Buffer).length;
      if (bytes > this.#maxBytes) throw new Error("The body is too large");
    }
    return Buffer.concat(chunks).toString();
  }
}

/** Writes the answer. A connection on which a request has not come to its end is good for no other. */
export async function writeResponse(response: Response, outgoing: ServerResponse): Promise<void> {
  const { req: incoming } = outgoing;
  outgoing.statusCode = response.status;
  outgoing.setHeaders(response.headers);
  if (!incoming.complete) {
    outgoing.setHeader("connection", "close");
    outgoing.once("finish", () => incoming.destroy());
  }
  const { body } = response;
  const isLong = Number(response.headers.get("content-length")) > STREAMED_BYTES;
  // No more of it is in memory than the client takes.
  if (isLong && body) {
    await pipeline(body, outgoing);
    return;
  }
  const bytes = Buffer.from(await response.arrayBuffer());
  // Said in any case: not every proxy takes an answer in chunks, or one that ends with its connection.
  if (bytes.length > 0) outgoing.setHeader("content-length", bytes.length);
  outgoing.end(bytes);
}
