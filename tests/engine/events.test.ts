// Events, acknowledgements and attachments, well formed and not (docs/ENGINE.md, W46 to W51).

import { expect, test } from "vitest";
import { sharedEngine } from "./engine-under-test.ts";
import { PollingSession, WsSession } from "./sessions.ts";

const engine = sharedEngine();

const ARGUMENTS = [
  '1,"2",{"3":[true]}',
  "null,false,0,-1.5,1e+21",
  '"\\u0000","\\"","Łódź ♞","𝔘"',
  '{"__proto__":{"a":1},"constructor":2}',
  '{"_placeholder":"no"},{"num":0}',
  "[[[[]]]]",
  '""',
];

test.each(ARGUMENTS)("W46 an event's arguments arrive as they were sent: %s", async (args) => {
  await using session = await WsSession.join(engine());
  session.send(`42["message",${args}]`);
  expect(await session.next()).toBe(`42["message-back",${args}]`);
});

test("W46 an event may have no arguments, white space, or a number for a name", async () => {
  await using session = await WsSession.join(engine());
  session.send('42["message"]', '42[ "message" , 1 ]\n', "42[7]", '42["message",2]');
  expect(await session.take(3)).toEqual([
    '42["message-back"]',
    '42["message-back",1]',
    '42["message-back",2]',
  ]);
});

test("W46 an event that nobody knows is ignored, with or without an acknowledgement", async () => {
  await using session = await WsSession.join(engine());
  session.send('42["toString"]', '427["nobody-listens",1]', '42["message"]');
  expect(await session.next()).toBe('42["message-back"]');
});

test.each(["0", "7", "456", "9007199254740991"])("W47 event %s is acknowledged", async (id) => {
  await using session = await WsSession.join(engine());
  session.send(`42${id}["message-with-ack",1,"2",{"3":[false]}]`);
  expect(await session.next()).toBe(`43${id}[1,"2",{"3":[false]}]`);
});

test("W47 an acknowledgement goes out once, however often it is given", async () => {
  await using session = await WsSession.join(engine());
  session.send('425["acknowledge-twice"]', '42["message"]');
  expect(await session.take(2)).toEqual(['435["first"]', '42["message-back"]']);
});

test("W47 W41 in a namespace it names that", async () => {
  await using session = await WsSession.join(engine(), "/custom,");
  session.send('42/custom,5["acknowledge-twice"]', '42/custom,6["message-with-ack",1]');
  expect(await session.take(2)).toEqual(['43/custom,5["first"]', "43/custom,6[1]"]);
});

test("W47 answers leave in the order in which they were given", async () => {
  await using session = await WsSession.join(engine());
  session.send('421["message-with-ack",1]', '42["message",2]', '423["message-with-ack",3]');
  expect(await session.take(3)).toEqual(["431[1]", '42["message-back",2]', "433[3]"]);
});

test("W47 an acknowledgement of nothing is ignored", async () => {
  await using session = await WsSession.join(engine());
  session.send("431[1]", "43[]", '42["message"]');
  expect(await session.next()).toBe('42["message-back"]');
});

const TWO = '{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}';
const PARTS = [Buffer.from([1, 2, 3]), Buffer.from([4, 5, 6])];

test("W48 attachments come back in their places", async () => {
  await using session = await WsSession.join(engine());
  session.send(`452-["message",${TWO}]`, ...PARTS);
  expect(await session.take(3)).toEqual([`452-["message-back",${TWO}]`, "b:010203", "b:040506"]);
  session.send(
    '452-["message",{"b":{"_placeholder":true,"num":1}},{"_placeholder":true,"num":0}]',
    ...PARTS,
  );
  expect(await session.take(3)).toEqual([
    '452-["message-back",{"b":{"_placeholder":true,"num":0}},{"_placeholder":true,"num":1}]',
    "b:040506",
    "b:010203",
  ]);
});

