// How sessions end when one side wants it, and what the application is told (docs/ENGINE.md, W37 to W39).

import { expect, test } from "vitest";
import { BRISK, sharedEngine, startEngine } from "./engine-under-test.ts";
import { PollingSession, packetsIn, WsSession } from "./sessions.ts";

const engine = sharedEngine();

/** The reasons that the application was told since the last question. */
async function ends(): Promise<string[]> {
  await engine().settled();
  return engine().ends();
}

test("W37 a close packet ends a WebSocket", async () => {
  await ends();
  await using session = await WsSession.join(engine());
  session.send("1");
  expect(await session.ended()).toEqual([]);
  expect(await ends()).toEqual(["transport close"]);
});

test("W37 a close packet ends a session that polls, and its poll is released", async () => {
  await ends();
  const session = await PollingSession.join(engine());
  const poll = await session.beginPoll();
  const answer = await session.post("1");
  expect([answer?.status, answer?.body]).toEqual([200, "ok"]);
  expect(packetsIn(await poll.over())).toEqual(["6"]);
  expect((await session.poll())?.status).toBe(400);
  expect(await ends()).toEqual(["transport close"]);
});

test("W38 the application ends a WebSocket: what it wrote before arrives", async () => {
  await using session = await WsSession.join(engine());
  session.send('42["farewell","good bye"]');
  expect(await session.ended()).toEqual(['42["farewell","good bye"]']);
});

test("W38 the application ends a session that polls: what it wrote arrives, then a close packet", async () => {
  const session = await PollingSession.join(engine());
  const poll = await session.beginPoll();
  await session.post('42["farewell","good bye"]');
  const seen = packetsIn(await poll.over());
  for (let answer = await session.poll(); answer?.status === 200; answer = await session.poll()) {
    seen.push(...packetsIn(answer));
  }
  expect(seen.filter((packet) => packet !== "6")).toEqual(['42["farewell","good bye"]', "1"]);
});

test("W38 a client that is between two polls hears of the end at its next", async () => {
  const session = await PollingSession.join(engine());
  await session.post('42["farewell","good bye"]');
  await engine().settled();
  const seen: string[] = [];
  for (let answer = await session.poll(); answer?.status === 200; answer = await session.poll()) {
    seen.push(...packetsIn(answer));
  }
  expect(seen.filter((packet) => packet !== "6")).toEqual(['42["farewell","good bye"]', "1"]);
});

test("W38 a client that says good bye before that has ended", async () => {
  const session = await PollingSession.join(engine());
  await session.post('42["farewell","good bye"]');
  await session.post("1");
  await engine().settled();
  expect((await session.poll())?.status).toBe(400);
});

test("W39 each namespace's end is told once, with its reason", async () => {
  await ends();
  await using dropped = await WsSession.join(engine());
  dropped.send("40/custom,");
  await dropped.take(2);
  dropped.link.drop();
  expect(await ends()).toEqual(["transport close", "transport close"]);

  await using leaving = await WsSession.join(engine());
  leaving.send("41");
  expect(await ends()).toEqual(["client namespace disconnect"]);
  leaving.link.drop();
  expect(await ends()).toEqual([]);

  await using sent = await WsSession.join(engine());
  sent.send('42["leave"]');
  expect(await sent.next()).toBe("41");
  expect(await ends()).toEqual(["server namespace disconnect"]);

  await using broken = await WsSession.join(engine());
  broken.send("42{}");
  await broken.ended();
  expect(await ends()).toEqual(["parse error"]);

  const polling = await PollingSession.join(engine());
  (await polling.beginPoll()).drop();
  expect(await ends()).toEqual(["transport error"]);
});

test("W39 who ends before it was accepted was never there", async () => {
  await ends();
  await using session = await WsSession.join(engine());
  session.send("40/late,");
  await engine().settled();
  session.link.drop();
  expect(await ends()).toEqual(["transport close"]);
});

test("W39 nothing is kept of what has ended, timers included", async () => {
  await engine().settled();
  const { sessions, sockets, timers } = await engine().counts();
  for (let n = 0; n < 10; n += 1) {
    const session = await WsSession.join(engine());
    session.link.drop();
    const polling = await PollingSession.join(engine());
    await polling.post("1");
    const upgrade = await PollingSession.join(engine());
    const attempt = await WsSession.connect(engine(), `&sid=${upgrade.sid}`);
    await upgrade.post("1");
    await attempt.ended();
  }
  await engine().settled();
  expect(await engine().counts()).toMatchObject({ sessions, sockets, timers });
});

test("W39 so is the end of a client that does not answer its ping", async () => {
  await using brisk = await startEngine(BRISK);
  await using session = await WsSession.join(brisk);
  expect(await session.ended()).toEqual(["2"]);
  await brisk.settled();
  expect(await brisk.ends()).toEqual(["ping timeout"]);
});
