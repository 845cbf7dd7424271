// What an offset is worth: the answer the recovery adapter needs before it restores a connection (S2, S5).

import type { Counts } from "@en-parlant/protocol";
import { parseOffset } from "@en-parlant/protocol";
import type { SeatClaim } from "../room/step.ts";
import type { TicketOffice } from "../seat/seat-ticket.ts";
import type { Stats } from "../stats.ts";
import type { Rooms } from "./rooms.ts";

/** What recovery puts aside for the connection it restores. */
export interface RestoredSeat {
  readonly claim: SeatClaim;
  readonly seq: number;
  readonly seen: Counts;
}

/** What the restorer asks. */
interface RestorerDependencies {
  readonly tickets: TicketOffice;
  readonly rooms: Rooms;
  readonly stats: Stats;
  readonly wallClock: () => number;
}

/** Finds the seat of an offset, if it can be given back now. */
export function seatRestorer(
  deps: RestorerDependencies,
): (offset: string) => RestoredSeat | undefined {
  const { tickets, rooms, stats, wallClock } = deps;
  return (text) => {
    const offset = parseOffset(text);
    const claim = offset && tickets.check(offset.ticket, wallClock());
    if (offset && claim && rooms.couldResume(claim)) {
      return { claim, seq: offset.seq, seen: offset.seen };
    }
    stats.resumesRefused += 1;
    return undefined;
  };
}
