// The counters in Prometheus's text form. Reads what others count; counts nothing itself.

import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { Stats } from "../stats.ts";

/** Numbers that are looked up when somebody asks. */
export interface Gauges {
  readonly rooms: () => number;
  readonly connections: () => number;
}

const TOTALS = {
  unknownEvents: ["unknown_events_total", "Events that are not in the protocol"],
  unknownFields: ["unknown_fields_total", "Payload fields that are not in the protocol"],
  refusals: ["refusals_total", "Requests that were refused"],
  resumesGranted: ["resumes_granted_total", "Seats given back, by reconnect or by resume_game"],
  resumesRefused: ["resumes_refused_total", "Seats asked back in vain"],
  roomsSwept: ["rooms_swept_total", "Rooms ended because they were idle"],
} as const satisfies Partial<Record<keyof Stats, readonly [string, string]>>;

/** The registry that `/metrics` prints. */
export function createMetrics(stats: Stats, gauges: Gauges): Registry {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: "relay_rooms",
    help: "Live rooms",
    registers,
    collect() {
      this.set(gauges.rooms());
    },
  });
  new Gauge({
    name: "relay_connections",
    help: "Connected clients",
    registers,
    collect() {
      this.set(gauges.connections());
    },
  });
  for (const [key, [name, help]] of Object.entries(TOTALS)) {
    new Counter({
      name: `relay_${name}`,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(stats[key as keyof typeof TOTALS]);
      },
    });
  }
  new Counter({
    name: "relay_events_total",
    help: "Events received from clients",
    labelNames: ["event"],
    registers,
    collect() {
      this.reset();
      for (const [event, count] of Object.entries(stats.events)) this.inc({ event }, count);
    },
  });
  return registry;
}
