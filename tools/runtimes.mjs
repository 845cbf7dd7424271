// The two runtimes as npm brings them, Bun and Node 22, and how the commands of npm packages are run on them. By the
// packages' own paths: npm 10 leaves `.bin/node` out, and on Windows there are no links. Knows nothing of installing.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository, with a separator at its end. */
export const root = fileURLToPath(new URL("..", import.meta.url));

export const modules = join(root, "node_modules");

/** @param {string} folder */
const manifestOf = (folder) => JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));

/** @typedef {{ name: string, path: string, version: string }} Runtime */

/** @type {Record<string, string>} */
const optional = manifestOf(root).optionalDependencies;

/** Bun, as its npm package lays it down on every platform. */
export const bun = join(modules, "bun", "bin", "bun.exe");

/** What npm brings for this kind of computer. @returns {Runtime[]} */
export function broughtRuntimes() {
  const kind = `-${process.platform}-${process.arch}`;
  const node = Object.keys(optional).find((name) => name.endsWith(kind));
  return [
    { name: "bun", path: bun, version: `${optional.bun}` },
    ...(node
      ? [{ name: "node", path: join(modules, node, "bin", "node"), version: `v${optional[node]}` }]
      : []),
  ];
}

/** Whether it starts here, and is the one that package.json names. @param {Runtime} runtime */
export function runs({ path, version }) {
  // The one that runs this needs no trial: every file of tests asks.
  if (path === process.execPath) return process.version === version;
  if (!existsSync(path)) return false;
  return spawnSync(path, ["--version"], { encoding: "utf8" }).stdout?.trim() === version;
}

/** The Node that tools and tests run on. Throws where there is none that is new enough. */
export function toolNode() {
  const brought = broughtRuntimes().find(({ name }) => name === "node");
  if (brought && runs(brought)) return brought.path;
  const needed = manifestOf(join(root, "packages/relay")).engines.node.replace(">=", "");
  // Node 22.18 and newer run the sources as they stand.
  if (process.features.typescript) return process.execPath;
  const here = `${process.platform} on ${process.arch}`;
  throw new Error(
    `npm brings no Node for ${here}, so this one has to be ${needed} or newer; it is ${process.versions.node}.`,
  );
}

/** Bun as the relay runs on it: a `.env` that lies about is nobody's setting. */
export const bunCommand = [bun, "--no-env-file"];

/** What the relay's sources are run with: Bun, or Node where Bun does not run. */
export function relayCommand() {
  const brought = broughtRuntimes().find(({ name }) => name === "bun");
  return brought && runs(brought) ? bunCommand : [toolNode()];
}

/**
 * The script behind a command that an npm package brings, to be run by `toolNode()`.
 * @param {string} name - of the package @param {string} [command] - where it is not called like its package
 */
export function scriptOf(name, command = name) {
  const folder = join(modules, name);
  const { bin } = manifestOf(folder);
  return join(folder, typeof bin === "string" ? bin : bin[command]);
}
