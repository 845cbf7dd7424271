// Game events that pass between the seats (rules F).

import type { Color, ForwardRow, JsonObject } from "@en-parlant/protocol";
import { opponentOf } from "@en-parlant/protocol";
import type { RoomChange } from "./change.ts";
import { changed, seatChange } from "./change.ts";
import { drawsGame, publish } from "./delivery.ts";
import type { RoomEvent } from "./history.ts";
import { revived } from "./parting.ts";
import { payloadText } from "./payload-text.ts";
import type { Room, Time } from "./room.ts";
import { linkOf, opponentSeat, seatOf } from "./room.ts";
import type { Effect, Member, RuleContext, Step } from "./step.ts";
import { stepped } from "./step.ts";

/** An event of the table, as its sender sent it. */
export interface Sent {
  readonly row: ForwardRow;
  readonly payload: JsonObject;
  readonly number?: number | undefined;
}

/** F1–F4, N2: passes an event of the table on as it is, unless it was taken before. */
export function forward(before: Room, sent: Sent & { by: Member }, context: RuleContext): Step {
  const { color } = sent.by;
  const { now: activeAt } = context;
  if (isRepeat(before, color, sent.number)) return stepped(changed(before, { activeAt }));
  const playing = revived(before, color);
  const room = sent.row.as === "peer_ready" ? drawsGame(playing, color, context) : playing;
  const change = { ...take(room, color, sent), activeAt };
  if (!sent.row.logged) return stepped(changed(room, change), passOn(room, sent.by, sent));
  // All that was in this room's log when he sent it stands before it anyway.
  const after = seatOf(room, color)?.seen[opponentOf(color)] ?? 0;
  const published = publish(room, toRoomEvent(color, sent, { at: activeAt, after }), change);
  return stepped(published.room, published.effects);
}

/** N2, N3: whether an event with that number has been taken from the seat. */
export function isRepeat({ counts }: Room, color: Color, number: number | undefined): boolean {
  return number !== undefined && number <= counts[color];
}

/** What changes when the seat has sent that event, before anybody is told of it. */
export function take(room: Room, color: Color, { row, number }: Sent): RoomChange {
  const counted = number === undefined ? {} : { counts: { ...room.counts, [color]: number } };
  const knows = !row.logged || room.phase === "waiting" || seatOf(room, color)?.knowsOpponent;
  return knows ? counted : { ...counted, ...seatChange(room, color, { knowsOpponent: true }) };
}

/** The event as it is told to those it is for. */
export function toRoomEvent(
  by: Color,
  { row, payload, number: n }: Sent,
  { at, after }: { readonly at: Time; readonly after: number },
): RoomEvent {
  const to = row.to === "both" ? "both" : opponentOf(by);
  return { to, event: row.as, text: payloadText(payload), by, n, at, after };
}

function passOn(room: Room, by: Member, { row, payload }: Sent): Effect[] {
  const links = [linkOf(opponentSeat(room, by.color))];
  if (row.to === "both") links.push(by.link);
  const text = payloadText(payload);
  return links.flatMap((link) => (link ? [{ type: "send", link, event: row.as, text }] : []));
}
