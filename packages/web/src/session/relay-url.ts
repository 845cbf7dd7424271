// Where the relay is: it serves the page itself. Only a page under development may be told of another.

/** @param location - the page's own */
export function relayUrl({ origin, search }: Pick<Location, "origin" | "search">): string {
  const told = import.meta.env.DEV ? new URLSearchParams(search).get("relay") : null;
  return told ?? origin;
}
