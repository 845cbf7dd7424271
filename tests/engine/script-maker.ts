// Scripts drawn from a seed: sessions by WebSocket, by long-polling, with an upgrade between them, handshakes that fail,
// and frames that break RFC 6455. What leads the two servers apart for good is not in them: `untried` in differences.ts.

import { Seeded } from "../seeded.ts";
import {
  anyEnginePacket,
  anyPacket,
  binaryPacket,
  damaged,
  eventPacket,
  hex,
  jsonValue,
} from "./packet-maker.ts";
import type { Script, SentFrame, Step } from "./script.ts";
import { encodeFrame } from "./ws-frame.ts";

const HANDSHAKE: Step = {
  do: "request",
  method: "GET",
  target: "/socket.io/?EIO=4&transport=polling",
};
const POLL: Step = { do: "poll" };

/** Longer than what a server in a differential test takes. */
const TOO_LONG = 1100;

/** The script of a seed, always the same. */
export function scriptOf(seed: number): Script {
  const chance = new Seeded(seed);
  switch (chance.below(8)) {
    case 0:
    case 1:
    case 2:
      return webSocketSession(chance);
    case 3:
      return pollingSession(chance);
    case 4:
      return chance.below(3) === 0 ? halfPosts(chance) : pollingSession(chance);
    case 5:
      return upgradedSession(chance);
    case 6:
      return brokenFrames(chance);
    default:
      return oddRequests(chance);
  }
}

function webSocketSession(chance: Seeded): Script {
  return [
    { do: "open", target: "/socket.io/?EIO=4&transport=websocket" },
    ...connects(chance).map((packet) => sending(0, [{ text: packet }])),
    ...several(chance, 2, 8, () => linkStep(chance, 0)),
  ];
}

function pollingSession(chance: Seeded): Script {
  const steps: Step[] = [HANDSHAKE];
  const connecting = connects(chance);
  if (connecting.length > 0) steps.push({ do: "post", body: connecting.join("\x1e") });
  if (chance.below(4) > 0) steps.push(POLL);
  return [...steps, ...several(chance, 2, 7, () => pollingStep(chance)), POLL];
}

/** Posts that arrive in two parts, and what else comes meanwhile. */
function halfPosts(chance: Seeded): Script {
  const meanwhile = (): Step => {
    const poll = chance.pick<"poll" | "second-poll" | "drop-poll">([
      "poll",
      "second-poll",
      "drop-poll",
    ]);
    return chance.below(2) === 0 ? { do: poll } : { do: "post", body: short(posted(chance)) };
  };
  return [
    HANDSHAKE,
    { do: "post", body: "40" },
    ...(chance.below(2) === 0 ? [POLL] : []),
    { do: "half-post", body: posted(chance) },
    ...several(chance, 0, 2, meanwhile),
    { do: chance.below(3) > 0 ? "finish-post" : "drop-post" },
    POLL,
  ];
}

function upgradedSession(chance: Seeded): Script {
  const before = several(chance, 0, 2, () => ({ do: "post" as const, body: posted(chance) }));
  const during = chance.below(3) === 0 ? [pollingStep(chance)] : [];
  const between = chance.below(4) === 0 ? [{ do: "post" as const, body: posted(chance) }] : [];
  const target = "/socket.io/?EIO=4&transport=websocket&sid=$sid";
  const rival: Step[] = chance.below(5) === 0 ? [{ do: "open", target }] : [];
  return [
    HANDSHAKE,
    { do: "post", body: "40" },
    ...(chance.below(3) > 0 ? [POLL] : []),
    ...before,
    { do: "open", target },
    ...during,
    ...(chance.below(8) > 0 ? [{ do: "probe" as const, link: 0 }] : []),
    ...between,
    ...rival,
    sending(0, [{ text: chance.below(6) > 0 ? "5" : anyEnginePacket(chance) }]),
    ...several(chance, 1, 4, () => linkStep(chance, 0)),
    POLL,
    ...several(chance, 0, 2, () => linkStep(chance, 0)),
  ];
}

function brokenFrames(chance: Seeded): Script {
  return [
    { do: "open", target: "/socket.io/?EIO=4&transport=websocket" },
    ...connects(chance).map((packet) => sending(0, [{ text: packet }])),
    ...several(chance, 1, 4, () => sending(0, [{ bytes: brokenFrame(chance) }])),
    sending(0, [{ text: '42["message",1]' }]),
  ];
}

function oddRequests(chance: Seeded): Script {
  return [
    ...(chance.below(2) === 0 ? [HANDSHAKE] : []),
    ...several(chance, 1, 6, () => oddRequest(chance)),
  ];
}

/** Mostly to the main namespace; now and then to two, or to none. */
function connects(chance: Seeded): string[] {
  const main =
    chance.below(2) === 0 ? "40" : `40${JSON.stringify({ token: jsonValue(chance, 1) })}`;
  switch (chance.below(8)) {
    case 0:
      return [];
    case 1:
      return ["40/custom,"];
    case 2:
    case 3:
      return [main, "40/custom,"];
    default:
      return [main];
  }
}

function linkStep(chance: Seeded, link: number): Step {
  switch (chance.below(16)) {
    case 0:
      return {
        do: "close",
        link,
        ...(chance.below(2) === 0 && { code: chance.pick(CLOSE_CODES) }),
      };
    case 1:
      return { do: "drop", link };
    case 2:
    case 3:
      return sending(link, binaryFrames(chance));
    case 4:
      return sending(link, [{ ping: hex(chance, chance.below(4)) }]);
    case 5:
      return sending(link, [{ fragments: pieces(chance, `4${eventPacket(chance)}`) }]);
    case 6:
      return sending(link, [{ binary: hex(chance, chance.below(5)) }]);
    case 7:
      return sending(link, [{ text: `42["message","${"x".repeat(TOO_LONG)}"]` }]);
    case 8:
      return sending(link, [{ text: damaged(chance, anyEnginePacket(chance)) }]);
    case 9:
    case 10:
      return sending(
        link,
        burst(chance).map((text) => ({ text })),
      );
    default:
      return sending(link, [{ text: anyEnginePacket(chance) }]);
  }
}

