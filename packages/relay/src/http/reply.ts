// An answer over plain HTTP, and how it is written. Knows no paths.

import type { IncomingMessage, ServerResponse } from "node:http";

/** What is answered. */
export interface Reply {
  readonly status: number;
  /** Plain text unless said otherwise. */
  readonly type?: string;
  readonly body: string | Buffer;
  /** Over the strict ones that every answer has. */
  readonly headers?: Readonly<Record<string, string>>;
}

const STRICT = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'",
};

/** Writes it; to a HEAD without the body. */
export function send(request: IncomingMessage, response: ServerResponse, reply: Reply): void {
  response.writeHead(reply.status, {
    ...STRICT,
    "content-type": reply.type ?? "text/plain; charset=utf-8",
    ...(reply.status === 304 ? {} : { "content-length": Buffer.byteLength(reply.body) }),
    ...reply.headers,
  });
  response.end(request.method === "HEAD" ? undefined : reply.body);
}
