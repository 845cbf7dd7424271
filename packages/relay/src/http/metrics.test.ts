// What `/metrics` prints: every counter under its name, as it stands when somebody asks.

import { clientEvents } from "@en-parlant/protocol";
import { beforeEach, expect, test } from "vitest";
import type { Stats } from "../stats.ts";
import { createStats } from "../stats.ts";
import { createMetrics } from "./metrics.ts";

let stats: Stats;
let rooms: number;
let metrics: ReturnType<typeof createMetrics>;

beforeEach(() => {
  stats = createStats();
  rooms = 0;
  metrics = createMetrics(stats, { rooms: () => rooms, connections: () => rooms * 2 });
});

/** The lines of our own metrics, without explanations. */
async function lines(): Promise<readonly string[]> {
  const printed = await metrics.metrics();
  return printed.split("\n").filter((line) => line.startsWith("relay_"));
}

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
  const totals = Object.keys(stats).length - 1;
  const printed = (await lines()).filter((line) => !line.includes("{"));
  expect(printed).toHaveLength(totals + 2);
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
  const others = createMetrics(createStats(), { rooms: () => 9, connections: () => 9 });
  expect(await others.metrics()).toContain("relay_rooms 9\n");
  expect(await lines()).toContain("relay_rooms 0");
});
