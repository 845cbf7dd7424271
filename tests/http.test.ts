// What the relay answers to a browser, a health check, a monitor (rule C3).

import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { request } from "node:http";
import { connect } from "node:net";
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

test.concurrent("C3 a monitor may ask in any form that HTTP has", async () => {
  await using relay = await startRelay();
  const { port } = relay;
  const forms: [method: string, target: string, host: string, status: number, body: string][] = [
    ["GET", "/health", "relay.example.org", 200, "ok"],
    ["GET", "/health?at=1", "relay.example.org:443", 200, "ok"],
    ["GET", "http://relay.example.org/health", "relay.example.org", 200, "ok"],
    ["GET", "http://elsewhere:99/health?x", "relay.example.org", 200, "ok"],
    ["GET", "/health", "[", 200, "ok"],
    ["GET", "/health", "a b/%", 200, "ok"],
    ["HEAD", "/health", "relay.example.org", 200, ""],
    ["HEAD", "http://relay.example.org/nothing", "relay.example.org", 404, ""],
    ["OPTIONS", "/health", "relay.example.org", 204, ""],
    ["OPTIONS", "http://relay.example.org/", "[", 204, ""],
    ["POST", "/health", "relay.example.org", 405, "method not allowed\n"],
    ["GET", "//health", "relay.example.org", 404, "not found\n"],
    ["GET", "/%", "relay.example.org", 404, "not found\n"],
    ["GET", `/${"a".repeat(8_000)}`, "relay.example.org", 404, "not found\n"],
  ];
  for (const [method, path, host, ...wanted] of forms) {
    const asked = request({ port, method, path, headers: { host }, agent: false }).end();
    const [response] = (await once(asked, "response")) as [IncomingMessage];
    const body = (await response.setEncoding("utf8").toArray()).join("");
    expect([method, path, host, response.statusCode, body]).toEqual([
      method,
      path,
      host,
      ...wanted,
    ]);
    if (method === "HEAD") expect(response.headers["content-length"]).toMatch(/^[1-9]/);
    const allow = method === "OPTIONS" || method === "POST" ? "GET, HEAD, OPTIONS" : undefined;
    expect(response.headers.allow).toBe(allow);
  }
  expect(await text(`${relay.url}/health`)).toEqual([200, "ok"]);
});

test.concurrent("a target that is no URL is answered, and nothing else happens", async () => {
  await using relay = await startRelay();
  for (const target of [
    "health",
    "http://",
    "foo://x:y:z/health",
    "http://u:p@h/%%",
    "http://[/",
    "h\u00e9",
  ]) {
    const socket = connect(relay.port);
    socket.write(`GET ${target} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n`, "latin1");
    const answer = (await socket.setEncoding("latin1").toArray()).join("");
    expect([target, answer]).toEqual([target, expect.stringMatching(/^HTTP\/1\.1 (200|400|404) /)]);
  }
  expect(await text(`${relay.url}/health`)).toEqual([200, "ok"]);
});

test.concurrent("who goes in the middle of the page costs nobody else anything", async () => {
  await using relay = await startRelay();
  const [script] = /assets\/[\w.-]+\.js/.exec((await text(relay.url))[1]) ?? [];
  for (let each = 0; each < 20; each += 1) {
    const socket = connect(relay.port);
    socket.write(`GET /${script} HTTP/1.1\r\nHost: h\r\n\r\n`.repeat(50));
    await once(socket, "data");
    socket.resetAndDestroy();
  }
  expect(await text(`${relay.url}/health`)).toEqual([200, "ok"]);
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
