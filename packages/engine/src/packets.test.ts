// Packets as text: the short way reads what the official parser reads, and refuses what it refuses.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  eventPrefix,
  findArguments,
  formatPacket,
  isBinaryHeader,
  PacketError,
  PacketReader,
  PacketType,
  parseArguments,
  parsePacket,
} from "./packets.ts";

/** What becomes of a text: what was read, or that it was refused. */
function outcome(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    expect(error).toBeInstanceOf(PacketError);
    return "refused";
  }
}

const isPlain = (text: string) => findArguments(text) > 0;
const shortly = (text: string) => outcome(() => parseArguments(text, findArguments(text)));
const officially = (text: string) => outcome(() => parsePacket(text).data);

describe("an event in its plain form", () => {
  test("is what the official parser makes of it, whatever stands in it", () => {
    const args = fc.tuple(fc.oneof(fc.string(), fc.integer()), fc.jsonValue(), fc.jsonValue());
    fc.assert(
      fc.property(args, (event) => {
        const text = `2${JSON.stringify(event)}`;
        expect(isPlain(text)).toBe(true);
        expect(shortly(text)).toEqual(officially(text));
      }),
    );
  });

  test("is what the official parser makes of it, however damaged", () => {
    const whole = '2["game_move",{"uci":"e2e4","n":[1,2]},"x"]';
    fc.assert(
      fc.property(fc.nat(whole.length), fc.nat(3), fc.string({ maxLength: 3 }), (at, cut, put) => {
        const text = whole.slice(0, at) + put + whole.slice(at + cut);
        if (isPlain(text)) expect(shortly(text)).toEqual(officially(text));
      }),
    );
  });

  test.each([
    "2[",
    "2[]",
    "2[null]",
    "2[{}]",
    "2[[]]",
    "2[true]",
    '2["connect"]',
    '2["connect_error",1]',
    '2["disconnect"]',
    '2["disconnecting"]',
    '2["newListener"]',
    '2["removeListener"]',
    '2["a"',
    '2["a"]]',
  ])("%s is none", (text) => {
    expect(isPlain(text)).toBe(true);
    expect([shortly(text), officially(text)]).toEqual(["refused", "refused"]);
  });

  test.each(['21["a"]', '20["a",{}]'])("%j wants an answer, and is read alike", (text) => {
    expect(isPlain(text)).toBe(true);
    expect(shortly(text)).toEqual(officially(text));
  });

  test.each(['2/x,["a"]', "0", '3["a"]', '51-["a"]', "", "2"])("%j is another form", (text) =>
    expect(isPlain(text)).toBe(false),
  );
});

describe("packets with attachments", () => {
  test("are read once all of them have come", () => {
    const reader = new PacketReader();
    const parts = formatPacket({
      type: PacketType.EVENT,
      nsp: "/x",
      data: ["photo", Buffer.from([1]), { deep: [Buffer.from([2, 3])] }],
    });
    expect(parts.map((part) => typeof part)).toEqual(["string", "object", "object"]);
    expect(isBinaryHeader(parts[0] as string)).toBe(true);
    expect(reader.read(parts[0] as string)).toBeUndefined();
    expect(reader.read(parts[1] as Uint8Array)).toBeUndefined();
    expect(reader.read(parts[2] as Uint8Array)).toMatchObject({
      nsp: "/x",
      data: ["photo", Buffer.from([1]), { deep: [Buffer.from([2, 3])] }],
    });
  });

  test("are refused when something else comes between, or nothing was announced", () => {
    const reader = new PacketReader();
    expect(outcome(() => new PacketReader().read(new Uint8Array([1])))).toBe("refused");
    reader.read('51-["photo",{"_placeholder":true,"num":0}]');
    expect(outcome(() => reader.read('2["a"]'))).toBe("refused");
    expect(outcome(() => new PacketReader().read("5-1-[]"))).toBe("refused");
  });
});

test("C11 a packet cannot name a namespace with a comma", () => {
  expect(officially("0/a,b,{}")).toBe("refused");
  const [text] = formatPacket({ type: PacketType.CONNECT_ERROR, nsp: "/a,b", data: {} });
  expect(officially(text as string)).toBe("refused");
});

test("C2 what stands before an event is what the official parser writes", () => {
  for (const nsp of ["/", "/relay", "/%C3%BC"]) {
    const [text] = formatPacket({ type: PacketType.EVENT, nsp, data: ["a", 1] });
    expect(`${eventPrefix(nsp)}["a",1]`).toBe(`4${text}`);
  }
});
