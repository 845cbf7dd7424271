// Links that drop, seats that stay: away, grace, idle rooms (rules P, I). How a seat comes back is in
// resume.ts.

import type { Color } from "@en-parlant/protocol";
import { opponentOf } from "@en-parlant/protocol";
import { say } from "./history.ts";
import type { Room, Time } from "./room.ts";
import { COLORS, linkOf, opponentSeat, seatOf, withSeat } from "./room.ts";
import type { Effect, Member, Moment, Outcome, Step } from "./step.ts";
import { stepped } from "./step.ts";

/** How a link was lost. */
interface Dropped {
  readonly by: Member;
  readonly silent: boolean;
}

/** P1, P5: the link is gone, the seat is not. */
export function drop(room: Room, { by, silent }: Dropped, { now, graceMs, idleMs }: Moment): Step {
  const unseated: Effect = { type: "unseated", link: by.link };
  // A host who fell silent before somebody joined does not know that he is awaited.
  const unaware =
    silent && by.color === "white" && !room.white.beating && !room.white.knowsOpponent;
  const grace = room.phase === "waiting" || unaware ? idleMs : graceMs;
  const away = withSeat(room, by.color, { presence: { at: "away", until: now + grace } });
  const told = tellAway(away, opponentOf(by.color), grace);
  return stepped(told.room, [unseated, ...told.effects]);
}

/** Tells an online seat that its opponent is away for at most `graceMs` more. */
export function tellAway(room: Room, color: Color, graceMs: number): Outcome {
  const link = linkOf(seatOf(room, color));
  if (!link) return { room, effects: [] };
  return {
    room: withSeat(room, color, { toldAway: true }),
    effects: [
      { type: "send", link, event: "peer_away", payload: { graceMs: Math.round(graceMs) } },
    ],
  };
}

/** Tells an online seat that its opponent is online again, if it was told otherwise. */
export function tellBack(room: Room, color: Color): Outcome {
  const link = linkOf(seatOf(room, color));
  const opponentOnline = linkOf(opponentSeat(room, color)) !== undefined;
  if (!link || !opponentOnline || !seatOf(room, color)?.toldAway) return { room, effects: [] };
  return {
    room: withSeat(room, color, { toldAway: false }),
    effects: [{ type: "send", link, event: "peer_back", payload: {} }],
  };
}

/** P2, P4: whoever is away past the grace is said to have left, once. */
export function graceOver(room: Room, { now }: Moment): Step {
  let current = room;
  const effects: Effect[] = [];
  for (const color of COLORS) {
    const presence = seatOf(current, color)?.presence;
    if (room.phase !== "playing" || presence?.at !== "away" || presence.until > now) continue;
    const gone = withSeat(current, color, { presence: { at: "gone" } });
    const told = say(gone, { to: opponentOf(color), event: "peer_left", payload: {} });
    current = withSeat(told.room, opponentOf(color), { toldAway: true });
    effects.push(...told.effects);
  }
  return stepped(current, effects);
}

/** When the next grace of the room ends, if one runs. */
export function nextDeadline(room: Room): Time | undefined {
  if (room.phase !== "playing") return undefined;
  const white = room.white.presence;
  const black = room.black.presence;
  if (white.at !== "away") return black.at === "away" ? black.until : undefined;
  return black.at === "away" ? Math.min(white.until, black.until) : white.until;
}

/** I1: a room without activity ends, and its clients do not come back. */
export function sweep(room: Room, { now, idleMs }: Moment): Step {
  if (now - room.activeAt < idleMs) return stepped(room);
  const effects: Effect[] = [];
  for (const color of COLORS) {
    const link = linkOf(seatOf(room, color));
    if (!link) continue;
    effects.push(
      { type: "send", link, event: "room_closed", payload: { reason: "idle" } },
      { type: "unseated", link },
      { type: "close", link, why: "ended" },
    );
  }
  return stepped(undefined, effects);
}

/** How the seat's opponent stands, in the words of the protocol. */
export function opponentState(room: Room, color: Color): "none" | "online" | "away" | "left" {
  const presence = opponentSeat(room, color)?.presence;
  if (!presence) return "none";
  return presence.at === "gone" ? "left" : presence.at;
}
