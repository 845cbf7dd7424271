// The frames that the load is made of: what a server reads is what was meant, in whatever pieces the answers come.

import { expect, test } from "vitest";
import { FrameReader, textFrame } from "./websocket-frames.ts";

/** A server's frame: not masked. */
function served(opcode: number, text: string): Buffer {
  const payload = Buffer.from(text);
  const head =
    payload.length < 126 ? [payload.length] : [126, payload.length >> 8, payload.length & 255];
  return Buffer.concat([Buffer.from([0x80 | opcode, ...head]), payload]);
}

function reader() {
  const heard: string[] = [];
  const frames = new FrameReader({
    text: (text) => heard.push(text),
    answer: (frame) => heard.push(`answer ${frame[0]} ${unmasked(frame)}`),
    closed: () => heard.push("closed"),
  });
  return { heard, frames };
}

function unmasked(frame: Uint8Array): string {
  const length = (frame[1] ?? 0) & 0x7f;
  const start = length === 126 ? 4 : 2;
  const mask = frame.subarray(start, start + 4);
  const payload = frame.subarray(start + 4).map((byte, at) => byte ^ (mask[at % 4] ?? 0));
  return Buffer.from(payload).toString();
}

test.each(["", "2", "x".repeat(125), "y".repeat(126), "z".repeat(5000)])(
  "a client's frame is final, masked and as long as it says",
  (text) => {
    const frame = textFrame(text);
    expect(frame[0]).toBe(0x81);
    expect((frame[1] ?? 0) & 0x80).toBe(0x80);
    expect(unmasked(frame)).toBe(text);
  },
);

test("frames are read whole, cut anywhere, and several at once", () => {
  const texts = ["2", '42["heartbeat_ack",{}]', "m".repeat(300), "3"];
  const bytes = Buffer.concat(texts.map((text) => served(1, text)));
  for (const size of [1, 2, 3, 100, bytes.length]) {
    const { heard, frames } = reader();
    for (let at = 0; at < bytes.length; at += size) frames.read(bytes.subarray(at, at + size));
    expect(heard).toEqual(texts);
  }
});

test("a ping is answered with what it carries, and a close is told", () => {
  const { heard, frames } = reader();
  frames.read(Buffer.concat([served(9, "are you there"), served(8, "")]));
  expect(heard).toEqual([`answer ${0x8a} are you there`, "closed"]);
});
