// Where the relay listens, and in words why it cannot. Names are looked up here: the runtimes tell of an unknown one,
// or of an address that is not this computer's, in different ways.

import { lookup } from "node:dns/promises";
import { networkInterfaces } from "node:os";

/** Where to listen, as the settings have it. */
interface Place {
  readonly port: number;
  readonly host: string;
}

/** It cannot listen there; the message says why, and what to do. */
export class ListenError extends Error {}

/**
 * Listens. `::` serves IPv4 too; a machine without IPv6 gets plain IPv4 instead.
 * @param listen - listens on an address; what it throws has a `code`, such as `EADDRINUSE`
 * @throws ListenError
 */
export async function listenAt<T>(
  { port, host }: Place,
  listen: (place: Place) => Promise<T>,
): Promise<T> {
  const address = await addressOf(host);
  try {
    return await listen({ port, host: address });
  } catch (error) {
    const code = codeOf(error);
    if (host === "::" && (code === "EAFNOSUPPORT" || code === "EADDRNOTAVAIL")) {
      return listenAt({ port, host: "0.0.0.0" }, listen);
    }
    const where = address === host ? `HOST ${host}` : `HOST ${host}, which is ${address},`;
    throw new ListenError(
      reason(code, { port, where, address }) ?? `${where} port ${port}: ${error}`,
    );
  }
}

async function addressOf(host: string): Promise<string> {
  try {
    return (await lookup(host)).address;
  } catch (error) {
    throw new ListenError(
      codeOf(error) === "ENOTFOUND"
        ? `HOST ${host} is no known name. Set HOST to an address of this computer, or leave it out.`
        : `HOST ${host} could not be looked up (${codeOf(error)}). Set HOST to an address, or leave it out.`,
    );
  }
}

function reason(
  code: string,
  { port, where, address }: { port: number; where: string; address: string },
): string | undefined {
  const zone = /%(.+)$/.exec(address)?.[1];
  if (zone !== undefined && !networkInterfaces()[zone]) {
    return `${where} names the network interface ${zone}, which this computer does not have.`;
  }
  switch (code) {
    case "EADDRINUSE":
      return `Port ${port} is already in use. Choose another with --port or PORT.`;
    case "EACCES":
    case "EPERM":
      return `Port ${port} is not open to this user. Choose one from 1024 up with --port or PORT.`;
    case "EADDRNOTAVAIL":
      return `${where} is no address of this computer. Set HOST to one that is, or leave it out.`;
    case "EINVAL":
      return `${where} cannot be listened on; a link-local address needs its interface: fe80::1%eth0.`;
    default:
      return undefined;
  }
}

function codeOf(error: unknown): string {
  return String((error as NodeJS.ErrnoException).code);
}
