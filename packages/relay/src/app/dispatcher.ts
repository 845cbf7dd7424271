// One event of one client: known, within its rate, readable, and then forwarded or acted on. Every
// refusal leaves by the same door, as an acknowledgement or as an `error` event (F5, E1, E2).

import type { Acknowledgement, EventArguments } from "@en-parlant/engine";
import { take } from "@en-parlant/engine";
import type { ForwardRow, JsonObject, Payload } from "@en-parlant/protocol";
import {
  badPayload,
  clientEvents,
  isClientEvent,
  REQUEST_NUMBER,
  REQUEST_NUMBER_EXPECTS,
  takeRequestNumber,
} from "@en-parlant/protocol";
import type { Stats } from "../metrics.ts";
import type { Time } from "../room/room.ts";
import { errorText } from "./event-text.ts";
import type { Link } from "./link.ts";
import { HEARTBEATS } from "./link.ts";
import type { Reply } from "./reply.ts";
import { answerText, GRANTED, refuse } from "./reply.ts";
import type { Requests } from "./requests.ts";
import type { Rooms } from "./rooms.ts";

/** What the dispatcher needs. */
export interface DispatcherDependencies {
  readonly rooms: Rooms;
  readonly requests: Requests;
  readonly stats: Stats;
  readonly now: () => Time;
}

/** What a client waits for that wants an answer. */
type TextAcknowledgement = Pick<Acknowledgement, "write">;

/** Takes what a client sent: the event's name and its arguments, and the acknowledgement if it wants one. */
export type Dispatch = (
  link: Link,
  packet: EventArguments,
  acknowledgement?: TextAcknowledgement,
) => void;

/** The dispatcher. */
export function createDispatcher(deps: DispatcherDependencies): Dispatch {
  const { rooms, requests, stats, now } = deps;

  return (link, [name, ...args], acknowledgement) => {
    const reply = handle(link, name, args);
    // F6: an event from a later version is a refusal only to whom it matters.
    if (!acknowledgement && !reply.ok && reply.error.code === "UNKNOWN_EVENT") return;
    if (!reply.ok) stats.refusals += 1;
    if (acknowledgement) answerInTurn(link, { name, reply }, acknowledgement);
    else if (!reply.ok) link.write(errorText(reply.error));
    // A flood ends its own connection; the seat stands and the client may come back slower.
    if (!reply.ok && reply.error.code === "TOO_MANY_EVENTS") link.close(false);
  };

  /** F7, F8: what comes back to its sender, and waits, comes before its acknowledgement. */
  function answerInTurn(
    link: Link,
    { name, reply }: { name: unknown; reply: Reply },
    acknowledgement: TextAcknowledgement,
  ): void {
    const text = answerText(reply);
    const isEchoed = typeof name === "string" && comesBack(name);
    const held = reply.ok && isEchoed && link.seat ? rooms.newestHeld(link.seat) : undefined;
    if (held === undefined) acknowledgement.write(text);
    else link.acknowledgeAfter(held, () => acknowledgement.write(text));
  }

  function handle(link: Link, name: unknown, args: readonly unknown[]): Reply {
    // L2: one too many is heard and goes nowhere.
    if (name === "heartbeat" && !take(link, HEARTBEATS, now())) return GRANTED;
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
    return request(link, payload.value);
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
}

function comesBack(name: string): boolean {
  const row = isClientEvent(name) ? clientEvents[name] : undefined;
  return row?.kind === "forward" && row.to === "both";
}
