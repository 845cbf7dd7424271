// By which name a request reached the relay: the relay's own page is known by it. What a proxy says of it is believed
// only from those that the operator named.

import type { IncomingMessage } from "node:http";
import proxyAddr from "proxy-addr";
import type { TrustedProxies } from "./trusted-proxies.ts";
import { trustIn } from "./trusted-proxies.ts";

/** How a client named the relay, as far as can be told. */
export interface PublicName {
  readonly scheme: "http" | "https";
  /** With ports, as they were written: the outermost trusted proxy's word first, `Host` last. */
  readonly hosts: readonly string[];
}

/**
 * Reads `Host`, and what trusted proxies wrote into `X-Forwarded-Host` and `X-Forwarded-Proto`. Each proxy writes behind
 * the one before it, so entries further to the left than there are trusted proxies are the client's own.
 */
export function publicNameReader(
  trusted: TrustedProxies,
): (request: IncomingMessage) => PublicName {
  const proxiesBefore = proxyCounter(trusted);
  return (request) => {
    const { headers } = request;
    const proxies = proxiesBefore(request);
    const written = (name: string) => (proxies > 0 ? entries(headers[name]).slice(-proxies) : []);
    const [scheme] = written("x-forwarded-proto");
    return {
      scheme: scheme?.toLowerCase() === "https" ? "https" : "http",
      hosts: [...written("x-forwarded-host"), ...entries(headers.host)],
    };
  };
}

/** Counts the trusted proxies that a request has passed, the nearest first, up to the first stranger. */
function proxyCounter(trusted: TrustedProxies): (request: IncomingMessage) => number {
  if (typeof trusted === "number") return () => trusted;
  const trust = trustIn(trusted);
  return (request) => {
    const hops = proxyAddr.all(request, trust);
    const stranger = hops.findIndex((address, hop) => !trust(address ?? "", hop));
    return stranger < 0 ? hops.length : stranger;
  };
}

function entries(header: string | string[] | undefined): string[] {
  return String(header ?? "")
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}
