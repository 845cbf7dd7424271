// `npm run build:binary [-- linux-arm64]`: the relay, the page and their runtime as one file in dist/. Bun would
// fetch another platform's runtime from its own site; here it comes from npm, checked against the lock.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ensurePageBuilt, packedPage } from "./build-web.mjs";
import { bun, ensureInstalled, giveUp, root } from "./setup.mjs";

/** @param {string} program @param {string[]} args */
function run(program, args) {
  const quiet = program === bun ? "inherit" : "ignore";
  const done = spawnSync(program, args, { cwd: root, stdio: ["ignore", quiet, "inherit"] });
  if (done.status !== 0) throw new Error(`${program} ${args.slice(0, 2).join(" ")} failed`);
}

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
  run("npm", ["pack", `${name}@${locked.version}`, "--silent", "--pack-destination", cache]);
  const archive = join(cache, `${name.replace("@", "").replace("/", "-")}-${locked.version}.tgz`);
  const digest = createHash("sha512").update(readFileSync(archive)).digest("base64");
  if (`sha512-${digest}` !== locked.integrity) throw new Error(`${name} is not what is locked.`);
  run("tar", ["-xzf", archive, "-C", cache]);
  return runtime;
}

/** @param {string | undefined} platform - this one, unless named */
function build(platform) {
  ensureInstalled();
  const outfile = join("dist", platform ? `en-parlant-relay-${platform}` : "en-parlant-relay");
  const cross = platform
    ? [`--target=bun-${platform}`, `--compile-executable-path=${runtimeOf(platform)}`]
    : [];
  ensurePageBuilt();
  // The page's extension is no source to Bun, so it goes in as it is; the relay finds it by its name.
  const assets = ["--loader=.pack:file", "--asset-naming=[name].[ext]"];
  const flags = ["--compile", "--minify", "--no-compile-autoload-bunfig", ...assets, ...cross];
  const sources = ["packages/relay/src/main.ts", packedPage];
  run(bun, ["build", ...flags, ...sources, `--outfile=${outfile}`]);
}

try {
  build(process.argv[2]?.replace(/^bun-/, ""));
} catch (error) {
  giveUp(error);
}
