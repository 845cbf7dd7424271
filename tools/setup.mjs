// Makes a fresh clone usable: installs the npm packages when they are missing, older than the lock file or from another
// kind of computer. Plain JavaScript, because it runs on the user's Node before anything is installed. Must not know
// what is started or tested with it.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { npm } from "./npm.mjs";
import { broughtRuntimes, modules, root, runs } from "./runtimes.mjs";

const stamp = join(modules, ".installed-lock-sha256");

/** Installs what package-lock.json names, unless it is there already. Throws when npm fails. */
export function ensureInstalled() {
  const lock = readFileSync(join(root, "package-lock.json"), "utf8");
  const digest = createHash("sha256").update(lock).digest("hex");
  // Some computers can run only one of the two, or none: what ran after the last installation has to run.
  const state = () => [digest, ...runningHere()].join(" ");
  if (textOf(stamp) === state()) return;
  const isWhole = npmInstalled(lock) && runningHere().length === broughtRuntimes().length;
  if (!isWhole) install();
  writeIfAllowed(stamp, state());
}

/** For a command of its own: what went wrong, without a stack. @param {unknown} error @returns {never} */
export function giveUp(error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

/**
 * A note for the next run. Whoever may not write it (the tree of another user, a read-only disk) looks again each time.
 * @param {string} path @param {string} text
 */
function writeIfAllowed(path, text) {
  try {
    writeFileSync(path, text);
  } catch (error) {
    if (!isForbidden(error)) throw error;
  }
}

/** Whether a file could not be written because this user may not. @param {unknown} error */
export function isForbidden(error) {
  const { code } = /** @type {NodeJS.ErrnoException} */ (error);
  return code === "EACCES" || code === "EPERM" || code === "EROFS";
}

/** Those of npm's runtimes that start on this computer. */
const runningHere = () =>
  broughtRuntimes()
    .filter(runs)
    .map(({ name }) => name);

function install() {
  console.log("Installing the npm packages (npm ci); once after a clone or an update ...");
  const started = performance.now();
  npm(["ci"], root);
  console.log(`Installed in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
}

/**
 * Whether npm's own record of node_modules agrees with the lock file: true after an `npm ci` by hand.
 * @param {string} lock
 */
function npmInstalled(lock) {
  const record = textOf(join(modules, ".package-lock.json"));
  if (!record) return false;
  /** @type {Record<string, {version?: string, optional?: boolean}>} */
  const wanted = JSON.parse(lock).packages;
  const present = JSON.parse(record).packages;
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (!path.startsWith("node_modules/")) return true;
    return path in present ? present[path].version === version : optional === true;
  });
}

/** @param {string} path */
const textOf = (path) => (existsSync(path) ? readFileSync(path, "utf8") : undefined);
