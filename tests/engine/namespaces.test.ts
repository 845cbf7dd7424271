// CONNECT, its answers, and the way out again (docs/ENGINE.md, W40 to W45).

import { expect, test } from "vitest";
import { sharedEngine } from "./engine-under-test.ts";
import { PollingSession, WsSession } from "./sessions.ts";

const engine = sharedEngine();

const joined = (packet: string, namespace = "") => {
  expect(packet).toMatch(new RegExp(`^40${namespace}\\{"sid":"[\\w-]{20,}"\\}$`));
};

test("W40 CONNECT joins the main namespace, and the application sees what came with it", async () => {
  await using session = await WsSession.open(engine());
  session.send('40{"token":"123","more":[1]}');
  joined(await session.next());
  expect(await session.next()).toBe('42["auth",{"token":"123","more":[1]}]');
});

test("W40 without anything the application sees an empty object", async () => {
  await using session = await WsSession.open(engine());
  session.send("40");
  joined(await session.next());
  expect(await session.next()).toBe('42["auth",{}]');
});

test("W40 by long-polling it is the same", async () => {
  const session = await PollingSession.open(engine());
  await session.post('40{"token":"123"}');
  const [answer = "", auth] = await session.take(2);
  joined(answer);
  expect(auth).toBe('42["auth",{"token":"123"}]');
});

test.each(["40/custom,", "40/custom", '40/custom,{"token":"abc"}'])(
  "W41 %j joins a namespace of its own",
  async (packet) => {
    await using session = await WsSession.open(engine());
    session.send(packet);
    joined(await session.next(), "/custom,");
    const auth = packet.includes("token") ? '{"token":"abc"}' : "{}";
    expect(await session.next()).toBe(`42/custom,["auth",${auth}]`);
    session.send('42/custom,["message",1]');
    expect(await session.next()).toBe('42/custom,["message-back",1]');
  },
);

test("W40 the application may take its time; until then nobody has joined", async () => {
  await using session = await WsSession.open(engine());
  session.send("40/late,");
  expect(await session.settled(engine())).toEqual([]);
  joined(await session.next(), "/late,");
  expect(await session.next()).toBe('42/late,["auth",{}]');
  await using hasty = await WsSession.open(engine());
  hasty.send("40/late,", '42/late,["message"]');
  expect(await hasty.ended()).toEqual([]);
});

test("W41 several namespaces share a connection, and none hears of another", async () => {
  await using session = await WsSession.join(engine());
  session.send("40/custom,");
  const ids = new Set([JSON.parse((await session.next()).slice("40/custom,".length)).sid]);
  expect(ids.size).toBe(1);
  await session.next();
  session.send('42/custom,["message","a"]', '42["message","b"]', '42/custom,1["message-with-ack"]');
  expect(await session.take(3)).toEqual([
    '42/custom,["message-back","a"]',
    '42["message-back","b"]',
    "43/custom,1[]",
  ]);
});

test("W42 a namespace that the application refuses is answered with its reason, and the connection stays", async () => {
  await using session = await WsSession.open(engine());
  session.send("40/refusing,");
  expect(await session.next()).toBe('44/refusing,{"message":"not here"}');
  session.send("40/unknown");
  expect(await session.next()).toBe('44/unknown,{"message":"Invalid namespace"}');
  session.send("40");
  joined(await session.next());
});

test.each([
  '42["message"]',
  "41",
  "43[]",
  '44{"message":"x"}',
  '42/custom,["message"]',
  "4",
  "4abc",
  "40[]",
  '40"x"',
  "40{",
  "40null",
])("W43 a client that says %j before it has joined is ended", async (packet) => {
  await using session = await WsSession.open(engine());
  session.send(packet);
  expect(await session.ended()).toEqual([]);
});

test.each(["40", '42/custom,["message"]', "41/custom,", '44{"message":"x"}', "44/custom,{}"])(
  "W43 a member of the main namespace that says %j is ended",
  async (packet) => {
    await using session = await WsSession.join(engine());
    session.send(packet);
    expect(await session.ended()).toEqual([]);
  },
);

test("W44 DISCONNECT leaves one namespace, without an answer, and it can be joined again", async () => {
  await using session = await WsSession.join(engine());
  session.send("40/custom,");
  await session.take(2);
  session.send("41/custom,", '42["message",1]');
  expect(await session.next()).toBe('42["message-back",1]');
  session.send("40/custom,");
  joined(await session.next(), "/custom,");
  await session.next();
  session.send("41");
  expect(await session.settled(engine())).toEqual([]);
  session.send('42/custom,["message",2]');
  expect(await session.next()).toBe('42/custom,["message-back",2]');
});

test("W44 who has left is a stranger: its next event ends the connection", async () => {
  await using session = await WsSession.join(engine());
  session.send("41");
  await engine().settled();
  session.send('42["message"]');
  expect(await session.ended()).toEqual([]);
});

test("W45 the application sends a client out of one namespace, and the connection stays", async () => {
  await using session = await WsSession.join(engine());
  session.send("40/custom,");
  await session.take(2);
  session.send('42/custom,["leave"]');
  expect(await session.next()).toBe("41/custom,");
  session.send('42["message",1]');
  expect(await session.next()).toBe('42["message-back",1]');
});

test("W52 the application sees pid and offset, and what it accepts with stands beside the sid", async () => {
  await using session = await WsSession.open(engine());
  session.send('40/recovering,{"pid":"private","offset":"7","more":1}');
  expect(JSON.parse((await session.next()).slice("40/recovering,".length))).toEqual({
    sid: expect.any(String),
    pid: "private",
  });
  expect(await session.next()).toBe('42/recovering,["recovered","private","7"]');
});

test("W52 a pid or an offset that is no text is none", async () => {
  await using session = await WsSession.open(engine());
  session.send('40/recovering,{"pid":7,"offset":{}}');
  expect(JSON.parse((await session.next()).slice("40/recovering,".length))).toEqual({
    sid: expect.any(String),
    pid: "a new one",
  });
  expect(await session.next()).toBe('42/recovering,["recovered",null,null]');
});
