// IP addresses and networks as people and proxies write them, read by ipaddr.js. Knows no setting and no request.

import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/** An address; IPv4 that is mapped into IPv6 (`::ffff:192.0.2.1`) is IPv4. */
export type IpAddress = ipaddr.IPv4 | ipaddr.IPv6;

/** The addresses that have their first `bits` in common with `base`. */
export interface Network {
  readonly base: IpAddress;
  readonly bits: number;
}

/** Networks that have a name: RFC 1122 and 4291, 3927 and 4291, 1918 and 4193. */
const NAMED_NETWORKS: Readonly<Record<string, readonly string[]>> = {
  loopback: ["127.0.0.0/8", "::1"],
  linklocal: ["169.254.0.0/16", "fe80::/10"],
  uniquelocal: ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"],
};

/** How many bits stand before an IPv4 address that is mapped into IPv6. */
const MAPPED_BITS = 96;

/** Reads an address. Its zone (`%eth0`) says by which interface it is reached, not whose it is, and is dropped. */
export function readIpAddress(text: string): IpAddress | undefined {
  const zone = text.indexOf("%");
  const written = zone < 0 ? text : text.slice(0, zone);
  const family = isIP(written);
  // ipaddr.js takes short, octal and hexadecimal IPv4 too, which each program reads in its own way.
  const isAddress = family === 6 || (family === 4 && zone < 0);
  return isAddress ? ipaddr.process(written) : undefined;
}

/**
 * Reads a name (`loopback`, `linklocal`, `uniquelocal`), an address, or a network such as `10.0.0.0/8`.
 * @returns nothing where the text is none of these, or a network of all addresses
 */
export function readNetworks(text: string): readonly Network[] | undefined {
  const named = Object.hasOwn(NAMED_NETWORKS, text) ? NAMED_NETWORKS[text] : undefined;
  if (named) return named.flatMap((network) => readNetworks(network) ?? []);
  const [, address = "", length] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const base = readIpAddress(address);
  if (!base) return undefined;
  const most = base.kind() === "ipv4" ? 32 : 128;
  const before = most === 32 && address.includes(":") ? MAPPED_BITS : 0;
  const bits = length === undefined ? most : Number(length) - before;
  return bits >= 1 && bits <= most ? [{ base, bits }] : undefined;
}

/** Whether the network holds the address. */
export function isWithin(address: IpAddress, { base, bits }: Network): boolean {
  return address.kind() === base.kind() && address.match(base, bits);
}
