// The port on which a process listens, as the kernel knows it: for a relay whose log goes nowhere.

import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** State LISTEN in /proc/net/tcp. */
const LISTENING = "0A";

/** The port, or 0 while there is none. */
export function portOfProcess(pid: number): number {
  try {
    const own = new Set(
      readdirSync(`/proc/${pid}/fd`).map((fd) => target(`/proc/${pid}/fd/${fd}`)),
    );
    for (const table of ["tcp", "tcp6"]) {
      const rows = readFileSync(`/proc/${pid}/net/${table}`, "utf8").trim().split("\n").slice(1);
      for (const row of rows) {
        const [, local = "", , state, , , , , , inode] = row.trim().split(/\s+/);
        const isOurs = state === LISTENING && own.has(`socket:[${inode}]`);
        if (isOurs) return Number.parseInt(local.split(":").at(-1) ?? "0", 16);
      }
    }
  } catch {
    // It has ended.
  }
  return 0;
}

function target(link: string): string {
  try {
    return readlinkSync(link);
  } catch {
    // Closed since the folder was read.
    return "";
  }
}
