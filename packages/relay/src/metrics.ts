// All numbers that the relay tells of itself, one row each: its name and words, and whether it is counted here or read elsewhere.
// The counters are plain numbers, cheap on the path of a move; nothing else of Prometheus is seen by who counts.

import type { ClientEvent } from "@en-parlant/protocol";
import { clientEvents } from "@en-parlant/protocol";
import type { Registry } from "prom-client";

/** Where a number comes from: a field of {@link Stats}, one in it for each event, or a field of {@link Readings}. */
type Source = "counted" | "counted by event" | "read";

/** A row. A name that ends in `_total` is a counter's, any other a gauge's. */
interface Metric<S extends Source> {
  readonly name: string;
  readonly help: string;
  readonly source: S;
}

function row<S extends Source>(source: S, name: string, help: string): Metric<S> {
  return { name, help, source };
}

/** All that is printed, in this order, by the field that has the number. */
export const metrics = {
  rooms: row("read", "relay_rooms", "Live rooms"),
  connections: row("read", "relay_connections", "Connected clients"),
  sessions: row(
    "read",
    "relay_sessions",
    "Sessions, also of those who have not joined, or are going",
  ),
  timers: row(
    "read",
    "relay_timers",
    "Timers that are set: one for each session, and one for each upgrade",
  ),
  maxConnections: row(
    "read",
    "relay_connections_limit",
    "Most connections at a time, as it was when the relay started",
  ),
  events: row("counted by event", "relay_events_total", "Events received from clients, by event"),
  unknownEvents: row(
    "counted",
    "relay_unknown_events_total",
    "Events that are not in the protocol",
  ),
  unknownFields: row(
    "counted",
    "relay_unknown_fields_total",
    "Payload fields that are not in the protocol",
  ),
  refusals: row("counted", "relay_refusals_total", "Requests that were refused"),
  resumesGranted: row(
    "counted",
    "relay_resumes_granted_total",
    "Seats given back, by reconnect or by resume_game",
  ),
  resumesRefused: row("counted", "relay_resumes_refused_total", "Seats asked back in vain"),
  roomsSwept: row("counted", "relay_rooms_swept_total", "Rooms ended because they were idle"),
  logLinesLost: row(
    "read",
    "relay_log_lines_lost_total",
    "Log lines that could not be written: disk full, or nobody reads",
  ),
  cpuSeconds: row("read", "process_cpu_seconds_total", "CPU time spent, in seconds"),
  residentBytes: row("read", "process_resident_memory_bytes", "Resident memory, in bytes"),
  startedAt: row(
    "read",
    "process_start_time_seconds",
    "When the process began, in seconds since 1970",
  ),
} as const;

type Field = keyof typeof metrics;
type FieldOf<S extends Source> = {
  [F in Field]: (typeof metrics)[F]["source"] extends S ? F : never;
}[Field];

/** Counters of one process since its start. */
export type Stats = Record<FieldOf<"counted">, number> & {
  readonly [F in FieldOf<"counted by event">]: Record<ClientEvent, number>;
};

/** Numbers that are looked up when somebody asks. */
export type Readings = { readonly [F in FieldOf<"read">]: () => number };

/** All zero. */
export function createStats(): Stats {
  const each = () => Object.fromEntries(Object.keys(clientEvents).map((event) => [event, 0]));
  const fields = Object.entries(metrics).filter(([, { source }]) => source !== "read");
  return Object.fromEntries(
    fields.map(([field, { source }]) => [field, source === "counted" ? 0 : each()]),
  ) as Stats;
}

/** Whether a metric of that name only ever grows. */
export function isCounter(name: string): boolean {
  return name.endsWith("_total");
}

/** The registry that `/metrics` prints. What makes it is loaded with it, as most relays tell nobody their numbers. */
export async function createMetrics(stats: Stats, readings: Readings): Promise<Registry> {
  const { Counter, Gauge, Registry } = await import("prom-client");
  const registry = new Registry();
  for (const field of Object.keys(metrics) as Field[]) {
    const { name, help, source } = metrics[field];
    const Kind = isCounter(name) ? Counter : Gauge;
    new Kind({
      ...{ name, help, registers: [registry] },
      labelNames: source === "counted by event" ? ["event"] : [],
      collect() {
        this.reset();
        const value = isRead(field) ? readings[field]() : stats[field];
        if (typeof value === "number") return this.inc(value);
        for (const [event, count] of Object.entries(value)) this.inc({ event }, count);
      },
    });
  }
  return registry;
}

function isRead(field: Field): field is FieldOf<"read"> {
  return metrics[field].source === "read";
}
