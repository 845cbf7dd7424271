// `npm start`: the relay in the foreground, on Bun, after installing and building what is missing. Passes its
// arguments, signals and exit code through; knows nothing of what the relay does with them.
import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { ensurePageBuilt, pageFolder } from "./play-page.mjs";
import { bunCommand, relayCommand, root } from "./runtimes.mjs";
import { ensureInstalled, giveUp } from "./setup.mjs";

/** Everything in its place, the relay's program and its arguments. */
function prepared() {
  try {
    ensureInstalled();
    const page = ensurePageBuilt();
    const command = relayCommand();
    if (command !== bunCommand) {
      console.log("Bun does not run on this computer; the relay runs on Node.");
    }
    const named = dirname(page) === pageFolder ? [] : ["--page-file", page];
    return [...command, join(root, "packages/relay/src/main.ts"), ...named];
  } catch (error) {
    return giveUp(error);
  }
}

const [program = "", ...args] = prepared();
const relay = spawn(program, [...args, ...process.argv.slice(2)], {
  // Wherever this is called from: a runtime's own settings file that lies there is none of ours.
  cwd: root,
  stdio: "inherit",
  // A group of its own: Ctrl-C reaches npm and this process, which hand it on, and so comes only once.
  detached: process.platform !== "win32",
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

/** How soon the relay follows when what started it has ended. */
const orphanedMs = 250;

/**
 * npm hands a signal to the shell in which it starts this, and many shells (Debian's for one) end without handing it
 * on: then this process is somebody else's child.
 */
function endWithParent() {
  const parent = process.ppid;
  const look = () => {
    if (process.ppid !== parent) relay.kill("SIGTERM");
  };
  setInterval(look, orphanedMs).unref();
}

// Started by hand, it may well be meant to outlive the shell.
if (process.env.npm_lifecycle_event) endWithParent();

relay.on("error", giveUp);

relay.on("exit", (code, signal) => {
  if (!signal) process.exit(code ?? 1);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
});
