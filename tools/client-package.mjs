// What of packages/client is published: JavaScript and declarations with the protocol's part inlined,
// and a package.json without a trace of the workspace. Must not know what the client does.
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { rolldown } from "rolldown";
import { dts } from "rolldown-plugin-dts";
import { root } from "./runtimes.mjs";

/**
 * @typedef {object} Manifest - the fields of packages/client/package.json that are published
 * @property {string} name
 * @property {string} version
 * @property {string} description
 * @property {string} license
 * @property {Record<string, string>} exports
 * @property {Record<string, string>} engines
 * @property {Record<string, string>} dependencies
 */

const source = join(root, "packages/client");

/** The browsers and runtimes of today read this as it stands. */
const target = "es2022";

/** The client's package.json as it stands in the workspace. @returns {Manifest} */
export const readManifest = () => JSON.parse(readFileSync(join(source, "package.json"), "utf8"));

/** Builds the folder that `npm publish` takes. @param {string} folder - emptied first */
export async function buildClientPackage(folder) {
  const manifest = readManifest();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await Promise.all([writeJavaScript(manifest, folder), writeDeclarations(manifest, folder)]);
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(published(manifest), null, 2)}\n`);
  copyFileSync(join(root, "LICENSE"), join(folder, "LICENSE"));
  const readme = join(source, "README.md");
  if (existsSync(readme)) copyFileSync(readme, join(folder, "README.md"));
}

/** @param {Manifest} manifest @param {string} folder */
async function writeJavaScript(manifest, folder) {
  const bundle = await rolldown({ ...inputs(manifest), transform: { target } });
  await bundle.write({ dir: folder, chunkFileNames: "shared.js", sourcemap: true });
  await bundle.close();
}

/**
 * tsc writes them and checks nothing: `npm test` does.
 * @param {Manifest} manifest @param {string} folder
 */
async function writeDeclarations(manifest, folder) {
  const tsconfig = join(root, "packages/tsconfig.client.json");
  // It says at every build that it is new to TypeScript 7.
  const logger = { info() {}, warn() {}, error: console.error };
  const plugin = dts({ generator: "tsgo", tsconfig, emitDtsOnly: true, logger });
  const bundle = await rolldown({ ...inputs(manifest), plugins: [plugin] });
  await bundle.write({ dir: folder, chunkFileNames: "shared.js" });
  await bundle.close();
}

/**
 * One file for each export, so that nobody loads what only another one needs. A warning, such as an
 * import that is not there, ends the build.
 * @param {Manifest} manifest
 * @returns {import("rolldown").InputOptions}
 */
function inputs({ exports, dependencies }) {
  const files = Object.values(exports).map((file) => [basename(file, ".ts"), join(source, file)]);
  return {
    input: Object.fromEntries(files),
    external: Object.keys(dependencies),
    platform: "neutral",
    onLog: (level, log, report) => report(level === "warn" ? "error" : level, log),
  };
}

/**
 * `private` keeps the sources from being published in place of this folder; it ends here, and so do the
 * dependencies that are inlined.
 * @param {Manifest} manifest
 */
function published({ name, version, description, license, exports, engines, dependencies }) {
  const built = Object.entries(exports).map(([path, file]) => {
    const stem = `./${basename(file, ".ts")}`;
    return [path, { types: `${stem}.d.ts`, default: `${stem}.js` }];
  });
  return {
    name,
    version,
    description,
    license,
    type: "module",
    exports: Object.fromEntries(built),
    files: ["*.js", "*.js.map", "*.d.ts"],
    sideEffects: false,
    engines,
    dependencies,
    // npm takes a scoped name for a private one.
    publishConfig: { access: "public" },
  };
}
