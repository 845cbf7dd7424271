// What a person sees who starts the relay: where to play in a browser, and the URLs to paste into the app.

import type { AddressInfo } from "node:net";
import { networkInterfaces } from "node:os";

/** What there is to tell. */
interface Started {
  readonly version: string;
  readonly address: AddressInfo;
  /** Whether the play page is served. */
  readonly web: boolean;
}

/** The lines printed on a terminal at start. */
export function banner({ version, address: { address, port }, web }: Started): string {
  const everywhere = address === "::" || address === "0.0.0.0";
  const hosts = everywhere
    ? ["localhost", ...lanAddresses()]
    : [address.includes(":") ? `[${address}]` : address];
  const urls = (scheme: string) => hosts.map((host) => `${scheme}://${host}:${port}`);
  const page = web ? ["", "  Play in a browser:", ...listed(urls("http"))] : [];
  const app = ["", "  Relay URL for the app's settings:", ...listed(urls("ws"))];
  return ["", `  En Parlant~ relay ${version}`, ...page, ...app, ""].join("\n");
}

function listed(urls: readonly string[]): readonly string[] {
  const width = Math.max(...urls.map((url) => url.length));
  return urls.map((url) => `    ${url.padEnd(width)}   ${meaning(url)}`);
}

function meaning(url: string): string {
  return url.includes("localhost") || url.includes("127.0.0.1")
    ? "on this computer"
    : "from your network";
}

function lanAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter((entry) => entry.family === "IPv4" && !entry.internal)
    .map((entry) => entry.address);
}
