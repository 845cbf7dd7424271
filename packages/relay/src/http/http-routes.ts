// What the relay answers over plain HTTP: health, readiness, metrics and the page. Socket.IO takes its own
// path before anything comes here.

import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Registry } from "prom-client";
import { welcomePage } from "./welcome-page.ts";

/** What the routes need. */
export interface RouteDependencies {
  readonly metrics: Registry;
  /** Without a token there is no `/metrics`. */
  readonly metricsToken: string | undefined;
  /** Whether `/` shows the page. */
  readonly web: boolean;
  /** Whether `X-Forwarded-Proto` is to be believed. */
  readonly behindProxy: boolean;
}

interface Reply {
  readonly status: number;
  readonly type?: string;
  readonly body: string;
}

const NOT_FOUND: Reply = { status: 404, body: "not found\n" };

/** The request listener. */
export function httpRoutes(deps: RouteDependencies): RequestListener {
  return (request, response) => {
    if (request.method !== "GET" && request.method !== "HEAD") {
      send(request, response, { status: 405, body: "method not allowed\n" });
      return;
    }
    route(request, deps).then(
      (reply) => send(request, response, reply),
      () => send(request, response, { status: 500, body: "internal error\n" }),
    );
  };
}

async function route(request: IncomingMessage, deps: RouteDependencies): Promise<Reply> {
  const path = (request.url ?? "/").split("?")[0];
  switch (path) {
    case "/health":
      return { status: 200, body: "ok" };
    case "/readyz":
      return { status: 200, body: "ready" };
    case "/metrics":
      return metrics(request, deps);
    case "/":
      if (!deps.web) return NOT_FOUND;
      return {
        status: 200,
        type: "text/html; charset=utf-8",
        body: welcomePage(relayUrl(request, deps)),
      };
    default:
      return NOT_FOUND;
  }
}

async function metrics(request: IncomingMessage, deps: RouteDependencies): Promise<Reply> {
  if (deps.metricsToken === undefined) return NOT_FOUND;
  if (!isSame(request.headers.authorization ?? "", `Bearer ${deps.metricsToken}`)) {
    return { status: 401, body: "unauthorized\n" };
  }
  return { status: 200, type: deps.metrics.contentType, body: await deps.metrics.metrics() };
}

function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}

/** The URL under which this very request reached the relay, as the app wants it. */
function relayUrl(request: IncomingMessage, { behindProxy }: RouteDependencies): string {
  const forwarded = behindProxy ? request.headers["x-forwarded-proto"] : undefined;
  return `${forwarded === "https" ? "wss" : "ws"}://${request.headers.host ?? "localhost:3210"}`;
}

function send(request: IncomingMessage, response: ServerResponse, reply: Reply): void {
  response.writeHead(reply.status, {
    "content-type": reply.type ?? "text/plain; charset=utf-8",
    "content-length": Buffer.byteLength(reply.body),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "content-security-policy":
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'",
  });
  response.end(request.method === "HEAD" ? undefined : reply.body);
}
