// Where the engine and the official server are not the same to a client, one row each, with the reason. What is not in this
// table is the same. A row makes what was seen on either server look alike where it applies, and touches nothing else.

import type { Script, Seen, Step } from "./script.ts";
import { CALM } from "./server-settings.ts";

/** An event without its payload. */
const NO_EVENT = /^42(\/[^,]*,?)?\d*$/;

/** The answer to a CONNECT with a namespace that cannot be. */
const MISNAMED = /close 1008$|400 .*"code":3,"message":"Invalid namespace"/;

const MAX_BYTES = CALM.maxPayloadBytes;

/** What was seen after each step, on the official server and on ours. */
export interface Pair {
  readonly official: readonly Seen[];
  readonly ours: readonly Seen[];
}

/** A difference that is meant. */
interface Difference {
  readonly name: string;
  readonly reason: string;
  /** Where it is one of a runtime's only. */
  readonly runtime?: "bun";
  /** What was seen, without the difference. */
  readonly even: (pair: Pair, script: Script) => Pair;
}

export const differences: readonly Difference[] = [
  {
    name: "the charset of JSON",
    runtime: "bun",
    reason:
      "Bun's Response.json names one, Node's and the official server's do not; JSON has no other.",
    even: eachLine((line) => line.replace("application/json;charset=utf-8", "application/json")),
  },
  {
    name: "the code of a close frame",
    runtime: "bun",
    reason:
      "The official server sends none, Bun's WebSocket always has one: 1000. Both mean an orderly end.",
    even: eachLine((line) => line.replace(/^(link \d+ close) 1005$/, "$1 1000")),
  },
  {
    name: "the words of a refused WebSocket",
    reason: "One answer for every refused request; the official server has a text of its own here.",
    even: eachLine((line) => line.replace(/^(link \d+ answer 4\d\d) .*/, "$1")),
  },
  {
    name: "another version by WebSocket",
    reason: "The official server opens the WebSocket and then writes an HTTP answer into it.",
    even: eachStep((seen, step) =>
      step.do === "open" && !/EIO=4(&|$)/.test(step.target)
        ? seen.filter((line) => !/^link \d+ (answer|bytes|ended)/.test(line))
        : seen,
    ),
  },
  {
    name: "other methods within a session",
    reason: "They are the client's fault, so 400 and not 500.",
    even: eachStep((seen, step) =>
      step.do === "request" && step.method !== "GET" && step.method !== "POST"
        ? seen.map((line) => line.replace(/^answer (500|400) .*/, "answer 400"))
        : seen,
    ),
  },
  {
    name: "the post of a session that has ended",
    reason: "The official server cuts its connection; ours reads it to its end and refuses it.",
    even: eachLine((line) => (/^half post (ended|4\d\d)/.test(line) ? undefined : line)),
  },
  {
    name: "the poll that waits when an upgrade completes unprobed",
    reason:
      "It gets a noop: a close packet, as from the official server, says that the session is over.",
    even: (pair, script) => ({
      official: pair.official.map((seen, index) => {
        const isLate =
          isUpgrade(script[index]) && seen.some((line) => / 400 .*"code":3/.test(line));
        return isLate ? seen.map((line) => line.replace(/^poll packet 1$/, "poll packet 6")) : seen;
      }),
      ours: pair.ours,
    }),
  },
  {
    name: "a post that is too long and has another fault",
    reason: "Its length is seen before anything else is.",
    even: (pair, script) => ({
      official: pair.official.map((seen, index) =>
        pair.ours[index]?.some((line) => /^(post|answer) 413/.test(line)) &&
        isTooLong(script[index])
          ? seen.map((line) => line.replace(/^(post|answer) 400 .*/, "$1 413 - "))
          : seen,
      ),
      ours: pair.ours,
    }),
  },
  {
    name: "a noop before the close packet",
    reason:
      "The official server says nothing before it says that it closes; the close packet is enough.",
    even: eachStep((seen) =>
      seen.filter(
        (line, at) => !line.endsWith(" packet 6") || !seen[at + 1]?.endsWith(" packet 1"),
      ),
    ),
  },
  {
    name: "a namespace that is refused behind other packets",
    reason:
      "It is answered in its turn; the official server's answer overtakes those to what came before.",
    even: eachStep((seen) => {
      const isRefusal = (line: string) => line.endsWith(',{"message":"Invalid namespace"}');
      return [...seen.filter((line) => !isRefusal(line)), ...seen.filter(isRefusal)];
    }),
  },
  {
    name: "answers to what came before a fault",
    reason:
      "Packets that arrive together are done in their order; the official server reads all of them first, and answers none.",
    even: (pair, script) => {
      const streams = ["poll packet", ...script.keys().map((index) => `link ${index}`)];
      return streams.reduce((even, stream) => withoutLastAnswers(even, stream), pair);
    },
  },
  {
    name: "when the upgrade of a session that is over is closed",
    reason: "At once; the official server waits until it says something.",
    even: (pair, script) => {
      const isOver = (seen: readonly Seen[]) =>
        seen.flat().some((line) => line === "poll packet 1" || /^poll 400 .*"code":1/.test(line));
      const links = script.filter((step) => step.do === "open").map(({ target }) => target);
      const isItsEnd = (line: string) => {
        const [, link] = /^link (\d+) (close|ended)/.exec(line) ?? [];
        return link !== undefined && links[Number(link)]?.includes("sid=");
      };
      if (!isOver(pair.official) || !isOver(pair.ours)) return pair;
      return eachLine((line) => (isItsEnd(line) ? undefined : line))(pair, script);
    },
  },
  {
    name: "an event of nothing",
    reason:
      "The protocol says that it ends the connection; the official server ignores it. What follows is another story.",
    even: (pair, script) => {
      const first = script.findIndex((step) =>
        packetsOf(step).some((packet) => NO_EVENT.test(packet)),
      );
      const before = (seen: readonly Seen[]) => (first < 0 ? seen : seen.slice(0, first));
      return { official: before(pair.official), ours: before(pair.ours) };
    },
  },
  {
    name: "the end of a WebSocket that does not answer its ping",
    reason: "It is taken for dead: no close frame is written into it, and none is waited for.",
    even: (pair, script) => ({
      official: pair.official.map((seen, index) => {
        const isSilent = script[index]?.do === "wait" && pair.ours[index]?.[0] === "link 0 ended";
        return isSilent ? seen.filter((line) => line !== "link 0 close 1000") : seen;
      }),
      ours: pair.ours,
    }),
  },
  {
    name: "a CONNECT that no packet can answer",
    reason:
      "The path has a comma, or what follows it is no JSON: ours says so, where the official server just closes.",
    even: (pair, script) => {
      const first = pair.ours.findIndex((seen) => seen.some((line) => MISNAMED.test(line)));
      const isMeant = packetsOf(script[first]).some((packet) => packet.startsWith("40/"));
      const before = (seen: readonly Seen[]) => (isMeant ? seen.slice(0, first) : seen);
      return { official: before(pair.official), ours: before(pair.ours) };
    },
  },
];

