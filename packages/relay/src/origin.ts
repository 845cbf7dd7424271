// An origin as browsers write it (RFC 6454), so that two can be compared whoever wrote them.

/** Scheme, host and port; nothing that a URL would take for a path, a query or a user's name. */
const ORIGIN_ONLY = /^[a-z][\w+.-]*:\/\/[^\s/\\?#@*]+$/i;

/**
 * The origin in small letters, without a default port, and without a dot behind the name.
 * @returns nothing where the text is no origin that can be told from others: `null`, a path, a wildcard
 */
export function normalOrigin(text: string): string | undefined {
  const url = ORIGIN_ONLY.test(text) ? URL.parse(text) : null;
  if (!url) return undefined;
  const { protocol, hostname, port } = url;
  const name = hostname.toLowerCase().replace(/\.$/, "");
  return name === "" ? undefined : `${protocol}//${name}${port ? `:${port}` : ""}`;
}
