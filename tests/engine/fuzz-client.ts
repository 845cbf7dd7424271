// Clients that send nonsense, by WebSocket, by long-polling and in the middle of an upgrade, at every level of the wire.
// They read what comes and expect nothing. Know no test.

import type { Seeded } from "../seeded.ts";
import type { HttpRequest } from "./http-request.ts";
import {
  anyEnginePacket,
  anyPacket,
  binaryPacket,
  damaged,
  eventPacket,
  hex,
} from "./packet-maker.ts";
import type { ServerProcess } from "./server-process.ts";
import { get, PollingSession, WsSession } from "./sessions.ts";
import { binaryFrame, encodeFrame, textFrame } from "./ws-frame.ts";

/** Which layer is fed with nonsense; those below it are as they should be. */
export const LEVELS = ["frame", "engine", "socket", "event"] as const;
export type Level = (typeof LEVELS)[number];

/** How many frames or packets one client sends. */
const FRAMES = 25;

/** A client by WebSocket. @returns how many frames it sent */
export async function fuzzWebSocket(
  server: ServerProcess,
  chance: Seeded,
  level: Level,
): Promise<number> {
  await using session = await WsSession.connect(server);
  if (level !== "engine") session.send("40");
  const frames = Array.from({ length: FRAMES }, () => frameOf(chance, level));
  const bytes = Buffer.concat(frames);
  for (const piece of cut(chance, bytes)) {
    session.link.write(piece);
    await server.settled();
    if (session.link.isOver) break;
  }
  if (chance.below(3) === 0) session.link.close(1000);
  return FRAMES;
}

/** A client by long-polling. @returns how many packets it sent */
export async function fuzzPolling(
  server: ServerProcess,
  chance: Seeded,
  level: Level,
): Promise<number> {
  const session = await PollingSession.open(server);
  if (level !== "engine") await session.post("40");
  const polls: HttpRequest[] = [await session.beginPoll()];
  for (let sent = 0; sent < FRAMES; sent += 5) {
    const packets = Array.from({ length: 5 }, () => packetOf(chance, level));
    const body = Buffer.from(packets.join("\x1e"));
    const part = chance.below(8) === 0 ? chance.below(body.length) : undefined;
    const post = await session.beginPost(
      level === "frame" ? scrambled(chance, body) : body,
      {},
      part,
    );
    await server.settled();
    if (part !== undefined && chance.below(2) === 0) post.drop();
    else if (part !== undefined) post.finish();
    if (polls.at(-1)?.isOver) polls.push(await session.beginPoll());
    if (chance.below(30) === 0) polls.at(-1)?.drop();
  }
  if (chance.below(2) === 0) await session.post("1");
  for (const poll of polls) poll.drop();
  return FRAMES;
}

/** A client whose upgrade goes astray. @returns how many frames and packets it sent */
export async function fuzzUpgrade(
  server: ServerProcess,
  chance: Seeded,
  level: Level,
): Promise<number> {
  const session = await PollingSession.open(server);
  await session.post("40");
  const poll = await session.beginPoll();
  await using ws = await WsSession.connect(server, `&sid=${session.sid}`).catch(() => undefined);
  // On a busy machine its session's time may be over already.
  if (!ws) return 0;
  if (chance.below(4) > 0) ws.send("2probe");
  let sent = 0;
  for (; sent < FRAMES && !ws.link.isOver; sent += 1) {
    if (chance.below(5) === 0) ws.send("5");
    if (chance.below(6) === 0) await session.post(packetOf(chance, level));
    else ws.link.write(frameOf(chance, level));
    if (chance.below(3) === 0) await server.settled();
  }
  if (chance.below(3) === 0) await get(server, session.query, "POST");
  poll.drop();
  return sent;
}

/** Bytes of one client's frame. */
function frameOf(chance: Seeded, level: Level): Buffer {
  if (level === "frame") return brokenBytes(chance);
  if (chance.below(6) > 0) return textFrame(packetOf(chance, level));
  const { head, parts } = binaryPacket(chance);
  return Buffer.concat([
    textFrame(`4${head}`),
    ...parts.map((part) => binaryFrame(Buffer.from(part, "hex"))),
  ]);
}

function packetOf(chance: Seeded, level: Level): string {
  switch (level) {
    case "frame":
    case "engine":
      return damaged(chance, anyEnginePacket(chance));
    case "socket":
      return `4${chance.below(3) === 0 ? damaged(chance, anyPacket(chance)) : eventPacket(chance, "")}`;
    case "event":
      return `4${eventPacket(chance, "")}`;
  }
}

/** A frame with something wrong, or bytes that are none; now and then one that is right. */
function brokenBytes(chance: Seeded): Buffer {
  if (chance.below(12) === 0) return Buffer.from(hex(chance, 1 + chance.below(40)), "hex");
  return encodeFrame({
    opcode: chance.below(3) === 0 ? chance.below(16) : chance.pick([1, 1, 1, 0, 2, 8, 9, 10]),
    payload: Buffer.from(
      chance.below(3) === 0 ? hex(chance, chance.below(140)) : packetOf(chance, "event"),
    ),
    isFinal: chance.below(8) > 0,
    isMasked: chance.below(30) > 0,
    reserved: chance.below(30) === 0 ? chance.below(8) : 0,
    ...(chance.below(20) === 0 && { lengthBits: chance.pick([16, 64]) }),
    ...(chance.below(40) === 0 && {
      saysLength: chance.pick([0, 5, 70_000, 2 ** 31, 2 ** 32 + 1, 2 ** 52]),
    }),
  });
}

/** The bytes with a few of them changed, so that it is no UTF-8 any more. */
function scrambled(chance: Seeded, bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  for (let n = 0; n < 3 && copy.length > 0; n += 1)
    copy[chance.below(copy.length)] = chance.below(256);
  return copy;
}

/** The same bytes in a few writes. */
function cut(chance: Seeded, bytes: Buffer): Buffer[] {
  const at = chance.below(bytes.length);
  const then = at + chance.below(bytes.length - at);
  return [bytes.subarray(0, at), bytes.subarray(at, then), bytes.subarray(then)];
}
