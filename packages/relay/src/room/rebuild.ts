// Rooms that this process has never seen, rebuilt from what the players' tickets say (rules S4, S7, S8). Signatures are checked
// before; here a claim is taken as true. How a seat is then taken is in resume.ts.

import type { Color } from "@en-parlant/protocol";
import { NO_COUNTS } from "@en-parlant/protocol";
import { changed } from "./change.ts";
import { EMPTY_LOG } from "./log.ts";
import type { Room, Seat, Time } from "./room.ts";
import { newSeat } from "./room.ts";
import { announceJoiner } from "./seating.ts";
import type { Outcome, RuleContext, SeatClaim } from "./step.ts";

/** What decides, besides the claim, whether a room may be rebuilt from it. */
interface Elsewhere {
  readonly context: RuleContext;
  readonly hasEnded: (roomId: string) => boolean;
}

/**
 * S4, S7, S8: the room of a claim: the one that stands under its code, or what its ticket says of it.
 * @returns `undefined` when it has ended here, or the ticket is too old to rebuild it
 */
export function claimedRoom(
  standing: Room | undefined,
  claim: SeatClaim,
  { context, hasEnded }: Elsewhere,
): Room | undefined {
  // Clocks of computers are set; while a room stands, its tickets are good.
  if (standing) return standing;
  const isLost = claim.issuedHere || claim.isExpired || hasEnded(claim.roomId);
  return isLost ? undefined : rebuild(claim, context);
}

/** S7: the room as the ticket knows it, with everybody still away. */
export function rebuild(claim: SeatClaim, { now, graceMs }: RuleContext): Room {
  const core = {
    id: claim.roomId,
    code: claim.code,
    options: claim.options,
    activeAt: now,
    log: EMPTY_LOG,
    counts: NO_COUNTS,
    white: absentSeat(claim, "white", now + graceMs),
  };
  if (!claim.joined) return { ...core, phase: "waiting" };
  return { ...core, ...joinedAs(claim, now + graceMs) };
}

function joinedAs(claim: SeatClaim, until: Time) {
  const black = absentSeat(claim, "black", until);
  return { phase: "playing", black, joinerOptions: claim.joinerOptions } as const;
}

function absentSeat(claim: SeatClaim, color: Color, until: number): Seat {
  return {
    ...newSeat({ link: "", name: "" }),
    presence: { at: "away", until },
    name: claim.names?.[color],
    knowsOpponent: claim.joined && claim.names === undefined,
    holder: color === claim.color ? claim.holder : undefined,
    givenHere: false,
  };
}

/** A joiner's ticket completes a room that was rebuilt from the ticket of a host who knew of nobody. */
export function completedBy(room: Room, claim: SeatClaim, { now, graceMs }: RuleContext): Room {
  if (room.phase === "playing" || !claim.joined || room.white.givenHere) return room;
  return changed(room, joinedAs(claim, now + graceMs));
}

/** S7: in a rebuilt room, a host whose ticket is older than the join is told who joined, once. */
export function hostInformed(
  room: Room,
  { claim, before }: { claim: SeatClaim; before: Room },
  context: RuleContext,
): Outcome {
  const completed = before.phase === "waiting" && room.phase === "playing";
  const hostIsBehind = completed || (claim.color === "white" && !claim.joined);
  const logged = room.log.entries.some(
    (entry) => entry.event === "game_joined" && entry.to === "white",
  );
  const told = room.phase === "waiting" || room.white.givenHere || logged;
  return hostIsBehind && !told ? announceJoiner(room, context) : { room, effects: [] };
}
