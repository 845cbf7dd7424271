// What is counted, from zero, and what `/metrics` prints of it: every number under its name, as it stands when somebody asks.

import { clientEvents } from "@en-parlant/protocol";
import { beforeEach, expect, test } from "vitest";
import type { Readings, Stats } from "./metrics.ts";
import { createMetrics, createStats, isCounter, metrics as table } from "./metrics.ts";

let stats: Stats;
let rooms: number;
let metrics: Awaited<ReturnType<typeof createMetrics>>;

beforeEach(async () => {
  stats = createStats();
  rooms = 0;
  metrics = await createMetrics(stats, readings);
});

const readings: Readings = {
  rooms: () => rooms,
  connections: () => rooms * 2,
  sessions: () => 3,
  timers: () => 4,
  maxConnections: () => 15_000,
  logLinesLost: () => 7,
  cpuSeconds: () => 1.5,
  residentBytes: () => 50_000_000,
  startedAt: () => 1_700_000_000.25,
};

/** The lines of our own metrics, without explanations. */
async function lines(): Promise<readonly string[]> {
  const printed = await metrics.metrics();
  return printed.split("\n").filter((line) => line.startsWith("relay_"));
}

test("every event of the protocol has its counter, and nothing else has", () => {
  expect(Object.keys(stats.events)).toEqual(Object.keys(clientEvents));
});

test("everything begins at zero", () => {
  const { events, ...totals } = stats;
  expect(new Set([...Object.values(events), ...Object.values(totals)])).toEqual(new Set([0]));
});

test("two relays in one process count apart", () => {
  const other = createStats();
  stats.events.game_move += 1;
  stats.refusals += 1;
  expect(other).toEqual(createStats());
});

test("each row is counted here or read elsewhere, and never both", () => {
  expect([...Object.keys(stats), ...Object.keys(readings)].sort()).toEqual(
    Object.keys(table).sort(),
  );
});

test("gauges are looked up at every question", async () => {
  rooms = 3;
  expect(await lines()).toEqual(expect.arrayContaining(["relay_rooms 3", "relay_connections 6"]));
  rooms = 1;
  expect(await lines()).toEqual(expect.arrayContaining(["relay_rooms 1", "relay_connections 2"]));
});

test("every total is printed under its own name", async () => {
  Object.assign(stats, {
    unknownEvents: 1,
    unknownFields: 2,
    refusals: 3,
    resumesGranted: 4,
    resumesRefused: 5,
    roomsSwept: 6,
  } satisfies Omit<Stats, "events">);
  const printed = [
    "relay_unknown_events_total 1",
    "relay_unknown_fields_total 2",
    "relay_refusals_total 3",
    "relay_resumes_granted_total 4",
    "relay_resumes_refused_total 5",
    "relay_rooms_swept_total 6",
  ];
  expect(await lines()).toEqual(expect.arrayContaining(printed));
  expect(await lines(), "asking twice counts nothing twice").toEqual(
    expect.arrayContaining(printed),
  );
});

test("nothing is counted that is not printed", async () => {
  const totals = Object.keys(stats).filter((key) => key !== "events");
  for (const key of totals) Object.assign(stats, { [key]: 4711 });
  expect((await lines()).filter((line) => line.endsWith(" 4711"))).toHaveLength(totals.length);
});

test("5.11 what the process tells of itself is printed in base units", async () => {
  expect((await metrics.metrics()).split("\n")).toEqual(
    expect.arrayContaining([
      "relay_connections_limit 15000",
      "relay_log_lines_lost_total 7",
      "process_cpu_seconds_total 1.5",
      "process_resident_memory_bytes 50000000",
      "process_start_time_seconds 1700000000.25",
    ]),
  );
});

test("5.11 the list is ours alone, and each metric is named and explained as Prometheus wants it", async () => {
  const printed = await metrics.metrics();
  expect(printed.endsWith("\n")).toBe(true);
  const types = [...printed.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, type]) => [
    name,
    type,
  ]);
  const names = Object.values(table).map(({ name }) => name);
  const wanted = names.map((name) => [name, isCounter(name) ? "counter" : "gauge"]);
  expect(types).toEqual(wanted);
  for (const name of names) {
    expect(name).toMatch(/^(relay|process)(_[a-z]+)+$/);
    expect(name).not.toMatch(
      /_(ms|milliseconds|kb|mb|percent|count|sum|bucket|info|gauge|counter)$/,
    );
    expect(printed).toMatch(new RegExp(`^# HELP ${name} \\S.+$`, "m"));
  }
  const values = printed.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  for (const line of values) expect(line).toMatch(/^\w+(\{event="\w+"\})? \d+(\.\d+)?$/);
});

test("events are printed by name, those that never came as zero", async () => {
  stats.events.game_move = 7;
  await lines();
  const events = (await lines()).filter((line) => line.startsWith("relay_events_total"));
  expect(events).toEqual(
    Object.keys(clientEvents).map(
      (event) => `relay_events_total{event="${event}"} ${event === "game_move" ? 7 : 0}`,
    ),
  );
});

test("two relays in one process print apart", async () => {
  const others = await createMetrics(createStats(), { ...readings, rooms: () => 9 });
  expect(await others.metrics()).toContain("relay_rooms 9\n");
  expect(await lines()).toContain("relay_rooms 0");
});
