// Pings and their answers, and what time ends (docs/ENGINE.md, W32 to W36).

import { expect, test } from "vitest";
import { BRISK, sharedEngine } from "./engine-under-test.ts";
import { PollingSession, packetsIn, WsSession } from "./sessions.ts";

const engine = sharedEngine(BRISK);

/** Timers of both sides fire late, never this early. */
const EARLY_MS = 50;

test.concurrent("W32 a WebSocket is pinged once in each interval, as long as it answers", async () => {
  const since = performance.now();
  await using session = await WsSession.join(engine());
  for (let ping = 0; ping < 4; ping += 1) {
    expect(await session.next()).toBe("2");
    session.send("3");
  }
  // One may leave early, beside what was written meanwhile; all of them do not.
  expect(performance.now() - since).toBeGreaterThan(3.5 * BRISK.pingIntervalMs);
  session.send('42["message"]');
  expect(await session.next()).toBe('42["message-back"]');
});

test.concurrent("W32 a session that polls is pinged in the same way", async () => {
  const session = await PollingSession.join(engine());
  for (let ping = 0; ping < 4; ping += 1) {
    expect(await session.packets()).toEqual(["2"]);
    expect((await session.post("3"))?.body).toBe("ok");
  }
});

test.concurrent("W33 a WebSocket that does not answer its ping is ended", async () => {
  const since = performance.now();
  await using session = await WsSession.join(engine());
  expect(await session.next()).toBe("2");
  expect(await session.ended()).toEqual([]);
  const least = BRISK.pingIntervalMs / 2 + BRISK.pingTimeoutMs;
  expect(performance.now() - since).toBeGreaterThan(least - EARLY_MS);
});

test.concurrent("W33 a session that polls and does not answer its ping is ended", async () => {
  const session = await PollingSession.join(engine());
  expect(await session.packets()).toEqual(["2"]);
  const seen: string[] = [];
  for (let answer = await session.poll(); answer?.status === 200; answer = await session.poll()) {
    seen.push(...packetsIn(answer));
  }
  expect(seen.filter((packet) => packet !== "6" && packet !== "1")).toEqual([]);
});

test.concurrent("W33 an answer that comes just in time, after other packets, is an answer", async () => {
  await using session = await WsSession.join(engine());
  expect(await session.next()).toBe("2");
  await new Promise((resolve) => setTimeout(resolve, BRISK.pingTimeoutMs / 2));
  session.send('42["message",1]', "3");
  expect(await session.take(2)).toEqual(['42["message-back",1]', "2"]);
});

test.concurrent("W34 a client that pings breaks the protocol, and its session ends", async () => {
  await using session = await WsSession.join(engine());
  session.send("2");
  expect((await session.ended()).filter((packet) => packet !== "2")).toEqual([]);
  const polling = await PollingSession.join(engine());
  await polling.post("2");
  await engine().settled();
  expect((await polling.poll())?.status).toBe(400);
});

test.concurrent("W35 an answer that nobody asked for changes nothing", async () => {
  await using session = await WsSession.join(engine());
  session.send(...Array.from({ length: 2000 }, () => "3"), '42["message"]');
  expect(await session.next()).toBe('42["message-back"]');
  expect(await session.next()).toBe("2");
});

test.concurrent("W36 a WebSocket that joins no namespace is ended", async () => {
  const since = performance.now();
  await using session = await WsSession.open(engine());
  const packets = await session.ended();
  expect(packets.filter((packet) => packet !== "2")).toEqual([]);
  expect(performance.now() - since).toBeGreaterThan(BRISK.connectTimeoutMs - EARLY_MS);
});

test.concurrent("W36 a session that was refused has joined nothing", async () => {
  await using session = await WsSession.open(engine());
  session.send("40/refusing,");
  const packets = await session.ended();
  expect(packets.filter((packet) => packet !== "2")).toEqual([
    '44/refusing,{"message":"not here"}',
  ]);
});

test.concurrent("W36 a session that polls and joins no namespace is ended", async () => {
  const session = await PollingSession.open(engine());
  const seen: string[] = [];
  for (let answer = await session.poll(); answer?.status === 200; answer = await session.poll()) {
    seen.push(...answer.body.split("\x1e"));
    if (answer.body === "2") await session.post("3");
  }
  expect(seen.filter((packet) => packet !== "2" && packet !== "6")).toEqual(["1"]);
});
