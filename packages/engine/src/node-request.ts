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
  const { status } = response;
  const headers = Object.fromEntries(response.headers);
  const { req: incoming } = outgoing;
  if (!incoming.complete) {
    headers.connection = "close";
    outgoing.once("finish", () => incoming.destroy());
  }
  outgoing.writeHead(status, headers);
  const { body } = response;
  // No more of it is in memory than the client takes.
  if (Number(headers["content-length"]) > STREAMED_BYTES && body) await pipeline(body, outgoing);
  else outgoing.end(Buffer.from(await response.arrayBuffer()));
}
