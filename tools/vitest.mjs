// Runs vitest on the Node 22 from npm, lets it report to the reader, and takes the numbers from its
// JSON report. A crash, an unhandled error or a run without a test is a failure too.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root, scriptOf, toolNode } from "./runtimes.mjs";

/** @typedef {{ passed: number, failed: number }} Tally */

/** A test that spins outlives its own timeout. Ending its worker makes vitest report it and go on. */
const stuckMs = 20 * 60_000;

/**
 * @param {string[]} args - filters and flags, as for `vitest run`
 * @returns {Promise<Tally>}
 */
export async function runVitest(args) {
  const folder = mkdtempSync(join(tmpdir(), "vitest-report-"));
  const report = join(folder, "report.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  // Natively, because the other ways write files beside the configuration, which may be another user's.
  const flags = ["run", "--configLoader=native", "--allowOnly=false", ...reporters, ...args];
  const vitest = spawn(toolNode(), [scriptOf("vitest"), ...flags], {
    cwd: root,
    // The environment's own may mean another mode of the libraries under test.
    env: { ...process.env, NODE_ENV: "test" },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const endWorkers = () => spawnSync("pkill", ["-KILL", "-P", `${vitest.pid}`]);
  const watchdog = setInterval(endWorkers, stuckMs);
  const [code] = await once(vitest, "exit");
  clearInterval(watchdog);
  const tally = readTally(report);
  rmSync(folder, { recursive: true });
  const silent = code !== 0 && tally.failed === 0;
  return silent || tally.passed + tally.failed === 0
    ? { ...tally, failed: tally.failed + 1 }
    : tally;
}

/** @param {string} report @returns {Tally} */
function readTally(report) {
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
