// What a request is answered when it cannot be served, in the words of Engine.IO 4; and what a browser has to be told.

import type { HostRequest } from "./host.ts";

/** The official server's codes, and its words; where it has none, those of the nearest code. */
const REFUSALS = {
  UNKNOWN_TRANSPORT: { code: 0, message: "Transport unknown" },
  UNKNOWN_SID: { code: 1, message: "Session ID unknown" },
  BAD_HANDSHAKE_METHOD: { code: 2, message: "Bad handshake method" },
  BAD_REQUEST: { code: 3, message: "Bad request" },
  FORBIDDEN: { code: 4, message: "Forbidden" },
  UNSUPPORTED_PROTOCOL_VERSION: { code: 5, message: "Unsupported protocol version" },
  INVALID_NAMESPACE: { code: 3, message: "Invalid namespace" },
} as const;

/** Why something is refused. */
export type Refusal = keyof typeof REFUSALS;

/** The same in words. */
export function wordsOf(reason: Refusal): string {
  return REFUSALS[reason].message;
}

/** Refuses a request with a reason. */
export function refuse(reason: Refusal): Response {
  return Response.json(REFUSALS[reason], { status: reason === "FORBIDDEN" ? 403 : 400 });
}

/** Refuses a request that belongs to a session which it has ended. */
export function refusal(): Response {
  return new Response(null, { status: 400 });
}

/** The answer to a request that brought packets; as HTML, or some browsers would offer it as a download. */
export function ok(): Response {
  return new Response("ok", { headers: { "content-type": "text/html" } });
}

/** The answer to a browser that asks first. A page may send headers of its own: a tunnel in between may want one. */
export function preflight(request: HostRequest): Response {
  const headers = {
    "access-control-allow-methods": "GET, POST",
    "access-control-allow-headers":
      request.headers.get("access-control-request-headers") ?? "content-type",
  };
  return new Response(null, { status: 204, headers });
}

/** Lets a page of that origin read the answer. */
export function allowOrigin(response: Response, origin: string): Response {
  response.headers.set("access-control-allow-origin", origin);
  response.headers.append("vary", "Origin");
  return response;
}