/**
 * What no script does, because it leads the two servers to different states; the number is that of the rule in
 * docs/ENGINE.md that holds ours.
 */
export const untried = {
  W37: "A close packet by WebSocket: the official server ignores it until its ping is not answered.",
  W27: "A WebSocket for a session that began by WebSocket: the official server tries an upgrade.",
  W7: "A parameter that stands twice in a target: the official server takes the last, ours the first.",
  W6: "A request for a WebSocket, without an upgrade, to a session that has one: the official server never answers.",
  W15: "A post that is too long beside another: it has two faults, and either may be the first.",
  W44: "A DISCONNECT that arrives together with events: the official server does not do them.",
} as const;

/** Both, without the differences; and the names of the rows that made one of them another. */
export function evened(
  pair: Pair,
  script: Script,
): { readonly pair: Pair; readonly used: readonly string[] } {
  const used: string[] = [];
  let current = pair;
  for (const { name, even } of differences) {
    const next = even(current, script);
    if (isSame(current) !== isSame(next)) used.push(name);
    current = next;
  }
  return { pair: current, used };
}

export function isSame({ official, ours }: Pair): boolean {
  return JSON.stringify(official) === JSON.stringify(ours);
}

function eachStep(change: (seen: Seen, step: Step) => Seen): Difference["even"] {
  return ({ official, ours }, script) => {
    const changed = (all: readonly Seen[]) =>
      all.map((seen, index) => change(seen, script[index] as Step));
    return { official: changed(official), ours: changed(ours) };
  };
}

function eachLine(change: (line: string) => string | undefined): Difference["even"] {
  return eachStep((seen) => seen.map(change).filter((line) => line !== undefined));
}

/** Where both ended and the official server's packets are the beginning of ours, ours without the rest. */
function withoutLastAnswers(pair: Pair, stream: string): Pair {
  const isEnd = (line: string) =>
    stream === "poll packet"
      ? line === "poll packet 1" || /^poll 400 .*"code":1/.test(line)
      : line === `${stream} ended`;
  const isPacket = (line: string) =>
    line.startsWith(`${stream} `) && / (text|binary|packet [4b])/.test(line);
  const official = pair.official.flat();
  const ours = pair.ours.flat();
  if (!official.some(isEnd) || !ours.some(isEnd)) return pair;
  const known = official.filter(isPacket);
  const mine = ours.filter(isPacket);
  if (known.some((line, at) => line !== mine[at])) return pair;
  let left = known.length;
  const cut = pair.ours.map((seen) => seen.filter((line) => !isPacket(line) || left-- > 0));
  return { official: pair.official, ours: cut };
}

/** What a step sends, as far as it is text. */
function packetsOf(step: Step | undefined): string[] {
  if (step?.do === "send") {
    return step.frames.map((frame) =>
      "text" in frame ? frame.text : "fragments" in frame ? frame.fragments.join("") : "",
    );
  }
  return step && "body" in step ? (step.body ?? "").split("\x1e") : [];
}

function isTooLong(step: Step | undefined): boolean {
  return step !== undefined && "body" in step && Buffer.byteLength(step.body ?? "") > MAX_BYTES;
}

function isUpgrade(step: Step | undefined): boolean {
  return step?.do === "send" && step.frames.some((frame) => "text" in frame && frame.text === "5");
}
