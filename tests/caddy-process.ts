// A real Caddy with the configuration this repository ships, in front of a relay. Only what a user is told to adapt is
// changed: the name, which needs a certificate, the port, and what Debian's Caddy is too old for.

import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunningProxy } from "./proxy-process.ts";
import { adapted, startProxy } from "./proxy-process.ts";

/**
 * Starts Caddy in front of what listens on `port`.
 * @throws Error with Caddy's own words when it does not accept the configuration
 */
export function startCaddy(port: number): Promise<RunningProxy> {
  const folder = mkdtempSync(join(tmpdir(), "en-parlant-caddy-"));
  const path = join(folder, "caddy.sock");
  const file = join(folder, "Caddyfile");
  const ours = adapted("Caddyfile", [
    ["grace_period 5s", "grace_period 5s\n\tadmin off"],
    ["relay.example.org {", `http:// {\n\tbind unix/${path}`],
    ["127.0.0.1:3210", `127.0.0.1:${port}`],
    ["stream_close_delay 12h", ""],
  ]);
  writeFileSync(file, ours);
  return startProxy("Caddy", {
    command: ["caddy", "run", "--config", file, "--adapter", "caddyfile"],
    env: { PATH: process.env.PATH, HOME: folder },
    folder,
    path,
    stopsAt: "SIGKILL",
  });
}
