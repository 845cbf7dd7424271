// When a seat is told what is logged: at once, or, while its client draws what it was just told, a moment later (F8).
// What the log holds is in history.ts.

import type { Color } from "@en-parlant/protocol";
import { APP_SCREEN_MS, highestCounts, opponentOf } from "@en-parlant/protocol";
import type { RoomChange } from "./change.ts";
import { changed, withSeat } from "./change.ts";
import type { Placed, RoomEvent } from "./history.ts";
import { isNews, missedBy, toEntry } from "./history.ts";
import { append } from "./log.ts";
import type { Hold, LoggedText, Room } from "./room.ts";
import { COLORS, isNamed, linkOf, seatOf } from "./room.ts";
import type { Effect, Outcome, RuleContext, Step } from "./step.ts";
import { stepped } from "./step.ts";

/** More events than people send in a minute are told at once: nobody's clicks shall hold a game up for long. */
const PACED_LIMIT = 32;

/** What makes the released app draw another screen; `peer_joined` always comes just before `game_joined`. */
const DRAWN = new Set(["game_joined", "peer_ready", "peer_left"]);

/**
 * Logs an event, and tells those who are online and ready to hear it.
 * @param change - what else it changes of the room, in the same copy; nothing that decides who hears it
 */
export function publish(room: Room, event: RoomEvent, change?: RoomChange): Outcome {
  const entry = toEntry(room, event);
  if (!entry) return { room: change ? changed(room, change) : room, effects: [] };
  const effects: Effect[] = [];
  let current = changed(room, { ...change, log: append(room.log, entry) });
  // Its sender last: what comes back confirms that the opponent's copy was written (F1).
  const hearers = event.by ? [opponentOf(event.by), event.by] : COLORS;
  for (const color of hearers) {
    const seat = seatOf(current, color);
    if (!seat || seat.hold || !isNews(entry, color, seat.seen)) continue;
    const seen = highestCounts(current.counts, seat.seen);
    const told = write(current, color, [{ logged: entry, seen }]);
    current = told.room;
    effects.push(...told.effects);
  }
  return { room: current, effects };
}

/** Tells an online seat what it has missed, up to an event that its client must draw first. */
export function write(room: Room, color: Color, missed: readonly Placed<LoggedText>[]): Outcome {
  const seat = seatOf(room, color);
  const link = linkOf(seat);
  const effects: Effect[] = [];
  if (!seat || !link) return { room, effects };
  const isPaced = !isNamed(seat) && missed.length <= PACED_LIMIT;
  for (const each of missed) {
    const { logged, seen } = each;
    effects.push({ type: "deliver", link, color, logged, seen });
    const { event, seq } = logged;
    if (!isPaced || !DRAWN.has(event) || isRepeated(room, color, logged)) continue;
    effects.push({ type: "probe", link });
    const hold: Hold = { after: seq, drawing: event, until: undefined };
    return { room: withSeat(room, color, { hold }), effects };
  }
  return { room, effects };
}

/** A second click on the opponent's button, with nothing in between: the screen is the one before. */
function isRepeated({ log }: Room, color: Color, { seq, event }: LoggedText): boolean {
  const before = log.entries.findLast((entry) => entry.seq < seq);
  return before?.event === event && before.to === color;
}

/** The client has the event that it draws: from now on it is given the time to do so. */
export function startDrawing(room: Room, color: Color, { now }: RuleContext): Room {
  const hold = seatOf(room, color)?.hold;
  if (hold?.until !== undefined) return room;
  return hold ? withSeat(room, color, { hold: { ...hold, until: now + APP_SCREEN_MS } }) : room;
}

/** F8: whoever answers the opponent's `ready` begins a game, and draws it, without being told anything. */
export function drawsGame(room: Room, color: Color, { now }: RuleContext): Room {
  const seat = seatOf(room, color);
  // Of the two readies the newest is the opponent's, as long as it is not answered.
  const newest = room.log.entries.findLast(({ event }) => event === "peer_ready");
  if (!seat || isNamed(seat) || newest?.to !== color) return room;
  const { hold } = seat;
  // Where the client may not have the opponent's yet, its wait is still to begin.
  const isUnheard = hold && (hold.until === undefined || hold.after < newest.seq);
  if (isUnheard) return room;
  const written = room.log.entries.findLast(({ to }) => to === "both" || to === color);
  const after = hold?.after ?? written?.seq ?? newest.seq;
  const until = now + APP_SCREEN_MS;
  return withSeat(room, color, { hold: { after, drawing: newest.event, until } });
}

/** F8: whoever has had the time to draw is told what has waited. */
export function holdOver(room: Room, { now }: RuleContext): Step {
  let current = room;
  const effects: Effect[] = [];
  for (const color of COLORS) {
    const seat = seatOf(current, color);
    if (!linkOf(seat) || seat?.hold?.until === undefined || seat.hold.until > now) continue;
    const freed = withSeat(current, color, { hold: undefined });
    const told = write(freed, color, missedBy(freed, color, seat.hold.after));
    current = told.room;
    effects.push(...told.effects);
  }
  return stepped(current, effects);
}

/** The number of the newest event that the seat still waits for, if any does. */
export function newestHeld(room: Room, color: Color): number | undefined {
  const hold = seatOf(room, color)?.hold;
  return hold && missedBy(room, color, hold.after).at(-1)?.logged.seq;
}
