// Whose word about a request is believed: that of the proxies which the operator named, and nobody else's.

import proxyAddr from "proxy-addr";

/** Proxies in front of the relay: how many, or which addresses and networks. */
export type TrustedProxies = number | readonly string[];

/** Whether the address at that distance is a trusted proxy's; 0 is the other end of the connection. */
export type Trust = (address: string, hop: number) => boolean;

/** Reads the setting. */
export function trustIn(trusted: TrustedProxies): Trust {
  return typeof trusted === "number"
    ? (_address, hop) => hop < trusted
    : proxyAddr.compile([...trusted]);
}
