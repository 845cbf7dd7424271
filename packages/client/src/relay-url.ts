// The relay's address as a person types or pastes it.

import { attempt } from "./attempt.ts";

/** The address with scheme and host in lower case; nothing where it is none. */
export function relayUrl(typed: string | URL): string | undefined {
  const url = attempt(() => new URL(String(typed).trim()));
  return url && /^(http|ws)s?:$/.test(url.protocol) ? url.href : undefined;
}
