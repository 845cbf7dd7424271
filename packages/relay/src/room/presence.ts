// Links that drop, seats that stay: away, grace, idle rooms (rules P, I). How a seat comes back is in
// resume.ts.

import type { Color } from "@en-parlant/protocol";
import { opponentOf } from "@en-parlant/protocol";
import { changed, seatChange, withSeat } from "./change.ts";
import { tellLeft } from "./parting.ts";
import type { LinkId, Room, Seat, Time } from "./room.ts";
import { COLORS, isNamed, linkOf, opponentSeat, seatOf } from "./room.ts";
import type { Drop, Effect, Outcome, RuleContext, Step } from "./step.ts";
import { notice, stepped } from "./step.ts";

/** P1: the link is gone, the seat is not. */
export function drop(room: Room, dropped: Drop, { now, graceMs, idleMs }: RuleContext): Step {
  const { color, link } = dropped.by;
  const unseated: Effect = { type: "unseated", link };
  const grace = isUnaware(room, dropped) ? idleMs : graceMs;
  const left = seatChange(room, color, { presence: { at: "away", until: now + grace, link } });
  const away = changed(room, { ...left, activeAt: lastActivity(room, dropped) });
  const told = tellAway(away, opponentOf(color), grace);
  return stepped(told.room, [unseated, ...told.effects]);
}

/** P5: a host who fell silent before somebody joined, who can wait, does not know that he is awaited. */
function isUnaware(room: Room, { by, silent, lastBeat }: Drop): boolean {
  const hasShown = room.white.knowsOpponent || lastBeat !== undefined;
  const joiner = seatOf(room, "black");
  return silent && by.color === "white" && !hasShown && !!joiner && isNamed(joiner);
}

/** P8: who closed the window, and cannot come back, is given less time; a client with a name may reload. */
export function windowClosed(
  room: Room,
  { color, link }: { color: Color; link: LinkId },
  { now, graceMs, closedGraceMs }: RuleContext,
): Step {
  const seat = seatOf(room, color);
  const presence = seat?.presence;
  if (!seat || isNamed(seat) || presence?.at !== "away" || presence.link !== link) {
    return stepped(room);
  }
  const until = Math.min(presence.until, presence.until - graceMs + closedGraceMs);
  const away = withSeat(room, color, { presence: { ...presence, until } });
  const told = tellAway(away, opponentOf(color), Math.max(0, until - now));
  return stepped(told.room, told.effects);
}

/** Tells an online seat that its opponent is away for at most `graceMs` more. */
export function tellAway(room: Room, color: Color, graceMs: number): Outcome {
  const link = linkOf(seatOf(room, color));
  if (!link || opponentSeat(room, color)?.isOver) return { room, effects: [] };
  return {
    room: withSeat(room, color, { toldAway: true }),
    effects: [notice(link, "peer_away", { graceMs: Math.round(graceMs) })],
  };
}

/** Tells an online seat that its opponent is online again, if it was told otherwise. */
export function tellBack(room: Room, color: Color): Outcome {
  const seat = seatOf(room, color);
  const opponent = opponentSeat(room, color);
  const link = linkOf(seat);
  const isOver = seat?.isOver || opponent?.isOver;
  if (!link || !linkOf(opponent) || isOver || !seat?.toldAway) return { room, effects: [] };
  return {
    room: withSeat(room, color, { toldAway: false }),
    effects: [notice(link, "peer_back")],
  };
}

/** P2, P4: whoever is away past the grace is said to have left, once. */
export function graceOver(room: Room, context: RuleContext): Step {
  let current = room;
  const effects: Effect[] = [];
  for (const color of COLORS) {
    const presence = seatOf(current, color)?.presence;
    if (room.phase !== "playing" || presence?.at !== "away" || presence.until > context.now)
      continue;
    const gone = withSeat(current, color, { presence: { at: "gone" } });
    const told = tellLeft(gone, opponentOf(color), context);
    current = withSeat(told.room, opponentOf(color), { toldAway: true });
    effects.push(...told.effects);
  }
  return stepped(current, effects);
}

/** When the next grace or wait of the room ends, if there is one. */
export function nextDeadline(room: Room): Time | undefined {
  if (room.phase !== "playing") return undefined;
  const white = deadlineOf(room.white);
  const black = deadlineOf(room.black);
  if (white === undefined || black === undefined) return white ?? black;
  return Math.min(white, black);
}

function deadlineOf({ presence, hold }: Seat): Time | undefined {
  if (presence.at === "away") return presence.until;
  return presence.at === "online" ? hold?.until : undefined;
}

/** What a command knows of heartbeats that the room does not. */
type Beats = Pick<Drop, "lastBeat">;

/** I2: heartbeats are activity as well. */
function lastActivity({ activeAt }: Room, { lastBeat = activeAt }: Beats): Time {
  return Math.max(activeAt, lastBeat);
}

/** I1: a room without activity ends, and its clients do not come back. */
export function sweep(room: Room, beats: Beats, { now, idleMs }: RuleContext): Step {
  if (now - room.activeAt < idleMs) return stepped(room);
  const activeAt = lastActivity(room, beats);
  if (now - activeAt < idleMs) return stepped(changed(room, { activeAt }));
  const effects: Effect[] = [];
  for (const color of COLORS) {
    const link = linkOf(seatOf(room, color));
    if (!link) continue;
    effects.push(
      notice(link, "room_closed", { reason: "idle" }),
      { type: "unseated", link },
      { type: "close", link, why: "ended" },
    );
  }
  return stepped(undefined, effects);
}

/** How the seat's opponent stands, in the words of the protocol. */
export function opponentState(room: Room, color: Color): "none" | "online" | "away" | "left" {
  const opponent = opponentSeat(room, color);
  if (!opponent) return "none";
  const { at } = opponent.presence;
  return at === "gone" || opponent.isOver ? "left" : at;
}
