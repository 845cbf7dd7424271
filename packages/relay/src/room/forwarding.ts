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

/** F1–F4: passes an event of the table on as it is. */
export function forward(
  room: Room,
  by: Member,
  event: { row: ForwardRow; payload: JsonObject },
): Step {
  const { row, payload } = event;
  const to = row.to === "both" ? "both" : opponentOf(by.color);
  if (!row.logged) return stepped(room, passOn(room, by, event));
  const known = room.phase === "playing" ? withSeat(room, by.color, { knowsOpponent: true }) : room;
  const said = say(known, { to, event: row.as, payload });
  return stepped(said.room, said.effects);
}

function passOn(
  room: Room,
  by: Member,
  { row, payload }: { row: ForwardRow; payload: JsonObject },
): Effect[] {
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
