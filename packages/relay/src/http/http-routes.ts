// What the relay answers over plain HTTP: health, readiness, metrics and the page. Socket.IO takes its own
// path before anything comes here.

import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, RequestListener } from "node:http";
import type { Registry } from "prom-client";
import type { Page } from "./page.ts";
import type { Reply } from "./reply.ts";
import { send } from "./reply.ts";
import { welcomePage } from "./welcome-page.ts";

/** What the routes need. */
export interface RouteDependencies {
  readonly metrics: Registry;
  /** Without a token there is no `/metrics`. */
  readonly metricsToken: string | undefined;
  /** What `/` shows: the play page, or `welcome` where it was not built, or nothing. */
  readonly page: Page | "welcome" | undefined;
  /** By which scheme and host a request reached the relay. */
  readonly calledAs: (request: IncomingMessage) => { scheme: "http" | "https"; host: string };
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
  const [path = "/"] = (request.url ?? "/").split("?");
  switch (path) {
    case "/health":
      return { status: 200, body: "ok" };
    case "/readyz":
      return { status: 200, body: "ready" };
    case "/metrics":
      return metrics(request, deps);
    default:
      return page(path, request, deps) ?? NOT_FOUND;
  }
}

function page(path: string, request: IncomingMessage, deps: RouteDependencies): Reply | undefined {
  const { scheme, host } = deps.calledAs(request);
  if (deps.page !== "welcome") return deps.page?.find(path, { host, headers: request.headers });
  if (path !== "/") return undefined;
  const body = welcomePage(`${scheme === "https" ? "wss" : "ws"}://${host}`);
  return { status: 200, type: "text/html; charset=utf-8", body };
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
