// The counters in Prometheus's text form: a short list of our own, the same on every runtime. Reads what others
// count; counts nothing itself.

import { Counter, Gauge, Registry } from "prom-client";
import type { Stats } from "../stats.ts";

/** Numbers that are looked up when somebody asks. */
export interface Readings {
  readonly rooms: () => number;
  readonly connections: () => number;
  /** Most connections at a time. */
  readonly maxConnections: number;
  readonly logLinesLost: () => number;
  /** CPU time of the process since its start, in seconds. */
  readonly cpuSeconds: () => number;
  readonly residentBytes: () => number;
  /** When the process began, in seconds since the epoch. */
  readonly startedAt: number;
}

/** A row of the table: what it is, and where its number comes from. */
interface Metric {
  readonly help: string;
  readonly read: (stats: Stats, readings: Readings) => number | Readonly<Record<string, number>>;
}

/** All that is printed, by name; a name ending in `_total` is a counter, any other a gauge. */
export const metrics: Readonly<Record<string, Metric>> = {
  relay_rooms: { help: "Live rooms", read: (_, { rooms }) => rooms() },
  relay_connections: { help: "Connected clients", read: (_, { connections }) => connections() },
  relay_connections_limit: {
    help: "Most connections at a time, as it was when the relay started",
    read: (_, { maxConnections }) => maxConnections,
  },
  relay_events_total: {
    help: "Events received from clients, by event",
    read: ({ events }) => events,
  },
  relay_unknown_events_total: {
    help: "Events that are not in the protocol",
    read: ({ unknownEvents }) => unknownEvents,
  },
  relay_unknown_fields_total: {
    help: "Payload fields that are not in the protocol",
    read: ({ unknownFields }) => unknownFields,
  },
  relay_refusals_total: { help: "Requests that were refused", read: ({ refusals }) => refusals },
  relay_resumes_granted_total: {
    help: "Seats given back, by reconnect or by resume_game",
    read: ({ resumesGranted }) => resumesGranted,
  },
  relay_resumes_refused_total: {
    help: "Seats asked back in vain",
    read: ({ resumesRefused }) => resumesRefused,
  },
  relay_rooms_swept_total: {
    help: "Rooms ended because they were idle",
    read: ({ roomsSwept }) => roomsSwept,
  },
  relay_log_lines_lost_total: {
    help: "Log lines that could not be written: disk full, or nobody reads",
    read: (_, { logLinesLost }) => logLinesLost(),
  },
  process_cpu_seconds_total: {
    help: "CPU time spent, in seconds",
    read: (_, { cpuSeconds }) => cpuSeconds(),
  },
  process_resident_memory_bytes: {
    help: "Resident memory, in bytes",
    read: (_, { residentBytes }) => residentBytes(),
  },
  process_start_time_seconds: {
    help: "When the process began, in seconds since 1970",
    read: (_, { startedAt }) => startedAt,
  },
};

/** Whether a metric only ever grows. */
export function isCounter(name: string): boolean {
  return name.endsWith("_total");
}

/** The registry that `/metrics` prints. */
export function createMetrics(stats: Stats, readings: Readings): Registry {
  const registry = new Registry();
  for (const [name, { help, read }] of Object.entries(metrics)) {
    const about = { name, help, registers: [registry] };
    const now = () => read(stats, readings);
    if (isCounter(name)) addCounter(about, now);
    else
      new Gauge({
        ...about,
        collect() {
          this.set(Number(now()));
        },
      });
  }
  return registry;
}

function addCounter(
  about: { name: string; help: string; registers: Registry[] },
  now: () => number | Readonly<Record<string, number>>,
): void {
  const isByEvent = typeof now() === "object";
  new Counter({
    ...about,
    labelNames: isByEvent ? ["event"] : [],
    collect() {
      this.reset();
      const value = now();
      if (typeof value === "number") return void this.inc(value);
      for (const [event, count] of Object.entries(value)) this.inc({ event }, count);
    },
  });
}
