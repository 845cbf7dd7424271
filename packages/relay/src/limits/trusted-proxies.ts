// Whose word about a request is believed: that of the proxies which the operator named, and nobody else's. Says how a
// request came; what it is called and what is counted by that stands elsewhere.

import type { IpAddress } from "../ip-address.ts";
import { isWithin, readIpAddress, readNetworks } from "../ip-address.ts";

/** Proxies in front of the relay: how many, or which addresses and networks ({@link readNetworks}). */
export type TrustedProxies = number | readonly string[];

/** A request's headers, as far as they are asked for: `Headers`, or what a host has at hand. */
export type RequestHeaders = Pick<Headers, "get">;

/** How a request came to the relay. */
export interface Route {
  /** The address of the outermost end that is known for sure, as it was written. */
  readonly client: string;
  /** Trusted proxies that it passed. */
  readonly proxies: number;
}

/**
 * Reads how a request came.
 * @returns a function of the address at the other end of the TCP connection, empty where it is gone already, and the headers
 */
export function routeReader(
  trusted: TrustedProxies,
): (peer: string, headers: RequestHeaders) => Route {
  const isTrusted = trustIn(trusted);
  return (peer, headers) => {
    let client = peer;
    let passed = 0;
    for (const hop of hops(peer, headers)) {
      client = hop;
      if (!isTrusted(hop, passed)) break;
      passed += 1;
    }
    // Not every proxy writes an address; how many there are is known all the same.
    return { client, proxies: typeof trusted === "number" ? trusted : passed };
  };
}

/** @returns whether the address is a trusted proxy's; `before` counts those between it and the relay */
function trustIn(trusted: TrustedProxies): (hop: string, before: number) => boolean {
  if (typeof trusted === "number") return (_hop, before) => before < trusted;
  const networks = trusted.flatMap((text) => readNetworks(text) ?? []);
  return (hop) => {
    const address = readHop(hop);
    return address !== undefined && networks.some((network) => isWithin(address, network));
  };
}

/** The nearest first: each proxy appends the address that it was reached from. */
function* hops(peer: string, headers: RequestHeaders): Generator<string> {
  yield peer;
  yield* fromRight(headers.get("x-forwarded-for"));
}

/** The entries of a header that is a list, from the right: what stands further left may be any length, and anybody's. */
export function* fromRight(header: string | null): Generator<string> {
  if (header === null) return;
  for (let end = header.length; end > 0; ) {
    const comma = header.lastIndexOf(",", end - 1);
    const entry = header.slice(comma + 1, end).trim();
    if (entry !== "") yield entry;
    end = comma;
  }
}

/** Reads an address that a proxy wrote. Some write the port behind it, which makes no other client. */
export function readHop(written: string): IpAddress | undefined {
  const [, bracketed, dotted] = /^\[(.+)\](?::\d+)?$|^([\d.]+):\d+$/.exec(written) ?? [];
  return readIpAddress(bracketed ?? dotted ?? written);
}
