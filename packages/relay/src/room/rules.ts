// The one way into the rules: a room, a command and a context in; the new room and what to do out.

import { holdOver } from "./delivery.ts";
import { forward } from "./forwarding.ts";
import { arrived } from "./parting.ts";
import { drop, graceOver, sweep, windowClosed } from "./presence.ts";
import { repeated, resume } from "./resume.ts";
import type { Room } from "./room.ts";
import { linkOf, seatOf } from "./room.ts";
import { join, leave, reopen } from "./seating.ts";
import type { Command, Member, MemberCommand, RuleContext, Step } from "./step.ts";
import { refused } from "./step.ts";

/** What the command makes of the room. Never changes what it is given. */
export function step(room: Room, command: Command, context: RuleContext): Step {
  switch (command.type) {
    case "reopen": {
      const again = room.phase === "waiting" ? repeated(room, "white", command) : undefined;
      return again ? resume(room, again, context) : reopen(room, command, context);
    }
    case "join": {
      const again = repeated(room, "black", command);
      return again ? resume(room, again, context) : join(room, command, context);
    }
    case "resume":
      return resume(room, command, context);
    case "grace_over":
      return graceOver(room, context);
    case "window_closed":
      return windowClosed(room, command, context);
    case "hold_over":
      return holdOver(room, context);
    case "sweep":
      return sweep(room, command, context);
    default:
      // A link that no longer holds the seat is a stranger, whatever it believes (S6).
      return holds(room, command.by) ? memberStep(room, command, context) : refused("NOT_IN_GAME");
  }
}

function memberStep(room: Room, command: MemberCommand, context: RuleContext): Step {
  switch (command.type) {
    case "forward":
      return forward(room, command, context);
    case "arrived":
      return arrived(room, command.by, context);
    case "leave":
      return leave(room, command.by, context);
    case "drop":
      return drop(room, command, context);
  }
}

function holds(room: Room, { color, link }: Member): boolean {
  return linkOf(seatOf(room, color)) === link;
}
