// A real nginx with the configuration this repository ships, ending TLS in front of a relay. Only what
// a user is told to adapt is changed: addresses, ports and certificate.

import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const SHIPPED = new URL("../deploy/nginx.conf", import.meta.url);

/** A running nginx. It listens on a socket file, so that no port can be taken by somebody else. */
export interface Nginx extends AsyncDisposable {
  /** Where to connect. */
  readonly path: string;
}

/** What a line of the shipped configuration is replaced with. */
export type Changes = readonly (readonly [shipped: string, ours: string])[];

/**
 * Starts nginx in front of what listens on `port`.
 * @param changes - what somebody has changed in the shipped configuration
 * @throws Error with nginx's own words when it does not accept the configuration
 */
export async function startNginx(port: number, changes: Changes = []): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), "en-parlant-nginx-"));
  const path = join(folder, "tls.sock");
  execFileSync("openssl", certificateRequest(folder), { stdio: "pipe" });
  writeFileSync(join(folder, "site.conf"), adapted({ folder, path, port }, changes));
  writeFileSync(join(folder, "nginx.conf"), mainConfiguration(folder));
  const nginx = spawn("/usr/sbin/nginx", ["-p", folder, "-c", "nginx.conf", "-e", "stderr"]);
  const orphan = (): void => void nginx.kill("SIGKILL");
  process.once("exit", orphan);
  let output = "";
  nginx.stderr.setEncoding("utf8").on("data", (line: string) => {
    output += line;
  });
  const ended = new Promise<void>((resolve) => nginx.once("close", () => resolve()));
  const failed = new Promise<never>((_, reject) => {
    nginx.once("error", reject);
    nginx.once("close", () => reject(new Error(`nginx ended:\n${output}`)));
  });
  failed.catch(() => {});
  while (!(await Promise.race([accepts(path), failed]))) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return {
    path,
    async [Symbol.asyncDispose]() {
      nginx.kill("SIGTERM");
      await ended;
      process.off("exit", orphan);
      rmSync(folder, { recursive: true });
    },
  };
}

function certificateRequest(folder: string): string[] {
  const subject = ["-subj", "/CN=relay.example.org", "-days", "2"];
  const files = ["-keyout", join(folder, "privkey.pem"), "-out", join(folder, "fullchain.pem")];
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  return ["req", "-x509", ...key, ...subject, ...files];
}

/** Each replacement must find its place: a test of a file that nobody ships proves nothing. */
function adapted(
  { folder, path, port }: { folder: string; path: string; port: number },
  changes: Changes,
): string {
  let text = readFileSync(SHIPPED, "utf8");
  const replacements: Changes = [
    ...changes,
    ["listen 443 ssl;", `listen unix:${path} ssl;`],
    ["listen [::]:443 ssl;", ""],
    ["server 127.0.0.1:3210;", `server 127.0.0.1:${port};`],
    ["/etc/letsencrypt/live/relay.example.org/", `${folder}/`],
  ];
  for (const [shipped, ours] of replacements) {
    if (!text.includes(shipped)) throw new Error(`deploy/nginx.conf does not say "${shipped}"`);
    text = text.replaceAll(shipped, ours);
  }
  return text;
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

function accepts(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
