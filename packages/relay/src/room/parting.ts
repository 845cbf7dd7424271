// What `peer_left` means to a client without a name, such as the released app: its game is over for good, so whoever
// comes back to it must not play on alone (P3, P4, P7).

import type { Color } from "@en-parlant/protocol";
import { opponentOf } from "@en-parlant/protocol";
import { say, startDrawing } from "./delivery.ts";
import { withdraw } from "./history.ts";
import type { Room } from "./room.ts";
import { COLORS, opponentSeat, seatOf, withSeat } from "./room.ts";
import type { Member, Moment, Outcome, Step } from "./step.ts";
import { stepped } from "./step.ts";

/** P4: tells the seat, once, that its opponent has left. */
export function tellLeft(room: Room, color: Color): Outcome {
  const isTold = room.log.some(({ to, event }) => to === color && event === "peer_left");
  if (isTold) return { room, effects: [] };
  return say(room, { to: color, event: "peer_left", payload: {} });
}

/** P7: a seat that is taken learns that for its opponent the game is over. */
export function tellOver(room: Room, color: Color): Outcome {
  const seat = seatOf(room, color);
  const isBack = seat?.presence.at === "online" || seat?.presence.at === "away";
  if (!seat || !isBack || seat.isOver || !opponentSeat(room, color)?.isOver) {
    return { room, effects: [] };
  }
  return tellLeft(withSeat(room, color, { toldAway: true }), color);
}

/** The link has shown that what was written to it has arrived. */
export function arrived(room: Room, { color }: Member, moment: Moment): Step {
  const hold = seatOf(room, color)?.hold;
  const drawing = startDrawing(room, color, moment);
  if (hold?.drawing !== "peer_left") return stepped(drawing);
  const over = withSeat(drawing, color, { isOver: true });
  const told = tellOver(over, opponentOf(color));
  return stepped(told.room, told.effects);
}

/** P7: a game event shows that its sender plays on, after a finished game for instance. */
export function revived(room: Room, color: Color): Room {
  if (!seatOf(room, color)?.isOver) return room;
  const playing = withSeat(room, color, { isOver: false });
  return COLORS.reduce((current, each) => withdraw(current, each, "peer_left"), playing);
}
