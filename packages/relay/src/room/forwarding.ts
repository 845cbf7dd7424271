// What passes between the seats: game events and heartbeats (rules F, H).

import type { ForwardRow, JsonObject } from "@en-parlant/protocol";
import { opponentOf } from "@en-parlant/protocol";
import { say } from "./history.ts";
import type { Room } from "./room.ts";
import { linkOf, opponentSeat, seatOf, withSeat } from "./room.ts";
import type { Effect, Member, Moment, Step } from "./step.ts";
import { stepped } from "./step.ts";

/**
 * Silence after which a seat's heartbeats count as stopped (H2). Clients beat every 5 s and the app
 * calls its peer dead after 10 s without one.
 */
const HEARTBEAT_SILENCE_MS = 6_000;

/** An event of the table, as its sender sent it. */
interface Sent {
  readonly row: ForwardRow;
  readonly payload: JsonObject;
  readonly number?: number | undefined;
}

/** F1–F4, N2: passes an event of the table on as it is, unless it was taken before. */
export function forward(room: Room, by: Member, sent: Sent): Step {
  const { row, payload, number } = sent;
  if (number !== undefined && number <= (seatOf(room, by.color)?.number ?? 0)) return stepped(room);
  const numbered = number === undefined ? room : withSeat(room, by.color, { number });
  if (!row.logged) return stepped(numbered, passOn(numbered, by, sent));
  const knowing =
    room.phase === "playing" ? withSeat(numbered, by.color, { knowsOpponent: true }) : numbered;
  const to = row.to === "both" ? "both" : opponentOf(by.color);
  const said = say(knowing, { to, event: row.as, payload });
  return stepped(said.room, said.effects);
}

function passOn(room: Room, by: Member, { row, payload }: Sent): Effect[] {
  const links = [linkOf(opponentSeat(room, by.color))];
  if (row.to === "both") links.push(by.link);
  return links.flatMap((link) => (link ? [{ type: "pass", link, event: row.as, payload }] : []));
}

/** H1: a sign of life, passed on. */
export function heartbeat(room: Room, by: Member, { now }: Moment): Step {
  const beating = withSeat(room, by.color, { beating: true, lastBeat: now });
  return stepped({ ...beating, activeAt: now }, toOpponent(room, by));
}

/** H2: the link answered a ping; if its heartbeats have stopped, that answer stands for one. */
export function pong(room: Room, by: Member, moment: Moment): Step {
  const seat = seatOf(room, by.color);
  const silent = seat?.beating && moment.now - seat.lastBeat >= HEARTBEAT_SILENCE_MS;
  return silent ? heartbeat(room, by, moment) : stepped(room);
}

/** The effect of one heartbeat on the opponent. */
export function toOpponent(room: Room, by: { color: Member["color"] }): Effect[] {
  const link = linkOf(opponentSeat(room, by.color));
  return link ? [{ type: "send", link, event: "peer_heartbeat", payload: {} }] : [];
}
