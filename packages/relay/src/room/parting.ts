// What `peer_left` means to a client without a name, such as the released app: its game is over for good, so whoever
// comes back to it must not play on alone (P3, P4, P7).

import type { Color } from "@en-parlant/protocol";
import { opponentOf } from "@en-parlant/protocol";
import { changed, seatChange, withSeat } from "./change.ts";
import { publish, startDrawing } from "./delivery.ts";
import { withdraw } from "./log.ts";
import { NO_FIELDS } from "./payload-text.ts";
import type { Room } from "./room.ts";
import { COLORS, opponentSeat, seatOf } from "./room.ts";
import type { Member, Outcome, RuleContext, Step } from "./step.ts";
import { stepped } from "./step.ts";

/** P4: tells the seat, once, that its opponent has left. */
export function tellLeft(room: Room, color: Color, { now: at }: RuleContext): Outcome {
  const isTold = room.log.entries.some(({ to, event }) => to === color && event === "peer_left");
  if (isTold) return { room, effects: [] };
  return publish(room, { to: color, event: "peer_left", text: NO_FIELDS, at });
}

/** P7: a seat that is taken learns that for its opponent the game is over. */
export function tellOver(room: Room, color: Color, context: RuleContext): Outcome {
  const seat = seatOf(room, color);
  const isBack = seat?.presence.at === "online" || seat?.presence.at === "away";
  if (!seat || !isBack || seat.isOver || !opponentSeat(room, color)?.isOver) {
    return { room, effects: [] };
  }
  return tellLeft(withSeat(room, color, { toldAway: true }), color, context);
}

/** The link has shown that what was written to it has arrived. */
export function arrived(room: Room, { color }: Member, context: RuleContext): Step {
  const hold = seatOf(room, color)?.hold;
  const drawing = startDrawing(room, color, context);
  if (hold?.drawing !== "peer_left") return stepped(drawing);
  const over = withSeat(drawing, color, { isOver: true });
  const told = tellOver(over, opponentOf(color), context);
  return stepped(told.room, told.effects);
}

/** P7: a game event shows that its sender plays on, after a finished game for instance. */
export function revived(room: Room, color: Color): Room {
  if (!seatOf(room, color)?.isOver) return room;
  const log = COLORS.reduce((rest, each) => withdraw(rest, each, "peer_left"), room.log);
  return changed(room, { ...seatChange(room, color, { isOver: false }), log });
}
