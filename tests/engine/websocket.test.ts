// Packets by WebSocket: a frame each, and the frames that end a connection (docs/ENGINE.md, W19 to W24).

import { expect, test } from "vitest";
import { sharedEngine } from "./engine-under-test.ts";
import { get, WsSession } from "./sessions.ts";
import type { ClientFrame } from "./ws-frame.ts";
import { encodeFrame, OPCODES, textFrame } from "./ws-frame.ts";

const engine = sharedEngine();

test("W19 a text frame is a packet, a binary frame is binary as it stands", async () => {
  await using session = await WsSession.join(engine());
  session.send('42["message","é"]');
  expect(await session.next()).toBe('42["message-back","é"]');
  const head = '["message",{"_placeholder":true,"num":0}]';
  session.send(`451-${head}`, Buffer.from([1, 2, 3, 4]));
  expect(await session.take(2)).toEqual([
    `451-${head.replace("message", "message-back")}`,
    "b:01020304",
  ]);
});

test("W19 packets that arrive together are taken in order, whole or cut by the network", async () => {
  await using session = await WsSession.join(engine());
  const count = 50;
  const frames = Array.from({ length: count }, (_, n) => textFrame(`42["message",${n}]`));
  const bytes = Buffer.concat(frames);
  for (let at = 0; at < bytes.length; at += 7) session.link.write(bytes.subarray(at, at + 7));
  const answers = Array.from({ length: count }, (_, n) => `42["message-back",${n}]`);
  expect(await session.take(count)).toEqual(answers);
});

test("W20 a message may come in fragments, with a ping between them", async () => {
  await using session = await WsSession.join(engine());
  const part = (opcode: number, text: string, isFinal: boolean) =>
    encodeFrame({ opcode, payload: Buffer.from(text), isFinal });
  session.link.write(
    Buffer.concat([
      part(OPCODES.text, '42["mess', false),
      part(OPCODES.ping, "between", true),
      part(OPCODES.continuation, "", false),
      part(OPCODES.continuation, 'age",1]', true),
    ]),
  );
  expect(await session.next()).toBe('42["message-back",1]');
  expect(await session.nextPong()).toBe(Buffer.from("between").toString("hex"));
});

const MALFORMED = ["", "abc", "7", "x4", "é", " 4"];

test.each(MALFORMED)("W21 the packet %j ends the session", async (packet) => {
  await using session = await WsSession.join(engine());
  session.send(packet);
  expect(await session.ended()).toEqual([]);
});

test("W21 what follows a malformed packet is not taken", async () => {
  await using session = await WsSession.join(engine());
  session.send("abc", '42["message"]');
  expect(await session.ended()).toEqual([]);
});

test("W22 a message over the limit ends the connection, with 1009", async () => {
  await using session = await WsSession.join(engine());
  session.send(`42["message","${"x".repeat(1000)}"]`);
  expect(await session.ended()).toEqual([]);
  expect(session.closeCode).toBe(1009);
});

test("W22 a message of just the limit is taken", async () => {
  await using session = await WsSession.join(engine());
  const padding = "x".repeat(1000 - '42["message",""]'.length);
  session.send(`42["message","${padding}"]`);
  expect(await session.next()).toBe(`42["message-back","${padding}"]`);
});

test("W22 fragments are counted together", async () => {
  await using session = await WsSession.join(engine());
  const part = (opcode: number, isFinal: boolean) =>
    encodeFrame({ opcode, payload: Buffer.alloc(600, "4"), isFinal });
  session.link.write(Buffer.concat([part(OPCODES.text, false), part(OPCODES.continuation, true)]));
  expect(await session.ended()).toEqual([]);
  expect(session.closeCode).toBe(1009);
});

const hello = Buffer.from('42["message"]');

/** Each breaks one sentence of RFC 6455. */
const BROKEN: Readonly<Record<string, ClientFrame>> = {
  "is not masked": { opcode: OPCODES.text, payload: hello, isMasked: false },
  "has a reserved bit": { opcode: OPCODES.text, payload: hello, reserved: 4 },
  "has an unknown opcode": { opcode: 3, payload: hello },
  "is an unknown control frame": { opcode: 11, payload: hello },
  "continues nothing": { opcode: OPCODES.continuation, payload: hello },
  "is a ping in fragments": { opcode: OPCODES.ping, payload: hello, isFinal: false },
  "is a ping that is too long": { opcode: OPCODES.ping, payload: Buffer.alloc(126) },
  "says a length beyond all limits": { opcode: OPCODES.text, payload: hello, saysLength: 2 ** 40 },
  "is no UTF-8": { opcode: OPCODES.text, payload: Buffer.from([0x34, 0xc3, 0x28]) },
  "closes with half a code": { opcode: OPCODES.close, payload: Buffer.from([3]) },
};

test.each(Object.entries(BROKEN))(
  "W23 a frame that %s ends its connection and no other",
  async (_, frame) => {
    await using session = await WsSession.join(engine());
    await using other = await WsSession.join(engine());
    session.link.write(encodeFrame(frame));
    expect(await session.ended()).toEqual([]);
    other.send('42["message"]');
    expect(await other.next()).toBe('42["message-back"]');
  },
);

test("W24 a ping of RFC 6455 is answered with its payload", async () => {
  await using session = await WsSession.open(engine());
  session.link.write(encodeFrame({ opcode: OPCODES.ping, payload: Buffer.from("abc") }));
  expect(await session.nextPong()).toBe(Buffer.from("abc").toString("hex"));
});

test("W24 a close frame is answered, and the session is over", async () => {
  await using session = await WsSession.open(engine());
  session.link.close(1001);
  await session.ended();
  expect(session.closeCode).toBe(1001);
  await engine().settled();
  const answer = await get(engine(), `&transport=polling&sid=${session.opened.sid}`);
  expect(answer?.body).toBe('{"code":1,"message":"Session ID unknown"}');
});
