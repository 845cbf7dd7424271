// One event of one client: known, within its rate, readable, and then forwarded or acted on. Every
// refusal leaves by the same door, as an acknowledgement or as an `error` event (F5, E1, E2).

import type { Answer, ForwardRow, JsonObject, Payload } from "@en-parlant/protocol";
import {
  badPayload,
  clientEvents,
  isClientEvent,
  REQUEST_NUMBER,
  REQUEST_NUMBER_EXPECTS,
  takeRequestNumber,
} from "@en-parlant/protocol";
import type { Allowance } from "../guard/token-bucket.ts";
import { take } from "../guard/token-bucket.ts";
import type { Stats } from "../metrics.ts";
import { payloadText } from "../room/payload-text.ts";
import type { Time } from "../room/room.ts";
import type { Link } from "./link.ts";
import type { Reply } from "./reply.ts";
import { GRANTED, refuse, toAnswer } from "./reply.ts";
import type { Requests } from "./requests.ts";
import type { Rooms } from "./rooms.ts";

/** What the dispatcher needs. */
export interface DispatcherDependencies {
  readonly rooms: Rooms;
  readonly requests: Requests;
  readonly stats: Stats;
  readonly allowance: Allowance;
  readonly now: () => Time;
}

/**
 * How many heartbeats of a client are passed on. They are counted apart from its events: those that its library kept while
 * it was offline come all at once, and must not cost the move behind them (L2).
 */
export const HEARTBEATS: Allowance = { perSecond: 2, burst: 10 };

/** Takes what a client sent: the event's name, its arguments, and the acknowledgement callback if any. */
export type Dispatch = (link: Link, packet: readonly unknown[]) => void;

interface Acknowledgement {
  readonly name: unknown;
  readonly reply: Reply;
  readonly acknowledge: (answer: Answer) => void;
}

/** The dispatcher. */
export function createDispatcher(deps: DispatcherDependencies): Dispatch {
  const { rooms, requests, stats, allowance, now } = deps;

  return (link, packet) => {
    const [name, ...args] = packet;
    const last = args.at(-1);
    const acknowledge =
      typeof last === "function" ? (args.pop() as (answer: Answer) => void) : undefined;
    const reply = handle(link, name, args);
    // F6: an event from a later version is a refusal only to whom it matters.
    if (!acknowledge && !reply.ok && reply.error.code === "UNKNOWN_EVENT") return;
    if (!reply.ok) stats.refusals += 1;
    if (acknowledge) acknowledgeInTurn(link, { name, reply, acknowledge });
    else if (!reply.ok) link.send("error", payloadText({ ...reply.error }));
  };

  /** F7, F8: what comes back to its sender, and waits, comes before its acknowledgement. */
  function acknowledgeInTurn(link: Link, { name, reply, acknowledge }: Acknowledgement): void {
    const call = () => acknowledge(toAnswer(reply));
    const isEchoed = typeof name === "string" && comesBack(name);
    const held = reply.ok && isEchoed && link.seat ? rooms.newestHeld(link.seat) : undefined;
    if (held === undefined) call();
    else link.acknowledgeAfter(held, call);
  }

  function handle(link: Link, name: unknown, args: readonly unknown[]): Reply {
    if (name === "heartbeat") {
      // L2: one too many is heard and goes nowhere.
      if (!take(link.beats, HEARTBEATS, now())) return GRANTED;
    } else if (!take(link.bucket, allowance, now())) {
      endFlood(link);
      return refuse("TOO_MANY_EVENTS");
    }
    if (typeof name !== "string" || !isClientEvent(name)) {
      stats.unknownEvents += 1;
      return refuse("UNKNOWN_EVENT");
    }
    stats.events[name] += 1;
    if (link.refusal && name !== "resume_game") return refuse(link.refusal);
    const row = clientEvents[name];
    if (row.kind === "forward") return forward(link, row, args);
    const payload = read(row, args);
    if (!payload.ok) return payload;
    // The table has read exactly this event's payload; TypeScript cannot follow that through the union.
    const request = requests[name as keyof Requests] as (link: Link, payload: unknown) => Reply;
    const reply = request(link, payload.value);
    if (!reply.ok && reply.error.code === "TOO_MANY_EVENTS") endFlood(link);
    return reply;
  }

  function forward(link: Link, row: ForwardRow, args: readonly unknown[]): Reply {
    const numbered = takeRequestNumber(args);
    if (!numbered) return refuse(badPayload(REQUEST_NUMBER, REQUEST_NUMBER_EXPECTS));
    const payload = read(row, numbered.args);
    if (!payload.ok) return payload;
    const { number } = numbered;
    const sent = { row, payload: payload.value as JsonObject, number };
    const done = rooms.submit(link, { type: "forward", ...sent });
    return done.ok ? GRANTED : refuse(done.error);
  }

  function read(row: { payload: Payload<unknown> }, args: readonly unknown[]) {
    const reading = row.payload.read(args);
    if (!reading.ok) return refuse(badPayload(reading.field, reading.expects));
    stats.unknownFields += reading.ignored;
    return reading;
  }

  /** A flood ends its own connection; the seat stands and the client may come back slower. */
  function endFlood(link: Link): void {
    queueMicrotask(() => link.close(false));
  }
}

function comesBack(name: string): boolean {
  const row = isClientEvent(name) ? clientEvents[name] : undefined;
  return row?.kind === "forward" && row.to === "both";
}
