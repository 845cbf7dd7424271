// Lets today's node:http server serve what answers web-standard requests. Lives until the engine's host takes over.

import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { HttpHandler } from "./http-routes.ts";
import { responseTo } from "./reply.ts";

/** Stands for the authority in a request's URL: `Host` may be anything, and is read where it is needed. */
const BASE = "http://relay";

const MALFORMED = { status: 400, body: "bad request\n" };

/** The address at the other end of its connection; empty where that is gone already. */
export function peerOf({ socket }: IncomingMessage): string {
  return socket.remoteAddress ?? "";
}

/** Its headers. */
export function headersOf({ headers }: IncomingMessage): Headers {
  return new Headers(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

/** Serves the handler. */
export function nodeListener(handler: HttpHandler): RequestListener {
  return (incoming, outgoing) => {
    // Whoever has gone in the middle of an answer gets no more of it.
    serve(handler, incoming, outgoing).catch(() => outgoing.destroy());
  };
}

async function serve(handler: HttpHandler, incoming: IncomingMessage, outgoing: ServerResponse) {
  const request = requestOf(incoming);
  const answer = await (request
    ? handler(request, peerOf(incoming))
    : responseTo("GET", MALFORMED));
  outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
  if (answer.body) await pipeline(answer.body, outgoing);
  else outgoing.end();
}

/** Nothing where it makes no Request: an absolute URL that is none, or TRACE. */
function requestOf(incoming: IncomingMessage): Request | undefined {
  const { url = "/", method = "GET" } = incoming;
  try {
    const target = url.startsWith("/") ? BASE + url : url.replace(/^\*$/, BASE);
    return new Request(target, { method, headers: headersOf(incoming) });
  } catch {
    return undefined;
  }
}
