// What the relay answers to a browser, a health check, a monitor (rule C3).

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { seatPair } from "./raw-pair.ts";
import { startRelay } from "./relay-process.ts";

test.concurrent("C3 GET /health answers ok, and there is a page", async () => {
  await using relay = await startRelay();
  expect(await text(`${relay.url}/health`)).toEqual([200, "ok"]);
  expect((await text(`${relay.url}/readyz`))[0]).toBe(200);
  expect((await text(`${relay.url}/nothing`))[0]).toBe(404);
  const page = await fetch(relay.url);
  expect(page.headers.get("content-type")).toMatch(/^text\/html/);
  expect(await page.text()).toContain("En Parlant");
});

test.concurrent("C6 both sides find a dead link within ten seconds", async () => {
  await using relay = await startRelay();
  const handshake = await fetch(`${relay.url}/socket.io/?EIO=4&transport=polling`);
  const told = JSON.parse((await handshake.text()).slice(1)) as Record<string, number>;
  expect(told).toMatchObject({ pingInterval: 6_000, pingTimeout: 4_000 });
});

test.concurrent("metrics are for those who know the token, and no room code is among them", async () => {
  await using closed = await startRelay();
  expect((await text(`${closed.url}/metrics`))[0]).toBe(404);
  await using relay = await startRelay({ METRICS_TOKEN: "a token for the monitor" });
  await using pair = await seatPair(relay);
  const url = `${relay.url}/metrics`;
  expect((await text(url))[0]).toBe(401);
  expect((await text(url, { authorization: "Bearer something else" }))[0]).toBe(401);
  const [status, body] = await text(url, { authorization: "Bearer a token for the monitor" });
  expect(status).toBe(200);
  expect(body).toMatch(/^\w+ 1$/m);
  expect(body).not.toContain(pair.code);
});

test.concurrent("5.11 metrics are the list in OPERATIONS.md, the same on every runtime", async () => {
  await using relay = await startRelay({ METRICS_TOKEN: "a token for the monitor" });
  await using pair = await seatPair(relay);
  await pair.white.barrier();
  const [, body] = await text(`${relay.url}/metrics`, {
    authorization: "Bearer a token for the monitor",
  });
  const types = [...body.matchAll(/^# TYPE (\w+) (\w+)$/gm)].map(([, ...row]) => row);
  const documented = readFileSync(new URL("../docs/OPERATIONS.md", import.meta.url), "utf8");
  const rows = [...documented.matchAll(/^\| `((?:relay|process)_\w+)` \| (\w+) \|/gm)];
  expect(rows.length).toBeGreaterThan(10);
  expect(types).toEqual(rows.map(([, ...row]) => row));
  const value = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, "m").exec(body)?.[1]);
  expect(value("relay_rooms")).toBe(1);
  expect(value("relay_connections")).toBe(2);
  expect(value("process_cpu_seconds_total")).toBeGreaterThan(0);
  expect(value("process_resident_memory_bytes")).toBeGreaterThan(10_000_000);
  const ageSeconds = Date.now() / 1000 - value("process_start_time_seconds");
  expect(ageSeconds).toBeGreaterThan(0);
});

test.concurrent("L5 a web page of another origin may be kept out, the app never is", async () => {
  await using relay = await startRelay({ ALLOWED_ORIGINS: "https://play.example.org" });
  const handshake = async (origin: string) => {
    const polling = `${relay.url}/socket.io/?EIO=4&transport=polling`;
    return (await text(polling, { origin }))[0] === 200;
  };
  expect(await handshake("https://play.example.org")).toBe(true);
  for (const app of ["tauri://localhost", "http://tauri.localhost", "https://tauri.localhost"]) {
    expect([app, await handshake(app)]).toEqual([app, true]);
  }
  expect(await handshake("https://elsewhere.example.org")).toBe(false);
  expect(await handshake("https://play.example.org.evil.example")).toBe(false);
  expect(await handshake("null")).toBe(false);
});

async function text(
  url: string,
  headers: Record<string, string> = {},
): Promise<[status: number, body: string]> {
  const response = await fetch(url, { headers });
  return [response.status, await response.text()];
}
