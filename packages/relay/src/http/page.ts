// The play page as the relay serves it: every file in memory, as packed when the page was built. Knows no
// file system and nothing of what the files are for.

import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Reply } from "./reply.ts";

/** The files of a built page by path below `/`, as tools/build-web.mjs packs them. */
export type PackedPage = Readonly<Record<string, PackedFile>>;

/** One file. Bodies are base64. */
interface PackedFile {
  /** Its media type. */
  readonly type: string;
  readonly body: string;
  /** The same by gzip, where that is shorter. */
  readonly gzip?: string;
}

/** A page that can be asked for. */
export interface Page {
  /** The answer to a path such as `/assets/main-1a2b.js`; nothing if the page has no such file. */
  find(path: string, request: IncomingMessage): Reply | undefined;
}

/** Names with a hash of the content in them never change. */
const HASHED = /-[\w-]{8,}\.\w+$/;

/**
 * Only its own files and its own relay; nothing runs that stands in the HTML. Pieces and cursors are data: images in
 * the board's style sheet.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self' ws: wss:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** The page of these files. */
export function createPage(files: PackedPage): Page {
  const served = new Map(
    Object.entries(files).map(([path, file]) => [`/${path}`, serve(path, file)]),
  );
  return {
    find(path, request) {
      const file = served.get(path === "/" ? "/index.html" : path);
      if (!file) return undefined;
      if (request.headers["if-none-match"] === file.headers.etag) {
        return { status: 304, body: "", headers: file.headers };
      }
      const { type, body, gzip, headers } = file;
      const zips = gzip && /\bgzip\b/.test(String(request.headers["accept-encoding"] ?? ""));
      if (!zips) return { status: 200, type, body, headers };
      return { status: 200, type, body: gzip, headers: { ...headers, "content-encoding": "gzip" } };
    },
  };
}

function serve(path: string, { type, body, gzip }: PackedFile) {
  const bytes = Buffer.from(body, "base64");
  const digest = createHash("sha256").update(bytes).digest("base64url").slice(0, 22);
  const headers = {
    etag: `"${digest}"`,
    vary: "accept-encoding",
    "cache-control": HASHED.test(path) ? "public, max-age=31536000, immutable" : "no-cache",
    "content-security-policy": CONTENT_SECURITY_POLICY,
  };
  return { type, body: bytes, gzip: gzip ? Buffer.from(gzip, "base64") : undefined, headers };
}
