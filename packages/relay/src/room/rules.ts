// The one way into the rules: a room, a command and a moment in; the new room and what to do out.

import { holdOver } from "./delivery.ts";
import { forward } from "./forwarding.ts";
import { arrived } from "./parting.ts";
import { drop, graceOver, sweep, windowClosed } from "./presence.ts";
import { repeated, resume } from "./resume.ts";
import type { Room } from "./room.ts";
import { linkOf, seatOf } from "./room.ts";
import { join, leave, reopen } from "./seating.ts";
import type { Command, Member, MemberCommand, Moment, Step } from "./step.ts";
import { refused } from "./step.ts";

/** What the command makes of the room. Never changes what it is given. */
export function step(room: Room, command: Command, moment: Moment): Step {
  switch (command.type) {
    case "reopen": {
      const again = room.phase === "waiting" ? repeated(room, "white", command) : undefined;
      return again ? resume(room, again, moment) : reopen(room, command, moment);
    }
    case "join": {
      const again = repeated(room, "black", command);
      return again ? resume(room, again, moment) : join(room, command, moment);
    }
    case "resume":
      return resume(room, command, moment);
    case "grace_over":
      return graceOver(room, moment);
    case "window_closed":
      return windowClosed(room, command, moment);
    case "hold_over":
      return holdOver(room, moment);
    case "sweep":
      return sweep(room, command, moment);
    default:
      // A link that no longer holds the seat is a stranger, whatever it believes (S6).
      return holds(room, command.by) ? memberStep(room, command, moment) : refused("NOT_IN_GAME");
  }
}

function memberStep(room: Room, command: MemberCommand, moment: Moment): Step {
  switch (command.type) {
    case "forward":
      return forward(room, command, moment);
    case "arrived":
      return arrived(room, command.by, moment);
    case "leave":
      return leave(room, command.by, moment);
    case "drop":
      return drop(room, command, moment);
  }
}

function holds(room: Room, { color, link }: Member): boolean {
  return linkOf(seatOf(room, color)) === link;
}
