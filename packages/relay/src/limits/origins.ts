// Which pages may talk to the relay. Programs without an origin (the SDK in Node, a bot) always may.

import { normalOrigin } from "../origin.ts";

/** The released app's own pages, on every platform. */
const APP_ORIGINS = ["tauri://localhost", "http://tauri.localhost", "https://tauri.localhost"];

/** `*`, or the origins that are allowed besides the app and the relay's own page, as {@link normalOrigin} has them. */
export type AllowedOrigins = "*" | readonly string[];

/**
 * Whether a request with that origin may connect. It is asked for every request: what is written as it is listed, or not at
 * all, costs no more than a comparison, anything else some microseconds.
 * @param hosts - the names under which the relay was reached: its own page is always welcome. A proxy may have written
 * them in capitals or with the port that goes without saying.
 */
export function isAllowedOrigin(
  allowed: AllowedOrigins,
  request: { origin: string | undefined; hosts: readonly string[] },
): boolean {
  const { origin, hosts } = request;
  if (origin === undefined || allowed === "*") return true;
  const isListed = (page: string) => APP_ORIGINS.includes(page) || allowed.includes(page);
  if (isListed(origin)) return true;
  const page = normalOrigin(origin);
  if (page === undefined) return false;
  if (isListed(page)) return true;
  const [scheme] = page.split("://");
  const isWeb = scheme === "http" || scheme === "https";
  return isWeb && hosts.some((host) => normalOrigin(`${scheme}://${host}`) === page);
}