/** What a client may give as the code of its end. */
const CLOSE_CODES: [number, ...number[]] = [1000, 1001, 3000, 4999];

function pollingStep(chance: Seeded): Step {
  switch (chance.below(12)) {
    case 0:
      return { do: "drop-poll" };
    case 1:
      return { do: "second-poll" };
    case 2:
      return oddRequest(chance);
    case 3:
      return { do: "post", body: `42["message","${"x".repeat(TOO_LONG)}"]` };
    case 4:
    case 5:
    case 6:
      return POLL;
    default:
      return { do: "post", body: posted(chance) };
  }
}

/** A payload: one packet of any kind, several events, or one with its attachments. */
function posted(chance: Seeded): string {
  switch (chance.below(6)) {
    case 0: {
      const { head, parts } = binaryPacket(chance);
      const attachments = parts.map((part) => `b${Buffer.from(part, "hex").toString("base64")}`);
      return [`4${head}`, ...attachments].join("\x1e");
    }
    case 1:
    case 2:
      return burst(chance).join("\x1e");
    default:
      return anyEnginePacket(chance);
  }
}

/**
 * Events that leave together. What opens or ends something stands last: a server may have read all that came with it
 * before it acts on any of it.
 */
function burst(chance: Seeded): string[] {
  const events = several(
    chance,
    1,
    4,
    () => `4${eventPacket(chance, chance.pick(["", "/custom,"]))}`,
  );
  if (chance.below(3) > 0) return events;
  const last = anyPacket(chance);
  return last.startsWith("1") ? events : [...events, `4${last}`];
}

function binaryFrames(chance: Seeded): SentFrame[] {
  const { head, parts } = binaryPacket(chance);
  const frames = [{ text: `4${head}` }, ...parts.map((binary) => ({ binary }))];
  return chance.below(8) === 0 ? [...frames, { text: '42["message","between"]' }] : frames;
}

function brokenFrame(chance: Seeded): string {
  const frame = encodeFrame({
    opcode: chance.pick([0, 1, 1, 1, 2, 3, 7, 8, 9, 10, 11]),
    payload: Buffer.from(
      chance.below(4) === 0 ? `x${hex(chance, 6)}` : `4${eventPacket(chance, "")}`,
    ),
    isFinal: chance.below(4) > 0,
    isMasked: chance.below(4) > 0,
    reserved: chance.below(4) === 0 ? chance.below(8) : 0,
    ...(chance.below(4) === 0 && { lengthBits: chance.pick([16, 64]) }),
    ...(chance.below(6) === 0 && { saysLength: chance.pick([2000, 2 ** 31, 2 ** 40]) }),
  });
  return frame.toString("hex");
}

function oddRequest(chance: Seeded): Step {
  const version = chance.pick(["EIO=4", "EIO=4", "EIO=4", "EIO=3", "EIO=5", "EIO=abc", ""]);
  const transport = chance.pick([
    "polling",
    "polling",
    "polling",
    "websocket",
    "webtransport",
    "abc",
    "POLLING",
    "",
  ]);
  const sid = chance.pick([
    "",
    "",
    "&sid=$sid",
    "&sid=$sid",
    "&sid=unknown",
    "&sid=",
    "&sid=__proto__",
    "&sid=constructor",
  ]);
  const extra = chance.pick(["", "", "&t=abc", "&b64=1", "&=&", "&x=%FF%00"]);
  const transportPart = transport || chance.below(2) === 0 ? `&transport=${transport}` : "";
  const isAgain = transport === "websocket" && sid === "&sid=$sid";
  const target = `/socket.io/?${version}${transportPart}${isAgain ? "&sid=unknown" : sid}${extra}`;
  // A poll that nothing answers is no request.
  const isPoll = sid === "&sid=$sid" && transport === "polling";
  const method = chance.pick(
    isPoll ? ["POST", "PUT", "DELETE", "HEAD"] : ["GET", "GET", "POST", "PUT", "HEAD"],
  );
  if (transport === "websocket" && chance.below(2) === 0) return { do: "open", target };
  const body = method === "POST" || method === "PUT" ? { body: posted(chance) } : {};
  const type = chance.pick(["text/plain;charset=UTF-8", "application/octet-stream", "text/html"]);
  const headers = chance.below(3) === 0 ? { headers: { "Content-Type": type } } : {};
  return { do: "request", method, target, ...headers, ...body };
}

/** Without close packets. */
function sending(link: number, frames: readonly SentFrame[]): Step {
  const isClose = (frame: SentFrame) => "text" in frame && frame.text.startsWith("1");
  return {
    do: "send",
    link,
    frames: frames.map((frame) => (isClose(frame) ? { text: "3" } : frame)),
  };
}

/** One fault at a time: nothing that is too long as well. */
function short(body: string): string {
  return Buffer.byteLength(body) < TOO_LONG - 100 ? body : "3";
}

function pieces(chance: Seeded, text: string): string[] {
  const cut = chance.below(text.length);
  const again = cut + chance.below(text.length - cut);
  return [text.slice(0, cut), text.slice(cut, again), text.slice(again)];
}

function several<T>(chance: Seeded, least: number, most: number, make: () => T): T[] {
  return Array.from({ length: least + chance.below(most - least + 1) }, make);
}
