// What the relay answers over plain HTTP: health, readiness, metrics and the page. Socket.IO takes its own
// path before anything comes here. Knows no server; a request's body is never read.

import { createHash, timingSafeEqual } from "node:crypto";
import type { Page } from "./page.ts";
import type { Reply } from "./reply.ts";
import { responseTo } from "./reply.ts";
import { welcomePage } from "./welcome-page.ts";

/** What matters of a request. */
type RouteRequest = Pick<Request, "method" | "url"> & { readonly headers: Pick<Headers, "get"> };

/** Answers a request; `peer` is the address at the other end of its TCP connection. */
export type HttpHandler = (request: RouteRequest, peer: string) => Response | Promise<Response>;

/** What the routes need. */
export interface RouteDependencies {
  /** What Prometheus is told, and in which form. */
  readonly metrics: { readonly contentType: string; metrics(): Promise<string> } | undefined;
  /** Without a token there is no `/metrics`. */
  readonly metricsToken: string | undefined;
  /** What `/` shows: the play page, or `welcome` where it was not built, or nothing. */
  readonly page: Page | "welcome" | undefined;
  /** Whether somebody may have one more file of the page. */
  readonly mayRead: (peer: string, headers: Pick<Headers, "get">) => boolean;
  /** By which scheme and host a request reached the relay. */
  readonly calledAs: (
    peer: string,
    headers: Pick<Headers, "get">,
  ) => { scheme: "http" | "https"; host: string };
}

const ALLOWED = { allow: "GET, HEAD, OPTIONS" };
const NOT_FOUND: Reply = { status: 404, body: "not found\n" };
const TOO_MANY: Reply = {
  status: 429,
  body: "too many requests, wait a minute\n",
  headers: { "retry-after": "60" },
};
const BROKEN: Reply = { status: 500, body: "internal error\n" };

/**
 * The target of a request as its host has it: a path alone, or behind a scheme and an authority, which nobody needs to have
 * understood (`http://[/health`).
 */
const TARGET = /^(?:[a-z][a-z\d+.-]*:\/\/[^/?#]*)?([^?#]*)/i;

/** The routes, as one function. It throws nothing, whatever the URL and the headers. */
export function httpRoutes(deps: RouteDependencies): HttpHandler {
  return (request, peer) => {
    const { method, url, headers } = request;
    if (method === "OPTIONS") return responseTo(method, { status: 204, headers: ALLOWED });
    if (method !== "GET" && method !== "HEAD") {
      return responseTo(method, { status: 405, body: "method not allowed\n", headers: ALLOWED });
    }
    const path = TARGET.exec(url)?.[1] || "/";
    switch (path) {
      case "/health":
        return responseTo(method, { status: 200, body: "ok" });
      case "/readyz":
        return responseTo(method, { status: 200, body: "ready" });
      case "/metrics":
        return metrics(headers, deps).then(
          (reply) => responseTo(method, reply),
          () => responseTo(method, BROKEN),
        );
      default:
        return responseTo(method, page(path, { headers, peer }, deps) ?? NOT_FOUND);
    }
  };
}

function page(
  path: string,
  { headers, peer }: { headers: Pick<Headers, "get">; peer: string },
  deps: RouteDependencies,
): Reply | undefined {
  if (!deps.mayRead(peer, headers)) return TOO_MANY;
  const { scheme, host } = deps.calledAs(peer, headers);
  if (deps.page !== "welcome") return deps.page?.find(path, { host, headers });
  if (path !== "/") return undefined;
  const body = welcomePage(`${scheme === "https" ? "wss" : "ws"}://${host}`);
  return { status: 200, type: "text/html; charset=utf-8", body };
}

async function metrics(headers: Pick<Headers, "get">, deps: RouteDependencies): Promise<Reply> {
  if (deps.metricsToken === undefined || !deps.metrics) return NOT_FOUND;
  if (!isSame(headers.get("authorization") ?? "", `Bearer ${deps.metricsToken}`)) {
    return { status: 401, body: "unauthorized\n" };
  }
  return { status: 200, type: deps.metrics.contentType, body: await deps.metrics.metrics() };
}

function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}
