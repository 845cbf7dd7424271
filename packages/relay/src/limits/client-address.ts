// Whose connection is it: the address limits are counted by. Decides no limit.

import type { RequestHeaders, TrustedProxies } from "./trusted-proxies.ts";
import { readHop, routeReader } from "./trusted-proxies.ts";

/** What a proxy writes in place of an address (`unknown`, a name of its own) is kept no longer than an address is. */
const MAX_WRITTEN = 45;

/** Finds a request's client, IPv6 clients by their /64: one household, or one attacker, has that many. */
export function clientAddressReader(
  trusted: TrustedProxies,
): (peer: string, headers: RequestHeaders) => string {
  const routeOf = routeReader(trusted);
  return (peer, headers) => byNetwork(routeOf(peer, headers).client);
}

/** The address as limits count it: IPv4, or a /64 such as `2001:db8:0:1::/64`. */
export function byNetwork(written: string): string {
  const address = readHop(written);
  if (!address) return written.slice(0, MAX_WRITTEN);
  if (!("parts" in address)) return address.toString();
  const groups = address.parts.slice(0, 4).map((group) => group.toString(16));
  return `${groups.join(":")}::/64`;
}
