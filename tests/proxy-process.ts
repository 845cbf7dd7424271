// A real proxy in front of a relay, and the configuration this repository ships for it. Knows no proxy's words.

import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";

/** A running proxy. It listens on a socket file, so that no port can be taken by somebody else. */
export interface RunningProxy extends AsyncDisposable {
  /** Where to connect. */
  readonly path: string;
}

/** What a line of the shipped configuration is replaced with. */
export type Changes = readonly (readonly [shipped: string, ours: string])[];

/** How a proxy is started, and where. */
interface ProxyCommand {
  readonly command: readonly [program: string, ...args: string[]];
  readonly env?: NodeJS.ProcessEnv;
  /** Its own, removed with it. */
  readonly folder: string;
  /** The socket file. */
  readonly path: string;
  readonly stopsAt: NodeJS.Signals;
}

/**
 * Starts a proxy, and waits until it accepts connections.
 * @throws Error with the proxy's own words when it ends instead
 */
export async function startProxy(name: string, how: ProxyCommand): Promise<RunningProxy> {
  const { command, folder, path, env = process.env } = how;
  const [program, ...args] = command;
  const proxy = spawn(program, args, { env });
  const orphan = (): void => void proxy.kill("SIGKILL");
  process.once("exit", orphan);
  let output = "";
  proxy.stderr.setEncoding("utf8").on("data", (line: string) => {
    output += line;
  });
  const ended = new Promise<void>((resolve) => proxy.once("close", () => resolve()));
  const failed = new Promise<never>((_, reject) => {
    proxy.once("error", reject);
    proxy.once("close", () => reject(new Error(`${name} ended:\n${output}`)));
  });
  failed.catch(() => {});
  while (!(await Promise.race([accepts(path), failed]))) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return {
    path,
    async [Symbol.asyncDispose]() {
      proxy.kill(how.stopsAt);
      await ended;
      process.off("exit", orphan);
      rmSync(folder, { recursive: true });
    },
  };
}

/**
 * A file of `deploy/` with those lines changed. Each replacement must find its place: a test of a file that nobody ships
 * proves nothing.
 */
export function adapted(file: string, changes: Changes): string {
  let text = readFileSync(new URL(`../deploy/${file}`, import.meta.url), "utf8");
  for (const [shipped, ours] of changes) {
    if (!text.includes(shipped)) throw new Error(`deploy/${file} does not say "${shipped}"`);
    text = text.replaceAll(shipped, ours);
  }
  return text;
}

function accepts(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
