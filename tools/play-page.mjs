// `npm run build:web`: the play page, built by Vite and packed into one file that the relay keeps in memory and the
// single binary carries. Skips what is built already; `npm start` and `npm test` do the same.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
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
import { extname, join, sep } from "node:path";
import { gzipSync } from "node:zlib";
import { command, ensureInstalled, giveUp, root, toolEnv } from "./setup.mjs";

const web = join(root, "packages/web");
const dist = join(web, "dist");
/** The name under which the relay looks for it (page-source.ts). */
export const packedPage = join(dist, "play-page.pack");
const stamp = join(dist, "sources.sha256");

/** @type {Record<string, string>} */
const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webmanifest": "application/manifest+json",
};

/** Builds the page if its sources, or those it is made with, have changed. Throws when Vite fails. */
export function ensurePageBuilt() {
  if (!existsSync(web)) return;
  const wanted = digestOfSources();
  if (existsSync(packedPage) && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  console.log("Building the play page (vite build) ...");
  mkdirSync(dist, { recursive: true });
  const folder = mkdtempSync(join(dist, "building-"));
  try {
    const flags = ["build", "--logLevel", "warn", "--outDir", folder];
    const built = spawnSync(command("vite"), flags, { cwd: web, env: toolEnv(), encoding: "utf8" });
    if (built.status !== 0) throw new Error(`vite build failed:\n${built.stdout}${built.stderr}`);
    const packed = join(folder, "packed");
    writeFileSync(packed, JSON.stringify(pack(folder)));
    // In one step: a relay that starts meanwhile finds the old page or the new one.
    renameSync(packed, packedPage);
    writeFileSync(stamp, wanted);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function digestOfSources() {
  const packages = join(root, "packages");
  const folders = ["web", "client/src", "protocol/src"].map((folder) => join(packages, folder));
  const hash = createHash("sha256").update(readFileSync(join(root, "package-lock.json")));
  for (const path of folders.flatMap(filesIn)) {
    const isSource = !path.startsWith(dist) && !/node_modules|\.(test|fixture)\./.test(path);
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

if (import.meta.filename === process.argv[1]) {
  try {
    ensureInstalled();
    ensurePageBuilt();
  } catch (error) {
    giveUp(error);
  }
}
