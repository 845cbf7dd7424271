// From long-polling to a WebSocket in the middle of a session (docs/ENGINE.md, W25 to W31).

import { expect, test } from "vitest";
import { BRISK, sharedEngine, startEngine } from "./engine-under-test.ts";
import { get, PollingSession, packetsIn, WsSession } from "./sessions.ts";

const engine = sharedEngine();

const echo = (n: number) => `42["message",${n}]`;
const echoed = (n: number) => `42["message-back",${n}]`;

/** A WebSocket for a session that polls. */
function attempt(session: PollingSession): Promise<WsSession> {
  return WsSession.connect(engine(), `&sid=${session.sid}`);
}

/** A session that has been upgraded. */
async function upgraded(session: PollingSession): Promise<WsSession> {
  const ws = await attempt(session);
  ws.send("2probe");
  await ws.next();
  ws.send("5");
  await engine().settled();
  return ws;
}

test("W25 the probe is answered, and the poll that waits is released", async () => {
  const session = await PollingSession.join(engine());
  const poll = await session.beginPoll();
  await using ws = await attempt(session);
  expect(await ws.settled(engine())).toEqual([]);
  ws.send("2probe");
  expect(await ws.next()).toBe("3probe");
  expect(packetsIn(await poll.over())).toEqual(["6"]);
});

test("W25 a poll that comes behind the probe is released too", async () => {
  const session = await PollingSession.join(engine());
  await using ws = await attempt(session);
  ws.send("2probe");
  expect(await ws.next()).toBe("3probe");
  expect(await session.packets()).toEqual(["6"]);
});

test("W25 until the upgrade is complete the session goes on by long-polling", async () => {
  const session = await PollingSession.join(engine());
  await using ws = await attempt(session);
  ws.send("2probe");
  await ws.next();
  await session.post(echo(1));
  expect(await session.packets()).toEqual([echoed(1)]);
  expect(await ws.settled(engine())).toEqual([]);
});

test("W26 the upgraded session goes on by WebSocket, in both directions", async () => {
  await using ws = await upgraded(await PollingSession.join(engine()));
  ws.send(echo(1), echo(2));
  expect(await ws.take(2)).toEqual([echoed(1), echoed(2)]);
  expect(await ws.settled(engine())).toEqual([]);
});

test("W26 what no poll has taken comes first, binary as binary", async () => {
  const session = await PollingSession.join(engine());
  const head = '["message",{"_placeholder":true,"num":0}]';
  await session.post(`${echo(1)}\x1e451-${head}\x1ebAQID\x1e${echo(2)}`);
  await using ws = await attempt(session);
  ws.send("2probe");
  expect(await ws.next()).toBe("3probe");
  ws.send("5", echo(3));
  expect(await ws.take(5)).toEqual([
    echoed(1),
    `451-${head.replace("message", "message-back")}`,
    "b:010203",
    echoed(2),
    echoed(3),
  ]);
});

test("W26 nothing is lost and nothing comes twice, whenever the upgrade comes", async () => {
  for (let upgradeAt = 0; upgradeAt < 8; upgradeAt += 1) {
    const session = await PollingSession.join(engine());
    const got: string[] = [];
    for (let n = 0; n < upgradeAt; n += 1) {
      await session.post(echo(n));
      if (n % 3 === 0) got.push(...(await session.packets()));
    }
    await using ws = await upgraded(session);
    for (let n = upgradeAt; n < 8; n += 1) ws.send(echo(n));
    while (got.length < 8) got.push(await ws.next());
    expect(got).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map(echoed));
    expect(await ws.settled(engine())).toEqual([]);
  }
});

test("W27 after the upgrade requests to the session are refused, and it goes on", async () => {
  const session = await PollingSession.join(engine());
  await using ws = await upgraded(session);
  for (const method of ["GET", "POST"]) {
    const answer = await get(engine(), session.query, method);
    expect([answer?.status, answer?.body]).toEqual([400, '{"code":3,"message":"Bad request"}']);
  }
  ws.send(echo(1));
  expect(await ws.next()).toBe(echoed(1));
});

