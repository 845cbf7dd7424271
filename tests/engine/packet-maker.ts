// Packets drawn from a seed, as clients send them and as they should not: Socket.IO's text, its attachments, Engine.IO's
// around it, and what becomes of a text that is damaged on its way. Knows no transport.

import type { Seeded } from "../seeded.ts";

/** Namespaces that the test applications know, and some that they do not. */
const NAMESPACES = ["", "", "", "", "/custom,", "/custom,", "/refusing,", "/unknown,"] as const;

const TEXTS = ["", "e2e4", "Łódź – ♞", "\u0000", 'a"b\\c', "𝔘", "\ud800", "x".repeat(300)] as const;
const KEYS = ["a", "__proto__", "constructor", "toJSON", "_placeholder", "num", "length"] as const;
const NUMBERS = [0, -1, 1.5, 1e21, 2 ** 53, -0] as const;

/** What may stand in an event's name. The applications answer the first six. */
const EVENTS = [
  "message",
  "message",
  "message",
  "message-with-ack",
  "message-with-ack",
  "acknowledge-twice",
  "burst",
  "nobody-listens",
  "toString",
  "error",
] as const;

const ODD_PACKETS = [
  ...[
    "",
    "x",
    "7",
    "9",
    "-1",
    "2",
    "2[]",
    "2{}",
    '2"x"',
    "2null",
    "2[null]",
    "2[[]]",
    '2["message"',
  ],
  ...[
    '2["connect"]',
    '2["disconnect"]',
    '2["connect_error"]',
    '2["newListener"]',
    "2[true]",
    "2[1,2]",
  ],
  ...[
    '2-1["message"]',
    '2["message"]x',
    '212["message","a"]',
    '21.5["message"]',
    '2abc["message"]',
  ],
  ...['2 ["message",1]', ' 2["message"]', '2/custom["message"]', '2/,["message","a"]', "2/custom,"],
  ...[
    "0[]",
    '0"x"',
    "0null",
    "01",
    "0{",
    "0/custom",
    "0/custom?token=1,",
    "0/,",
    "0//,",
    "0/a/b,{}",
  ],
  ...[
    "1{}",
    "1[]",
    "1/custom",
    "1/unknown,",
    "12",
    "3",
    "3{}",
    "3[]",
    "31[]",
    "3/custom,7[1]",
    '3"x"',
  ],
  ...[
    "4",
    "4{}",
    '4{"message":"x"}',
    "5",
    "5-",
    "5[]",
    "50-[]",
    "51-",
    "51-{}",
    "5x-[]",
    "51[]",
    "6",
  ],
  ...['511-["message"]', '5-1-["message"]', '51.5-["message"]', "61-[]", '61-1["a"]', "60-[]"],
  '51-["disconnect",{"_placeholder":true,"num":0}]',
] as const;

const ODD_ENGINE_PACKETS = [
  ...[
    "",
    "0",
    '0{"sid":"x"}',
    "2",
    "2probe",
    "3probe",
    "5",
    "6",
    "7",
    "8x",
    "a",
    "b",
    "bAQID",
    "b?!",
  ],
  ...["4", "44", "1", "1x", "6x", " 4", "é", "-", "43"],
] as const;

/** A JSON value with what is hard about JSON. */
export function jsonValue(chance: Seeded, depth = 2): unknown {
  switch (chance.below(depth > 0 ? 8 : 5)) {
    case 0:
      return chance.pick(NUMBERS);
    case 1:
      return chance.pick([true, false, null]);
    case 5:
      return Array.from({ length: chance.below(3) }, () => jsonValue(chance, depth - 1));
    case 6:
    case 7: {
      const value = jsonValue(chance, depth - 1);
      return JSON.parse(`{${JSON.stringify(chance.pick(KEYS))}:${JSON.stringify(value)}}`);
    }
    default:
      return chance.pick(TEXTS);
  }
}

/** An event as clients send it, without its attachments' frames. */
export function eventPacket(chance: Seeded, namespace: string = chance.pick(NAMESPACES)): string {
  const event = chance.pick(EVENTS);
  const id = chance.below(3) === 0 ? chance.below(1000) : "";
  const args =
    event === "burst"
      ? [chance.below(6)]
      : Array.from({ length: chance.below(3) }, () => jsonValue(chance));
  return `2${namespace}${id}${JSON.stringify([event, ...args])}`;
}

/** An event or an acknowledgement with attachments, then those, as bytes in hexadecimal. */
export function binaryPacket(chance: Seeded): { readonly head: string; readonly parts: string[] } {
  const count = 1 + chance.below(3);
  const event = chance.pick(["message", "message-with-ack"]);
  const places = Array.from({ length: count }, (_, num) => ({ _placeholder: true, num }));
  if (chance.below(4) === 0) places.reverse();
  const id = chance.below(2) === 0 ? chance.below(100) : "";
  const namespace = chance.pick(["", "", "/custom,"]);
  const isAcknowledgement = chance.below(8) === 0;
  const said = chance.below(8) === 0 ? count + chance.pick([-1, 1, 20]) : count;
  const parts = Array.from({ length: count }, () => hex(chance, chance.pick([0, 1, 3, 60])));
  if (chance.below(8) === 0) parts.pop();
  const head = isAcknowledgement
    ? `6${said}-${namespace}${id || 1}${JSON.stringify(places)}`
    : `5${said}-${namespace}${id}${JSON.stringify([event, ...places])}`;
  return { head, parts };
}

/** Any Socket.IO packet that is a text. */
export function anyPacket(chance: Seeded): string {
  switch (chance.below(8)) {
    case 0:
      return `0${chance.pick(NAMESPACES)}`;
    case 1:
      return `0${chance.pick(NAMESPACES)}${JSON.stringify({ token: jsonValue(chance, 1) })}`;
    case 2:
      return `1${chance.pick(NAMESPACES)}`;
    case 3:
      return `3${chance.pick(NAMESPACES)}${chance.below(4)}[${chance.below(9)}]`;
    case 4:
      return chance.pick(ODD_PACKETS as unknown as [string, ...string[]]);
    case 5:
      return damaged(chance, eventPacket(chance));
    default:
      return eventPacket(chance);
  }
}

/** Any Engine.IO packet that is a text. */
export function anyEnginePacket(chance: Seeded): string {
  if (chance.below(8) > 0) return `4${anyPacket(chance)}`;
  return chance.pick(ODD_ENGINE_PACKETS as unknown as [string, ...string[]]);
}

/** A few characters gone, doubled, foreign or out of place. */
export function damaged(chance: Seeded, text: string): string {
  const characters = [...text];
  for (let blows = 1 + chance.below(3); blows > 0; blows -= 1) {
    const at = chance.below(characters.length + 1);
    switch (chance.below(5)) {
      case 0:
        characters.splice(at, 1 + chance.below(3));
        break;
      case 1:
        characters.splice(
          at,
          0,
          chance.pick(['"', "[", "]", ",", "{", "/", "-", "0", "é", "\u0000"]),
        );
        break;
      case 2:
        characters.splice(at, 0, ...characters.slice(at, at + 4));
        break;
      case 3:
        characters.length = at;
        break;
      default:
        characters.splice(at, 2, ...characters.slice(at, at + 2).reverse());
    }
  }
  return characters.join("");
}

/** Bytes in hexadecimal. */
export function hex(chance: Seeded, length: number): string {
  return Buffer.from(Array.from({ length }, () => chance.below(256))).toString("hex");
}
