// Game events that pass between the seats (rules F).

import type { Color, ForwardRow, JsonObject } from "@en-parlant/protocol";
import { opponentOf } from "@en-parlant/protocol";
import { drawsGame, say } from "./delivery.ts";
import type { Said } from "./history.ts";
import { revived } from "./parting.ts";
import type { Room } from "./room.ts";
import { linkOf, opponentSeat, seatOf, withSeat } from "./room.ts";
import type { Effect, Member, Moment, Step } from "./step.ts";
import { stepped } from "./step.ts";

/** An event of the table, as its sender sent it. */
export interface Sent {
  readonly row: ForwardRow;
  readonly payload: JsonObject;
  readonly number?: number | undefined;
}

/** F1–F4, N2: passes an event of the table on as it is, unless it was taken before. */
export function forward(before: Room, sent: Sent & { by: Member }, moment: Moment): Step {
  const { by } = sent;
  if (isRepeat(before, by.color, sent.number)) return stepped(before);
  const room = revived(before, by.color);
  const ready = sent.row.as === "peer_ready" ? drawsGame(room, by.color, moment) : room;
  const taken = take(ready, by.color, sent);
  if (!sent.row.logged) return stepped(taken, passOn(taken, by, sent));
  // All that was in this room's log when he sent it stands before it anyway.
  const after = seatOf(room, by.color)?.seen[opponentOf(by.color)];
  const said = say(taken, saying(by.color, sent, after));
  return stepped(said.room, said.effects);
}

/** N2, N3: whether an event with that number has been taken from the seat. */
export function isRepeat({ counts }: Room, color: Color, number: number | undefined): boolean {
  return number !== undefined && number <= counts[color];
}

/** The room in which the seat has sent that event, before anybody is told of it. */
export function take(room: Room, color: Color, { row, number }: Sent): Room {
  const counted =
    number === undefined ? room : { ...room, counts: { ...room.counts, [color]: number } };
  if (!row.logged || room.phase === "waiting") return counted;
  return withSeat(counted, color, { knowsOpponent: true });
}

/** The event as it is said to those it is for. */
export function saying(by: Color, { row, payload, number: n }: Sent, after = 0): Said {
  return { to: row.to === "both" ? "both" : opponentOf(by), event: row.as, payload, by, n, after };
}

function passOn(room: Room, by: Member, { row, payload }: Sent): Effect[] {
  const links = [linkOf(opponentSeat(room, by.color))];
  if (row.to === "both") links.push(by.link);
  return links.flatMap((link) => (link ? [{ type: "pass", link, event: row.as, payload }] : []));
}
