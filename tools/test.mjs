// `npm test`, and all that CI runs: every static check, then every test. A failure stops nothing; the
// last line counts everything. Arguments go to vitest: `npm test -- recovery --project bun`.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { dirname } from "node:path";
import { text } from "node:stream/consumers";
import { browser, ensureDebianPackages } from "./debian-packages.mjs";
import { ensurePageBuilt, pageFolder } from "./play-page.mjs";
import { root, scriptOf, toolNode } from "./runtimes.mjs";
import { ensureInstalled } from "./setup.mjs";
import { runVitest } from "./vitest.mjs";

/** @typedef {import("./vitest.mjs").Tally} Tally */

/** Command, package, arguments. @typedef {[string, string, ...string[]]} Check */

/** @type {Check[]} */
const staticChecks = [
  ["biome", "@biomejs/biome", "ci", "--error-on-warnings", "--colors=off"],
  ["tsc", "typescript", "--noEmit", "--pretty", "false"],
  ["tsc", "typescript", "--noEmit", "--pretty", "false", "-p", "packages/tsconfig.client.json"],
  ["tsc", "typescript", "--noEmit", "--pretty", "false", "-p", "packages/web"],
  ["tsc", "typescript", "--noEmit", "--pretty", "false", "-p", "packages/web/worker"],
  ["knip", "knip", "--no-progress"],
];

/** What the black-box tests put in front of the relay, the certificates for it, and the browser. */
const programs = ["nginx", "caddy", "openssl", browser];

/** @param {Check} check @returns {Promise<Tally>} */
async function staticCheck([name, from, ...args]) {
  const started = performance.now();
  const tool = spawn(toolNode(), [scriptOf(from, name), ...args], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, err, [code]] = await Promise.all([
    text(tool.stdout),
    text(tool.stderr),
    once(tool, "exit"),
  ]);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const line = [name, ...args].join(" ");
  console.log(`${code === 0 ? "ok    " : "FAILED"} ${line} (${seconds} s)`);
  if (code !== 0) console.log(`${out}${err}`);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** A part that cannot even start counts as one failure. @param {() => Promise<Tally>} act */
async function counted(act) {
  try {
    return await act();
  } catch (error) {
    console.log(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1 };
  }
}

/** @returns {Promise<Tally>} */
async function everything() {
  ensureInstalled();
  const page = ensurePageBuilt();
  if (dirname(page) !== pageFolder) process.env.PAGE_FILE = page;
  const missing = { passed: 0, failed: ensureDebianPackages(programs).length };
  const checks = await Promise.all(staticChecks.map((check) => counted(() => staticCheck(check))));
  const tests = await counted(() => runVitest(process.argv.slice(2)));
  return [missing, ...checks, tests].reduce((sum, part) => ({
    passed: sum.passed + part.passed,
    failed: sum.failed + part.failed,
  }));
}

const { passed, failed } = await counted(everything);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
