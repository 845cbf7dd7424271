// A real Caddy with the configuration this repository ships, in front of a relay. Only what a user is told to adapt is
// changed: the name, which needs a certificate, the port, and what Debian's Caddy is too old for.

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const SHIPPED = new URL("../deploy/Caddyfile", import.meta.url);

/** A running Caddy. It listens on a socket file, so that no port can be taken by somebody else. */
export interface Caddy extends AsyncDisposable {
  /** Where to connect. */
  readonly path: string;
}

/**
 * Starts Caddy in front of what listens on `port`.
 * @throws Error with Caddy's own words when it does not accept the configuration
 */
export async function startCaddy(port: number): Promise<Caddy> {
  const folder = mkdtempSync(join(tmpdir(), "en-parlant-caddy-"));
  const path = join(folder, "caddy.sock");
  const file = join(folder, "Caddyfile");
  writeFileSync(file, adapted(path, port));
  const env = { PATH: process.env.PATH, HOME: folder };
  const caddy = spawn("caddy", ["run", "--config", file, "--adapter", "caddyfile"], { env });
  const orphan = (): void => void caddy.kill("SIGKILL");
  process.once("exit", orphan);
  let output = "";
  caddy.stderr.setEncoding("utf8").on("data", (line: string) => {
    output += line;
  });
  const ended = new Promise<void>((resolve) => caddy.once("close", () => resolve()));
  const failed = new Promise<never>((_, reject) => {
    caddy.once("error", reject);
    caddy.once("close", () => reject(new Error(`Caddy ended:\n${output}`)));
  });
  failed.catch(() => {});
  while (!(await Promise.race([accepts(path), failed]))) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return {
    path,
    async [Symbol.asyncDispose]() {
      caddy.kill("SIGKILL");
      await ended;
      process.off("exit", orphan);
      rmSync(folder, { recursive: true });
    },
  };
}

/** Each replacement must find its place: a test of a file that nobody ships proves nothing. */
function adapted(path: string, port: number): string {
  let text = readFileSync(SHIPPED, "utf8");
  for (const [shipped, ours] of [
    ["grace_period 5s", "grace_period 5s\n\tadmin off"],
    ["relay.example.org {", `http:// {\n\tbind unix/${path}`],
    ["127.0.0.1:3210", `127.0.0.1:${port}`],
    ["stream_close_delay 12h", ""],
  ] as const) {
    if (!text.includes(shipped)) throw new Error(`deploy/Caddyfile does not say "${shipped}"`);
    text = text.replace(shipped, ours);
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