test("W48 an acknowledgement may have attachments", async () => {
  await using session = await WsSession.join(engine());
  session.send(`452-789["message-with-ack",${TWO}]`, ...PARTS);
  expect(await session.take(3)).toEqual([`462-789[${TWO}]`, "b:010203", "b:040506"]);
});

test("W48 by namespace and by long-polling it is the same", async () => {
  await using session = await WsSession.join(engine(), "/custom,");
  session.send('451-/custom,7["message-with-ack",{"_placeholder":true,"num":0}]', Buffer.alloc(0));
  expect(await session.take(2)).toEqual(['461-/custom,7[{"_placeholder":true,"num":0}]', "b:"]);
  const polling = await PollingSession.join(engine());
  await polling.post(`452-["message",${TWO}]\x1ebAQID`);
  await polling.post("bBAUG");
  expect(await polling.take(3)).toEqual([`452-["message-back",${TWO}]`, "bAQID", "bBAUG"]);
});

test("W48 what is not sent in order ends the connection", async () => {
  const disorders: (string | Buffer)[][] = [
    [Buffer.from([1])],
    [`452-["message",${TWO}]`, '42["message"]'],
    [`452-["message",${TWO}]`, Buffer.from([1]), "40/custom,"],
    ['451-["message",{"_placeholder":true,"num":1}]', Buffer.from([1])],
    ['451-["message",{"_placeholder":true,"num":-1}]', Buffer.from([1])],
    ['451-["message",{"_placeholder":true,"num":"x"}]', Buffer.from([1])],
  ];
  for (const packets of disorders) {
    await using session = await WsSession.join(engine());
    session.send(...packets);
    expect(await session.ended()).toEqual([]);
  }
});

test("W49 an event has at most ten attachments", async () => {
  await using session = await WsSession.join(engine());
  const places = (count: number) =>
    JSON.stringify([
      "message-with-ack",
      ...Array.from({ length: count }, () => ({ _placeholder: true, num: 0 })),
    ]);
  session.send(`4510-1${places(1)}`, ...Array.from({ length: 10 }, () => Buffer.from([1])));
  expect(await session.take(2)).toEqual(['461-1[{"_placeholder":true,"num":0}]', "b:01"]);
  session.send(`4511-2${places(1)}`);
  expect(await session.ended()).toEqual([]);
});

const MALFORMED = [
  ...[
    "4abc",
    "47",
    "4-1",
    "42{}",
    "42",
    '42"x"',
    "42null",
    "42[]",
    "42[null]",
    "42[[]]",
    "42[{}]",
    "42[true]",
  ],
  ...[
    '42["message"',
    '42["message"]x',
    '42abc["message-with-ack"]',
    '421.5["message"]',
    '42-1["message"]',
  ],
  ...['42["connect"]', '42["connect_error"]', '42["disconnect"]', '42["disconnecting"]'],
  ...['42["newListener"]', '42["removeListener"]', "43{}", '43"x"', "41{}", "44"],
  ...[
    "45",
    "45-",
    "450-[]",
    '451-["connect"]',
    '45x-["message"]',
    '451["message"]',
    '45-1-["message"]',
  ],
  ...['451.5-["message"]', "451-{}", "46", "461-{}", "460-[]"],
];

test.each(MALFORMED)("W50 the packet %j ends the connection", async (packet) => {
  await using session = await WsSession.join(engine());
  session.send(packet);
  // One that announces attachments is judged with its text.
  expect(await session.ended()).toEqual([]);
});

test("W51 what was sent before a malformed packet has been done", async () => {
  await using session = await WsSession.join(engine());
  session.send('42["message",1]');
  expect(await session.next()).toBe('42["message-back",1]');
  session.send('42["message",2]', "4abc", '42["message",3]');
  const seen = await session.ended();
  expect(seen.filter((packet) => packet !== '42["message-back",2]')).toEqual([]);
});
