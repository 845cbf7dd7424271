// The answer to `resume_game`: the seat, the game as far as it is known, and all that was missed, in one
// event (S13).

import type { Json, JsonObject } from "@en-parlant/protocol";
import { highestCounts } from "@en-parlant/protocol";
import type { Missed } from "./history.ts";
import { opponentState } from "./presence.ts";
import type { Room, Time } from "./room.ts";
import { opponentSeat, seatOf } from "./room.ts";
import { joinerOptions } from "./seating.ts";
import type { Resume } from "./step.ts";

/** The snapshot for the seat that has been taken, delivered as an event that completes its history. */
export function snapshot(room: Room, resume: Resume, missed: readonly Missed[]): Missed {
  const { claim, seq, seen } = resume;
  const { color, issuedHere } = claim;
  const own = seatOf(room, color);
  const peer = opponentSeat(room, color);
  const known = highestCounts(room.counts, seen);
  // Taking the seat has just been an activity.
  const now = room.activeAt;
  const payload: Record<string, Json> = {
    color,
    code: room.code,
    joined: room.phase === "playing",
    ...(own?.name === undefined ? {} : { name: own.name }),
    ...(peer?.name === undefined ? {} : { peerName: peer.name }),
    ...(room.options ? { options: room.options } : {}),
    ...(color === "white" ? joinerOptions(room) : {}),
    peer: opponentState(room, color),
    seq: room.log.seq,
    number: known[color],
    // What an earlier process had logged is not known here.
    complete: issuedHere && seq >= room.log.forgotten,
    events: missed.map((each) => listed(each, now)),
  };
  return { logged: { seq: room.log.seq, at: now, event: "game_resumed", payload }, seen: known };
}

function listed({ logged: { seq, at, event, payload, by, n } }: Missed, now: Time): JsonObject {
  const agoMs = Math.max(0, Math.round(now - at));
  return { seq, event, payload, ...(by && { by }), ...(n !== undefined && { n }), agoMs };
}
