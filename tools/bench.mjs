// `npm run bench -- [options]`: the relay and others under load, after installing and building what is missing. Passes its
// arguments and exit code through; what is measured stands in bench/.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { ensurePageBuilt } from "./play-page.mjs";
import { bunCommand, root } from "./runtimes.mjs";
import { ensureInstalled, giveUp } from "./setup.mjs";

try {
  ensureInstalled();
  ensurePageBuilt();
  const [bun = "", ...flags] = bunCommand;
  const args = [...flags, join(root, "bench/main.ts"), ...process.argv.slice(2)];
  const bench = spawn(bun, args, { cwd: root, stdio: "inherit" });
  // On Ctrl-C the terminal signals both, and what is to be ended is ended there.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => bench.kill("SIGTERM"));
  bench.on("exit", (code) => process.exit(code ?? 1));
  bench.on("error", giveUp);
} catch (error) {
  giveUp(error);
}
