// The play page, built by Vite and packed into one file that the relay keeps in memory and the single binary carries.
// Skips what is built already. Must not know what it is built for.
import { createHash } from "node:crypto";
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { extname, join, sep } from "node:path";
import { gzipSync } from "node:zlib";
import { run } from "./npm.mjs";
import { root, scriptOf, toolNode } from "./runtimes.mjs";
import { isForbidden } from "./setup.mjs";

const web = join(root, "packages/web");
/** Where the page belongs. */
export const pageFolder = join(web, "dist");
/** The name under which the relay looks for it (page-source.ts). */
const PACKED = "play-page.pack";
const STAMP = "sources.sha256";

/** @type {Record<string, string>} */
const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webmanifest": "application/manifest+json",
};

/**
 * Builds the page if its sources, or those it is made with, have changed.
 * @returns {string} the packed page; throws when Vite fails
 */
export function ensurePageBuilt() {
  const wanted = digestOfSources();
  if (isBuilt(wanted)) return join(pageFolder, PACKED);
  console.log("Building the play page (vite build) ...");
  const folder = writableFolder();
  const built = mkdtempSync(join(folder, "building-"));
  try {
    const flags = ["build", "--configLoader", "native", "--logLevel", "warn", "--outDir", built];
    // A page in any other mode is slower and larger.
    const env = { ...process.env, NODE_ENV: "production" };
    run(toolNode(), [scriptOf("vite"), ...flags], { cwd: web, env });
    const packed = join(built, "packed");
    writeFileSync(packed, JSON.stringify(pack(built)));
    // In one step: a relay that starts meanwhile finds the old page or the new one.
    renameSync(packed, join(folder, PACKED));
    writeFileSync(join(folder, STAMP), wanted);
  } finally {
    rmSync(built, { recursive: true, force: true });
  }
  return join(folder, PACKED);
}

/** @param {string} wanted */
function isBuilt(wanted) {
  const stamp = join(pageFolder, STAMP);
  return (
    existsSync(join(pageFolder, PACKED)) &&
    existsSync(stamp) &&
    readFileSync(stamp, "utf8") === wanted
  );
}

/** The page's own folder, or, where this user may not write there, one that is gone with this process. */
function writableFolder() {
  try {
    mkdirSync(pageFolder, { recursive: true });
    accessSync(pageFolder, constants.W_OK);
    return pageFolder;
  } catch (error) {
    if (!isForbidden(error)) throw error;
  }
  const folder = mkdtempSync(join(tmpdir(), "play-page-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function digestOfSources() {
  const packages = join(root, "packages");
  const folders = ["web", "client/src", "protocol/src"].map((folder) => join(packages, folder));
  const hash = createHash("sha256").update(readFileSync(join(root, "package-lock.json")));
  for (const path of folders.flatMap(filesIn)) {
    const isSource = !path.startsWith(pageFolder) && !/node_modules|\.(test|fixture)\./.test(path);
    if (isSource) hash.update(path.slice(packages.length)).update(readFileSync(path));
  }
  return hash.digest("hex");
}

/** @param {string} folder */
function filesIn(folder) {
  const paths = readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name)));
  return paths.filter((path) => statSync(path).isFile()).sort();
}

/** Every file as the relay serves it, by its path in the page. @param {string} folder */
function pack(folder) {
  const nameOf = (/** @type {string} */ path) => path.slice(folder.length + 1).replaceAll(sep, "/");
  return Object.fromEntries(filesIn(folder).map((path) => [nameOf(path), packed(path)]));
}

/** @param {string} path */
function packed(path) {
  const bytes = readFileSync(path);
  const type = types[extname(path)];
  if (!type) throw new Error(`What type has ${path}? tools/build-web.mjs does not know.`);
  const zipped = gzipSync(bytes, { level: 9 });
  const gzip = zipped.length < bytes.length ? { gzip: zipped.toString("base64") } : {};
  return { type, body: bytes.toString("base64"), ...gzip };
}
