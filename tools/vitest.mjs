// Runs vitest on the Node 22 from npm, lets it report to the reader, and takes the numbers from its
// JSON report. A crash, an unhandled error or a run without a test is a failure too.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { command, root, toolEnv } from "./setup.mjs";

/** @typedef {{ passed: number, failed: number }} Tally */

const cache = join(root, "node_modules", ".cache");
const report = join(cache, "vitest-report.json");

/** A test that spins outlives its own timeout. Ending its worker makes vitest report it and go on. */
const stuckMs = 20 * 60_000;

/**
 * @param {string[]} args - filters and flags, as for `vitest run`
 * @returns {Promise<Tally>}
 */
export async function runVitest(args) {
  mkdirSync(cache, { recursive: true });
  rmSync(report, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const vitest = spawn(command("vitest"), ["run", "--allowOnly=false", ...reporters, ...args], {
    cwd: root,
    env: toolEnv(),
    stdio: ["ignore", "inherit", "inherit"],
  });
  const endWorkers = () => spawnSync("pkill", ["-KILL", "-P", `${vitest.pid}`]);
  const watchdog = setInterval(endWorkers, stuckMs);
  const [code] = await once(vitest, "exit");
  clearInterval(watchdog);
  const tally = readTally();
  const silent = code !== 0 && tally.failed === 0;
  return silent || tally.passed + tally.failed === 0
    ? { ...tally, failed: tally.failed + 1 }
    : tally;
}

/** @returns {Tally} */
function readTally() {
  if (!existsSync(report)) return { passed: 0, failed: 0 };
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, "utf8"));
  /** @type {{ status: string, assertionResults: { status: string }[] }[]} */
  const files = testResults;
  const broken = files.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((test) => test.status === "failed"),
  );
  return { passed: numPassedTests, failed: numFailedTests + broken.length };
}
