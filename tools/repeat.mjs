// `npm run test:repeat -- 20 [--load] [tests/app-]`: the black-box tests that depend on timing, or those whose files begin
// so, again and again, with every core kept busy on request. For hunting races; knows the tests by their file names only.
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { ensureInstalled, giveUp } from "./setup.mjs";
import { runVitest } from "./vitest.mjs";

const timed = ["tests/whole-game", "tests/recovery", "tests/app-"];

/** @param {number} times @param {string[]} files @returns {Promise<import("./vitest.mjs").Tally>} */
async function repeat(times, files) {
  if (!Number.isInteger(times) || times < 1) throw new Error("How often? Say a whole number.");
  const total = { passed: 0, failed: 0 };
  for (let round = 1; round <= times; round += 1) {
    console.log(`Round ${round} of ${times}`);
    const { passed, failed } = await runVitest(["--project=bun", "--project=node", ...files]);
    total.passed += passed;
    total.failed += failed;
  }
  return total;
}

const args = process.argv.slice(2);
const load = args.includes("--load");
const files = args.filter((arg) => arg.startsWith("tests/"));
try {
  ensureInstalled();
  const cores = load ? availableParallelism() : 0;
  const burners = Array.from({ length: cores }, () => new Worker("for (;;);", { eval: true }));
  const { passed, failed } = await repeat(
    Number(args.find((arg) => /^\d/.test(arg)) ?? 10),
    files.length > 0 ? files : timed,
  );
  await Promise.all(burners.map((burner) => burner.terminate()));
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
} catch (error) {
  giveUp(error);
}
