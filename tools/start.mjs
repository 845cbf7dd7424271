// `npm start`: the relay in the foreground, on Bun, after installing and building what is missing. Passes its
// arguments, signals and exit code through; knows nothing of what the relay does with them.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { ensurePageBuilt } from "./build-web.mjs";
import { bun, ensureInstalled, giveUp, root } from "./setup.mjs";

try {
  ensureInstalled();
  ensurePageBuilt();
} catch (error) {
  giveUp(error);
}

// A group of its own: Ctrl-C reaches npm and this process, which hand it on, and so comes only once.
const relay = spawn(bun, [join(root, "packages/relay/src/main.ts"), ...process.argv.slice(2)], {
  stdio: "inherit",
  detached: true,
});

/** On Ctrl-C both the terminal and npm signal this process; a person's second one comes later. */
const echoMs = 200;

for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
  let last = Number.NEGATIVE_INFINITY;
  process.on(signal, () => {
    const now = performance.now();
    if (now - last > echoMs) relay.kill(signal);
    last = now;
  });
}

relay.on("error", giveUp);

relay.on("exit", (code, signal) => {
  if (!signal) process.exit(code ?? 1);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
});
