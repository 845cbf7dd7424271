// What an offset is worth: the answer the recovery adapter needs before it restores a connection (S2, S5).

import type { Counts } from "@en-parlant/protocol";
import { NO_COUNTS, parseOffset } from "@en-parlant/protocol";
import type { Stats } from "../metrics.ts";
import { claimedRoom } from "../room/resume.ts";
import type { Time } from "../room/room.ts";
import { step } from "../room/rules.ts";
import type { Moment, SeatClaim } from "../room/step.ts";
import type { TicketOffice } from "../seat/seat-ticket.ts";
import type { RoomStore } from "../store/room-store.ts";

/** What recovery puts aside for the connection it restores. */
export interface RestoredSeat {
  readonly claim: SeatClaim;
  readonly seq: number;
  readonly seen: Counts;
}

/** What the restorer asks. */
interface RestorerDependencies {
  readonly tickets: TicketOffice;
  readonly store: RoomStore;
  readonly times: Omit<Moment, "now">;
  readonly now: () => Time;
  readonly stats: Stats;
  readonly wallClock: () => number;
}

/** Finds the seat of an offset, if it can be given back now. */
export function seatRestorer(
  deps: RestorerDependencies,
): (offset: string) => RestoredSeat | undefined {
  const { tickets, store, stats, wallClock } = deps;
  return (text) => {
    const offset = parseOffset(text);
    const claim = offset && tickets.check(offset.ticket, wallClock());
    if (offset && claim && couldResume(claim)) {
      return { claim, seq: offset.seq, seen: offset.seen };
    }
    stats.resumesRefused += 1;
    return undefined;
  };

  /** Looked at without changing anything: the handshake is answered before there is a link to give the seat to. */
  function couldResume(claim: SeatClaim): boolean {
    const moment = { now: deps.now(), ...deps.times };
    const room = claimedRoom(store.peek(claim.code), claim, { moment, hasEnded: store.hasEnded });
    const asked = { link: "", seq: 0, seen: NO_COUNTS, how: "recovery" } as const;
    return room !== undefined && step(room, { type: "resume", claim, ...asked }, moment).ok;
  }
}
