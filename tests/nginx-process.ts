// A real nginx with the configuration this repository ships, ending TLS in front of a relay. Only what
// a user is told to adapt is changed: addresses, ports and certificate.

import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Changes, RunningProxy } from "./proxy-process.ts";
import { adapted, startProxy } from "./proxy-process.ts";

/**
 * Starts nginx in front of what listens on `port`.
 * @param changes - what somebody has changed in the shipped configuration
 * @throws Error with nginx's own words when it does not accept the configuration
 */
export function startNginx(port: number, changes: Changes = []): Promise<RunningProxy> {
  const folder = mkdtempSync(join(tmpdir(), "en-parlant-nginx-"));
  const path = join(folder, "tls.sock");
  execFileSync("openssl", certificateRequest(folder), { stdio: "pipe" });
  const site = adapted("nginx.conf", [
    ...changes,
    ["listen 443 ssl;", `listen unix:${path} ssl;`],
    ["listen [::]:443 ssl;", ""],
    ["server 127.0.0.1:3210;", `server 127.0.0.1:${port};`],
    ["/etc/letsencrypt/live/relay.example.org/", `${folder}/`],
  ]);
  writeFileSync(join(folder, "site.conf"), site);
  writeFileSync(join(folder, "nginx.conf"), mainConfiguration(folder));
  return startProxy("nginx", {
    command: ["/usr/sbin/nginx", "-p", folder, "-c", "nginx.conf", "-e", "stderr"],
    folder,
    path,
    stopsAt: "SIGTERM",
  });
}

function certificateRequest(folder: string): string[] {
  const subject = ["-subj", "/CN=relay.example.org", "-days", "2"];
  const files = ["-keyout", join(folder, "privkey.pem"), "-out", join(folder, "fullchain.pem")];
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  return ["req", "-x509", ...key, ...subject, ...files];
}

/** Stands for Debian's /etc/nginx/nginx.conf, which includes the shipped file. */
function mainConfiguration(folder: string): string {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  return `daemon off;
master_process off;
pid ${folder}/nginx.pid;
events { worker_connections 768; }
http {
  ${temporary.map((kind) => `${kind}_temp_path ${folder}/${kind};`).join("\n  ")}
  include ${folder}/site.conf;
}
`;
}
