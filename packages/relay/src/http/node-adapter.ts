// What of a web-standard request the readers want, taken from one of node:http. Lives until the engine's host takes over.

import type { IncomingMessage } from "node:http";

/** The address at the other end of its connection; empty where that is gone already. */
export function peerOf({ socket }: IncomingMessage): string {
  return socket.remoteAddress ?? "";
}

/** Its headers. */
export function headersOf({ headers }: IncomingMessage): Headers {
  return new Headers(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
