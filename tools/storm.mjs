// `npm run test:storm -- 500`: the SDK's storm tests with as many seeds, against the relay on Bun and on Node. Knows
// the tests by their file names only.
import { ensureInstalled, giveUp } from "./setup.mjs";
import { runVitest } from "./vitest.mjs";

const seeds = Number(process.argv[2] ?? 500);
try {
  if (!Number.isInteger(seeds) || seeds < 1) throw new Error("How many seeds? Say a whole number.");
  ensureInstalled();
  process.env.STORMS = String(seeds);
  const { passed, failed } = await runVitest(["--project=bun", "--project=node", "storm.test"]);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
} catch (error) {
  giveUp(error);
}
