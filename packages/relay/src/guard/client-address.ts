// Whose connection is it: the address limits are counted by. A forwarded address is believed only from
// proxies that the operator named.

import type { IncomingMessage } from "node:http";
import { isIPv6 } from "node:net";
import proxyAddr from "proxy-addr";
import type { TrustedProxies } from "./trusted-proxies.ts";
import { trustIn } from "./trusted-proxies.ts";

/** Finds a request's client, IPv6 clients by their /64: one household, or one attacker, has that many. */
export function clientAddressReader(trusted: TrustedProxies): (request: IncomingMessage) => string {
  const trust = trustIn(trusted);
  return (request) => byNetwork(proxyAddr(request, trust) ?? "");
}

/** The address as limits count it. */
export function byNetwork(written: string): string {
  // Some proxies write the client's port behind it, which would make each connection an address.
  const address =
    /^\[(.+)\](?::\d+)?$|^([\d.]+):\d+$/.exec(written)?.slice(1).find(Boolean) ?? written;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  return isIPv6(address) ? `${expand(address).slice(0, 4).join(":")}::/64` : address;
}

/** The eight groups of an IPv6 address. */
function expand(address: string): string[] {
  const [head = "", tail] = (address.split("%")[0] ?? "").split("::");
  const front = head ? head.split(":") : [];
  const back = tail ? tail.split(":") : [];
  const gap = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length);
  const groups = [...front, ...Array<string>(gap).fill("0"), ...back];
  return groups.map((group) => group.toLowerCase().replace(/^0+(?=.)/, ""));
}
