// What a person sees who starts the relay: where to play in a browser, and the URLs to paste into the app.

import type { AddressInfo } from "node:net";
import { networkInterfaces } from "node:os";

/** What there is to tell. */
interface Started {
  readonly version: string;
  readonly address: Pick<AddressInfo, "address" | "port">;
  /** Whether the play page is served. */
  readonly web: boolean;
}

/** Something that can be pasted, and from where it works. */
interface Place {
  readonly host: string;
  readonly reach: "on this computer" | "from your network";
}

/** The lines printed on a terminal at start. */
export function banner({ version, address: { address, port }, web }: Started): string {
  const places = placesOf(address);
  const listed = (scheme: string) => {
    const urls = places.map(({ host }) => `${scheme}://${host}:${port}`);
    const width = Math.max(...urls.map((url) => url.length));
    return urls.map((url, at) => `    ${url.padEnd(width)}   ${places[at]?.reach}`);
  };
  const page = web ? ["", "  Play in a browser:", ...listed("http")] : [];
  const app = ["", "  Relay URL for the app's settings:", ...listed("ws")];
  return ["", `  En Parlant~ relay ${version}`, ...page, ...app, ""].join("\n");
}

/** @param bound - as the socket has it: an address without abbreviations of ours, an IPv4 one perhaps within IPv6 */
function placesOf(bound: string): readonly Place[] {
  const address = bound.replace(/^::ffff:(?=[\d.]+$)/i, "");
  if (address === "::" || address === "0.0.0.0") {
    const network = lanAddresses().map((host) => ({ host, reach: "from your network" }) as const);
    return [{ host: "localhost", reach: "on this computer" }, ...network];
  }
  const isLoopback = address === "::1" || address.startsWith("127.");
  // A zone, as in fe80::1%eth0, is escaped in a URL (RFC 6874).
  const host = address.includes(":") ? `[${address.replace("%", "%25")}]` : address;
  return [{ host, reach: isLoopback ? "on this computer" : "from your network" }];
}

function lanAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter((entry) => entry.family === "IPv4" && !entry.internal)
    .map((entry) => entry.address);
}
