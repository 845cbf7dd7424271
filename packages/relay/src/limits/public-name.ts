// By which name a request reached the relay: the relay's own page is known by it. What a proxy says of it is believed
// only from those that the operator named.

import type { RequestHeaders, TrustedProxies } from "./trusted-proxies.ts";
import { fromRight, routeReader } from "./trusted-proxies.ts";

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
): (peer: string, headers: RequestHeaders) => PublicName {
  const routeOf = routeReader(trusted);
  return (peer, headers) => {
    const { proxies } = routeOf(peer, headers);
    const written = (name: string) =>
      fromRight(headers.get(name)).take(proxies).toArray().reverse();
    const [scheme] = written("x-forwarded-proto");
    // One name, whatever it is made of: who writes a list into it gets no list looked through.
    const host = headers.get("host");
    return {
      scheme: scheme?.toLowerCase() === "https" ? "https" : "http",
      hosts: [...written("x-forwarded-host"), ...(host ? [host] : [])],
    };
  };
}
