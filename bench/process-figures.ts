// What Linux says of a process and of the cores, read from /proc: CPU time, memory, other work on a core. Figures only;
// what they mean is the caller's.

import { readFileSync } from "node:fs";

/** The kernel's ticks, in which /proc counts CPU time, are 10 ms on every Linux that Node and Bun run on. */
const TICK_MICROS = 10_000;

/** Memory of a process, in bytes. */
export interface Memory {
  readonly resident: number;
  /** What it shares with others counted in parts; 0 where the kernel does not tell. */
  readonly proportional: number;
  /** The most that was ever resident. */
  readonly peak: number;
}

/** User and system time of all its threads so far, those that have ended included, in µs. */
export function cpuMicros(pid: number): number {
  const text = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The name, in brackets, may hold anything; state is the first field behind it, utime the 12th, stime the 13th.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * TICK_MICROS;
}

/** @throws where the process has ended */
export function memoryOf(pid: number): Memory {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return {
    resident: kilobytes(status, "VmRSS") * 1024,
    proportional: proportional(pid),
    peak: kilobytes(status, "VmHWM") * 1024,
  };
}

function proportional(pid: number): number {
  try {
    return kilobytes(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"), "Pss") * 1024;
  } catch {
    return 0;
  }
}

function kilobytes(text: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(text)?.[1] ?? 0);
}

/** How long a core has worked so far, for whomever, in µs. Interrupts are left out: network traffic is nobody's. */
export function coreMicros(core: number): number {
  const row = new RegExp(`^cpu${core} (.+)$`, "m").exec(readFileSync("/proc/stat", "utf8"))?.[1];
  const [user = 0, nice = 0, system = 0] = (row ?? "").trim().split(/\s+/).map(Number);
  return (user + nice + system) * TICK_MICROS;
}
