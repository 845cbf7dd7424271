// What the numbers were measured on and with: machine, kernel, versions, and the cores that server and load are pinned to.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { arch, cpus, loadavg, release, totalmem, type } from "node:os";
import { root, toolNode } from "../tools/runtimes.mjs";
import { bun } from "./bun-runtime.ts";

/** The cores of server and load. */
export type Cores = readonly [server: number, load: number];

/** One core each, the last for the server, as interrupts tend to go to the first; `undefined` where that cannot be had. */
export function chooseCores(wanted: Cores | undefined): Cores | undefined {
  if (process.platform !== "linux" || spawnSync("taskset", ["--version"]).status !== 0)
    return undefined;
  if (wanted) return wanted;
  const allowed = allowedCores();
  const [load, server] = [allowed[0], allowed.at(-1)];
  if (load === undefined || server === undefined || load === server) return undefined;
  return [server, load];
}

/** Those that this process may run on: `Cpus_allowed_list: 0-3,8`. */
function allowedCores(): number[] {
  const status = readFileSync("/proc/self/status", "utf8");
  const ranges = /^Cpus_allowed_list:\s+(.+)$/m.exec(status)?.[1]?.split(",") ?? [];
  return ranges.flatMap((range) => {
    const [first = 0, last = first] = range.split("-").map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}

/** The lines above the table. */
export function machineLines(cores: Cores | undefined): string[] {
  const [cpu] = cpus();
  const memory = (totalmem() / 1024 ** 3).toFixed(0);
  return [
    `- Machine: ${cpu?.model.trim()}, ${cpus().length} cores, ${memory} GiB; ${type()} ${release()} ${arch()}`,
    `- Versions: ${versions().join(", ")}; relay at ${commit()}`,
    `- Cores: ${coresLine(cores)}; load average at the start ${loadavg()
      .map((load) => load.toFixed(1))
      .join(" ")}`,
  ];
}

function versions(): string[] {
  const node = spawnSync(toolNode(), ["--version"], { encoding: "utf8" }).stdout.trim();
  const socketIo = JSON.parse(
    readFileSync(`${root}node_modules/socket.io/package.json`, "utf8"),
  ) as { version: string };
  return [`Bun ${bun.version}`, `Node ${node.slice(1)}`, `socket.io ${socketIo.version}`];
}

function commit(): string {
  const { status, stdout } = spawnSync("git", ["describe", "--always", "--dirty"], {
    cwd: root,
    encoding: "utf8",
  });
  return status === 0 ? stdout.trim() : "an unknown commit";
}

function coresLine(cores: Cores | undefined): string {
  if (!cores)
    return "**not pinned** (no taskset, or one core): server and load share what there is";
  const [server, load] = cores;
  return `server pinned to ${server}, load to ${load}${areTwins(server, load) ? " (two threads of one core)" : ""}`;
}

function areTwins(server: number, load: number): boolean {
  const twins = (core: number) =>
    `/sys/devices/system/cpu/cpu${core}/topology/thread_siblings_list`;
  try {
    return readFileSync(twins(server), "utf8") === readFileSync(twins(load), "utf8");
  } catch {
    return false;
  }
}
