// The answer to `resume_game`: the seat, the game as far as it is known, and all that was missed, in one
// event (S13).

import type { RelayPayloads } from "@en-parlant/protocol";
import { highestCounts } from "@en-parlant/protocol";
import type { Missed, Placed } from "./history.ts";
import { payloadText } from "./payload-text.ts";
import { opponentState } from "./presence.ts";
import type { LogEntry, LoggedText, Room, Time } from "./room.ts";
import { opponentSeat, seatOf } from "./room.ts";
import { joinerOptions } from "./seating.ts";
import type { Resume } from "./step.ts";

/** The snapshot for the seat that has been taken, delivered as an event that completes its history. */
export function snapshot(
  room: Room,
  resume: Resume,
  missed: readonly Missed[],
): Placed<LoggedText> {
  const { claim, seq, seen } = resume;
  const { color, issuedHere } = claim;
  const { log } = room;
  const own = seatOf(room, color);
  const peer = opponentSeat(room, color);
  const known = highestCounts(room.counts, seen);
  const about: Omit<RelayPayloads["game_resumed"], "events"> = {
    color,
    code: room.code,
    joined: room.phase === "playing",
    ...(own?.name === undefined ? {} : { name: own.name }),
    ...(peer?.name === undefined ? {} : { peerName: peer.name }),
    ...(room.options ? { options: room.options } : {}),
    ...(color === "white" ? joinerOptions(room) : {}),
    peer: opponentState(room, color),
    seq: log.seq,
    number: known[color],
    // What an earlier process had logged is not known here.
    complete: issuedHere && seq >= log.forgotten,
  };
  // Taking the seat has just been an activity.
  const events = missed.map(({ logged }) => listed(logged, room.activeAt));
  const text = `${payloadText(about).slice(0, -1)},"events":[${events.join()}]}`;
  return { logged: { seq: log.seq, event: "game_resumed", text }, seen: known };
}

/** The entry in the words of the protocol (`LoggedEvent`), around the payload's text. */
function listed({ seq, at, event, text, by, n }: LogEntry, now: Time): string {
  const sender = by === undefined ? "" : `,"by":"${by}"`;
  const number = n === undefined ? "" : `,"n":${n}`;
  const agoMs = Math.max(0, Math.round(now - at));
  return `{"seq":${seq},"event":"${event}","payload":${text}${sender}${number},"agoMs":${agoMs}}`;
}
