// Makes a fresh clone usable: installs the npm packages when they are missing or older than the lock
// file, and finds the two runtimes among them. Plain JavaScript, because it runs on the user's Node
// before anything is installed. Must not know what is started or tested with it.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

const modules = join(root, "node_modules");
const bin = join(modules, ".bin");
const stamp = join(modules, ".installed-lock-sha256");

/** Bun, as the npm package `bun` lays it down on every platform. */
export const bun = join(modules, "bun", "bin", "bun.exe");

/** The environment in which `node` is the Node 22 from npm (the user's own may be Node 20). */
export const toolEnv = () => ({ ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` });

/** Path of a command that an installed npm package brings. @param {string} name */
export const command = (name) => join(bin, name);

/** Installs what package-lock.json names, unless it is there already. Throws when npm fails. */
export function ensureInstalled() {
  const lock = readFileSync(join(root, "package-lock.json"), "utf8");
  const wanted = createHash("sha256").update(lock).digest("hex");
  if (textOf(stamp) === wanted && bunRuns()) return;
  if (!npmInstalled(lock)) install();
  if (!bunRuns()) run(process.execPath, [join(modules, "bun", "install.js")], process.env);
  writeFileSync(stamp, wanted);
}

/** For a command of its own: what went wrong, without a stack. @param {unknown} error @returns {never} */
export function giveUp(error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

function install() {
  console.log("Installing the npm packages (npm ci); once after a clone or an update ...");
  const started = performance.now();
  // npm ci replaces node_modules: keep its helpers from starting in the Node that is being replaced.
  const paths = (process.env.PATH ?? "").split(delimiter);
  const PATH = paths.filter((path) => !path.startsWith(modules)).join(delimiter);
  const flags = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
  run("npm", flags, { ...process.env, PATH });
  console.log(`Installed in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
}

/**
 * Runs to the end; its output is shown only on failure.
 * @param {string} program @param {string[]} args @param {NodeJS.ProcessEnv} env
 */
function run(program, args, env) {
  const done = spawnSync(program, args, { cwd: root, env, encoding: "utf8", stdio: "pipe" });
  if (done.status === 0) return;
  const why = done.error?.message ?? `${done.stdout}${done.stderr}`.trim();
  throw new Error(`${program} ${args[0]} failed:\n${why}`);
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

/** npm's `bun` is a short shell script until its install script has put the binary in its place. */
const bunRuns = () => existsSync(bun) && statSync(bun).size > 1_000_000;

/** @param {string} path */
const textOf = (path) => (existsSync(path) ? readFileSync(path, "utf8") : undefined);