test("W27 after the upgrade another WebSocket is closed, and the session goes on", async () => {
  const session = await PollingSession.join(engine());
  await using ws = await upgraded(session);
  await using other = await attempt(session);
  expect(await other.ended()).toEqual([]);
  ws.send(echo(1));
  expect(await ws.next()).toBe(echoed(1));
});

test("W27 a session that began by WebSocket takes no other", async () => {
  await using session = await WsSession.join(engine());
  await using first = await WsSession.open(engine());
  await using other = await WsSession.connect(engine(), `&sid=${first.opened.sid}`);
  other.send("2probe");
  expect((await other.ended()).filter((packet) => packet !== "3probe")).toEqual([]);
  session.send(echo(1));
  expect(await session.next()).toBe(echoed(1));
});

test("W28 one upgrade at a time: a second WebSocket is closed, the first goes on", async () => {
  const session = await PollingSession.join(engine());
  await using ws = await attempt(session);
  await using rival = await attempt(session);
  expect(await rival.ended()).toEqual([]);
  ws.send("2probe");
  expect(await ws.next()).toBe("3probe");
  ws.send("5", echo(1));
  expect(await ws.next()).toBe(echoed(1));
});

test.each(["4x", "2", "3probe", "2other", "", "abc", "6", "1"])(
  "W29 an upgrade that says %j is closed, and the session goes on polling",
  async (packet) => {
    const session = await PollingSession.join(engine());
    await using ws = await attempt(session);
    ws.send("2probe");
    expect(await ws.next()).toBe("3probe");
    ws.send(packet);
    expect(await ws.ended()).toEqual([]);
    await session.post(echo(1));
    expect(await session.packets()).toEqual([echoed(1)]);
  },
);

test("W29 what comes behind such a packet is nobody's", async () => {
  const session = await PollingSession.join(engine());
  await using ws = await attempt(session);
  ws.send(...Array.from({ length: 50 }, () => "abc"), "2probe", "5", echo(1));
  expect(await ws.ended()).toEqual([]);
  await session.post(echo(2));
  expect(await session.packets()).toEqual([echoed(2)]);
});

test("W29 an upgrade that is given up leaves the session polling, and another may come", async () => {
  const session = await PollingSession.join(engine());
  const first = await attempt(session);
  first.send("2probe");
  await first.next();
  first.link.drop();
  await engine().settled();
  const poll = await session.beginPoll();
  expect(poll.isOver).toBe(false);
  await session.post(echo(1));
  expect(packetsIn(await poll.over())).toEqual([echoed(1)]);
  await using ws = await upgraded(session);
  ws.send(echo(2));
  expect(await ws.next()).toBe(echoed(2));
});

test("W29 what one upgrade has probed counts for no other: a poll waits until that is probed too", async () => {
  const session = await PollingSession.join(engine());
  const first = await attempt(session);
  first.send("2probe");
  expect(await first.next()).toBe("3probe");
  first.link.drop();
  await engine().settled();
  await using second = await attempt(session);
  const poll = await session.beginPoll();
  expect(poll.isOver).toBe(false);
  second.send("2probe");
  expect(await second.next()).toBe("3probe");
  expect(packetsIn(await poll.over())).toEqual(["6"]);
});

test("W30 an upgrade that takes too long is closed, and the session goes on polling", async () => {
  await using slow = await startEngine({ ...BRISK, pingIntervalMs: 60_000 });
  const session = await PollingSession.join(slow);
  for (const packets of [[], ["2probe"]]) {
    await using ws = await WsSession.connect(slow, `&sid=${session.sid}`);
    ws.send(...packets);
    expect(await ws.ended()).toEqual(packets.map(() => "3probe"));
    await session.post(echo(1));
    expect(await session.packets()).toEqual([echoed(1)]);
  }
});

test("W31 a session that ends takes its upgrade with it", async () => {
  const session = await PollingSession.join(engine());
  await using ws = await attempt(session);
  ws.send("2probe");
  expect(await ws.next()).toBe("3probe");
  await session.post("1");
  expect(await ws.ended()).toEqual([]);
});
