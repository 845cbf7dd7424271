// The relay, the page and their runtime as one file. Bun would fetch another platform's runtime from its own site; here
// it comes from npm, checked against the lock. Must not know where the file goes.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { npm, run } from "./npm.mjs";
import { ensurePageBuilt } from "./play-page.mjs";
import { bun, root } from "./runtimes.mjs";

/**
 * The Bun executable of another platform, from the npm package that carries it.
 * @param {string} platform - e.g. `linux-arm64`
 */
function runtimeOf(platform) {
  const name = `@oven/bun-${platform.replace("arm64", "aarch64")}`;
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  const locked = lock.packages[`node_modules/${name}`];
  if (!locked) throw new Error(`Bun does not run on ${platform}: there is no package ${name}.`);
  const cache = join(root, "node_modules", ".cache", `bun-${platform}-${locked.version}`);
  const runtime = join(cache, "package", "bin", platform.startsWith("windows") ? "bun.exe" : "bun");
  if (existsSync(runtime)) return runtime;
  mkdirSync(cache, { recursive: true });
  npm(["pack", `${name}@${locked.version}`, "--pack-destination", cache], root);
  const archive = join(cache, `${name.replace("@", "").replace("/", "-")}-${locked.version}.tgz`);
  const digest = createHash("sha512").update(readFileSync(archive)).digest("base64");
  if (`sha512-${digest}` !== locked.integrity) throw new Error(`${name} is not what is locked.`);
  run("tar", ["-xzf", archive, "-C", cache], { cwd: root });
  return runtime;
}

/**
 * Builds it. Throws when Bun fails.
 * @param {string} outfile @param {string} [platform] - this one, unless named
 */
export function buildBinary(outfile, platform) {
  const cross = platform
    ? [`--target=bun-${platform}`, `--compile-executable-path=${runtimeOf(platform)}`]
    : [];
  // The page's extension is no source to Bun, so it goes in as it is; the relay finds it by its name.
  const assets = ["--loader=.pack:file", "--asset-naming=[name].[ext]"];
  // Where it is started, files of other programs may lie.
  const ownSettingsOnly = ["--no-compile-autoload-bunfig", "--no-compile-autoload-dotenv"];
  const flags = ["--compile", "--minify", ...ownSettingsOnly, ...assets, ...cross];
  const sources = [join(root, "packages/relay/src/main.ts"), ensurePageBuilt()];
  const folder = dirname(outfile);
  mkdirSync(folder, { recursive: true });
  // Bun leaves its half-made file where it is started.
  run(bun, ["build", ...flags, ...sources, `--outfile=${outfile}`], { cwd: folder });
}
