// Requests and answers of node:http as the web has them.

import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";

/** Methods that no Request may have (Fetch standard). */
const UNKNOWN_METHODS: readonly (string | undefined)[] = ["CONNECT", "TRACE", "TRACK"];

/** Stands for what is said in `Host`, which may be anything, and is read where it is needed. */
const AUTHORITY = "http://host";

/** What stands before the path in a target for a proxy. */
const ABSOLUTE = /^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i;

/** Longer answers are written as they are read. */
const STREAMED_BYTES = 16 * 1024;

/** The body is longer than anybody may send. */
class TooLargeError extends Error {}

/**
 * The request; nothing, where it is none that the web knows.
 * @param maxBytes - of the body, which is read only if somebody asks for it; reading more throws {@link TooLargeError}
 */
export function webRequest(
  incoming: IncomingMessage,
  { signal, maxBytes }: { signal: AbortSignal; maxBytes: number },
): Request | undefined {
  const { method = "GET", url = "/" } = incoming;
  const target = AUTHORITY + url.replace(ABSOLUTE, "").replace(/^\*$/, "");
  if (!URL.canParse(target) || UNKNOWN_METHODS.includes(method)) return undefined;
  const hasBody = method !== "GET" && method !== "HEAD";
  const body = hasBody ? ReadableStream.from(bounded(incoming, maxBytes)) : null;
  return new Request(target, {
    method,
    headers: headersOf(incoming),
    body,
    signal,
    duplex: "half",
  });
}

async function* bounded(incoming: IncomingMessage, maxBytes: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of incoming) {
    bytes += (chunk as Buffer).length;
    if (bytes > maxBytes) throw new TooLargeError();
    yield chunk as Buffer;
  }
}

function headersOf({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers();
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    headers.append(rawHeaders[at] as string, rawHeaders[at + 1] as string);
  }
  return headers;
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
