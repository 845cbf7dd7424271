// Where the relay is: it serves the page itself. Only a page under development may be told of another.

/** @param location - the page's own */
export function relayUrl({ origin, search }: Pick<Location, "origin" | "search">): string {
  const told = import.meta.env.DEV ? new URLSearchParams(search).get("relay") : null;
  return told ?? origin;
}

/** The same relay as the desktop app's settings take it: `ws://` or `wss://`. */
export function appRelayUrl(relay: string): string {
  return relay.replace(/^http/, "ws");
}

/** Whether an address means nothing, or something else, on another computer. */
export function isThisComputer(hostname: string): boolean {
  return /(^|\.)localhost$|^127\.|^\[::1\]$/.test(hostname);
}
