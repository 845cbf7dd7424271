// npm, started through Node and with every setting that matters said, so that nobody's own settings do. Knows nothing
// of what is installed.
import { spawnSync } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { basename, delimiter, join } from "node:path";
import { modules } from "./runtimes.mjs";

/** What the environment, a user's .npmrc or a hosting platform may say otherwise. */
const settings = [
  "--include=dev",
  "--include=optional",
  "--bin-links",
  "--no-engine-strict",
  "--no-ignore-scripts",
  "--no-global",
  "--location=project",
  "--install-strategy=hoisted",
  "--no-package-lock-only",
  "--no-dry-run",
  "--no-json",
  "--no-audit",
  "--no-fund",
  "--loglevel=error",
];

/** What no flag can take back, and what cannot be meant for this repository. */
const notForUs = /^npm_config_(workspaces?|include_workspace_root|allow_scripts|cpu|os|libc)$/i;

/**
 * Runs npm to its end; its output is shown only on failure.
 * @param {string[]} args @param {string} cwd @returns {string} what it printed
 */
export function npm(args, cwd) {
  const said = Object.entries(process.env).filter(([name]) => !notForUs.test(name));
  const env = withoutModules(Object.fromEntries(said));
  return run(outsideNode(), [npmScript(), ...args, ...settings], { cwd, env });
}

/**
 * Runs a program to its end.
 * @param {string} program @param {string[]} args
 * @param {import("node:child_process").SpawnSyncOptions} options
 * @returns {string} what it printed; throws with all that it said when it fails
 */
export function run(program, args, options) {
  const done = spawnSync(program, args, { ...options, encoding: "utf8", stdio: "pipe" });
  if (done.status === 0) return done.stdout;
  const what = [program, ...args.slice(0, 2)].map((word) => basename(word)).join(" ");
  if (done.error) throw new Error(`${what} failed: ${done.error.message}`);
  const end = done.signal ? `ended by ${done.signal}` : `exit code ${done.status}`;
  throw new Error(`${what} failed (${end}):\n${`${done.stdout}${done.stderr}`.trim()}`);
}

/** Every folder in which programs are looked for, but for ours: npm replaces those while it runs. */
function foldersOf(/** @type {NodeJS.ProcessEnv} */ env) {
  const folders = (env[pathName(env)] ?? "").split(delimiter);
  return folders.filter((folder) => !folder.startsWith(modules));
}

/** Windows spells it `Path`, and a second spelling beside it would win. @param {NodeJS.ProcessEnv} env */
const pathName = (env) => Object.keys(env).find((name) => name.toUpperCase() === "PATH") ?? "PATH";

/** Without the folders of ours in which programs are looked for. @param {NodeJS.ProcessEnv} env */
export const withoutModules = (env) => ({
  ...env,
  [pathName(env)]: foldersOf(env).join(delimiter),
});

/** A Node that npm does not replace while it runs: the one that its user's npm runs on. */
export function outsideNode() {
  const running = [process.env.npm_node_execpath ?? "", process.execPath];
  const name = basename(process.execPath);
  const others = foldersOf(process.env).map((folder) => join(folder, name));
  const outside = [...running, ...others].filter((path) => !path.startsWith(modules));
  return outside.find((path) => existsSync(path)) ?? process.execPath;
}

/** The npm that runs this, or the one that the user would start: a script, beside its command or behind the link. */
function npmScript() {
  const script = "npm-cli.js";
  const beside = foldersOf(process.env).flatMap((folder) => [
    join(folder, "npm"),
    join(folder, "node_modules", "npm", "bin", script),
  ]);
  const paths = [process.env.npm_execpath ?? "", ...beside].filter((path) => existsSync(path));
  const found = paths.map((path) => realpathSync(path)).find((path) => basename(path) === script);
  if (found) return found;
  throw new Error("npm is missing. It comes with Node: https://nodejs.org");
}
