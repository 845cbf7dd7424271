// Which pages may talk to the relay. Programs without an origin (the SDK in Node, a bot) always may.

/** The released app's own pages, on every platform. */
const APP_ORIGINS = ["tauri://localhost", "http://tauri.localhost", "https://tauri.localhost"];

/** `*`, or the origins that are allowed besides the app and the relay's own page. */
export type AllowedOrigins = "*" | readonly string[];

/**
 * Whether a request with that origin may connect.
 * @param host - the `Host` the request was sent to: the relay's own page is always welcome
 */
export function isAllowedOrigin(
  allowed: AllowedOrigins,
  request: { origin: string | undefined; host: string | undefined },
): boolean {
  const { origin, host } = request;
  if (origin === undefined || allowed === "*") return true;
  if (APP_ORIGINS.includes(origin) || allowed.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
