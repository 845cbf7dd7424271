// The play page as the relay serves it: every file in memory, as packed when the page was built. Knows no
// file system and nothing of what the files are for.

import { createHash } from "node:crypto";
import type { Reply } from "./reply.ts";

/** The files of a built page by path below `/`, as tools/play-page.mjs packs them. */
export type PackedPage = Readonly<Record<string, PackedFile>>;

/** One file. Bodies are base64. */
interface PackedFile {
  /** Its media type. */
  readonly type: string;
  readonly body: string;
  /** The same by gzip, where that is shorter. */
  readonly gzip?: string;
}

/** What matters of a request. */
interface PageRequest {
  /** The relay as the browser names it. */
  readonly host: string;
  readonly headers: Pick<Headers, "get">;
}

/** A page that can be asked for. */
export interface Page {
  /** The answer to a path such as `/assets/main-1a2b.js`; nothing if the page has no such file. */
  find(path: string, request: PageRequest): Reply | undefined;
}

/** Names with a hash of the content in them never change. */
const HASHED = /-[\w-]{8,}\.\w+$/;

/** Nothing runs that stands in the HTML. Pieces and cursors are data: images in the board's style sheet. */
const OWN_FILES_ONLY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** A host as a policy can name it: a name or an IPv4 address; the grammar has no IPv6. */
const NAMEABLE_HOST = /^[\w.-]+(:\d+)?$/;

/** The page of these files. */
export function createPage(files: PackedPage): Page {
  const served = new Map(
    Object.entries(files).map(([path, file]) => [`/${path}`, serve(path, file)]),
  );
  return {
    find(path, request) {
      const file = served.get(path === "/" ? "/index.html" : path);
      if (!file) return undefined;
      const policy = policyFor(request.host);
      const headers = { ...file.headers, "content-security-policy": policy };
      if (request.headers.get("if-none-match") === headers.etag) return { status: 304, headers };
      const { type, body, gzip } = file;
      const zips = gzip && /\bgzip\b/.test(request.headers.get("accept-encoding") ?? "");
      if (!zips) return { status: 200, type, body, headers };
      return { status: 200, type, body: gzip, headers: { ...headers, "content-encoding": "gzip" } };
    },
  };
}

/** The page may connect to the relay that serves it. To some browsers `'self'` alone means no WebSocket. */
function policyFor(host: string): string {
  const sockets = NAMEABLE_HOST.test(host) ? ` ws://${host} wss://${host}` : "";
  return `${OWN_FILES_ONLY}; connect-src 'self'${sockets}`;
}

function serve(path: string, { type, body, gzip }: PackedFile) {
  const bytes = Buffer.from(body, "base64");
  const digest = createHash("sha256").update(bytes).digest("base64url").slice(0, 22);
  const headers = {
    etag: `"${digest}"`,
    vary: "accept-encoding",
    "cache-control": HASHED.test(path) ? "public, max-age=31536000, immutable" : "no-cache",
  };
  const zipped = gzip && new Blob([Buffer.from(gzip, "base64")]);
  return { type, body: new Blob([bytes]), gzip: zipped, headers };
}
