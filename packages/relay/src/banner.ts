// What a person sees who starts the relay: the URLs to paste into the app.

import type { AddressInfo } from "node:net";
import { networkInterfaces } from "node:os";

/** The lines printed on a terminal at start. */
export function banner({ address, port }: AddressInfo, version: string): string {
  const everywhere = address === "::" || address === "0.0.0.0";
  const hosts = everywhere
    ? ["localhost", ...lanAddresses()]
    : [address.includes(":") ? `[${address}]` : address];
  const urls = hosts.map((host) => `ws://${host}:${port}`);
  const width = Math.max(...urls.map((url) => url.length));
  const lines = urls.map((url) => `    ${url.padEnd(width)}   ${meaning(url)}`);
  return [
    "",
    `  En Parlant~ relay ${version}`,
    "",
    "  Relay URL for the app's settings:",
    ...lines,
    "",
  ].join("\n");
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
