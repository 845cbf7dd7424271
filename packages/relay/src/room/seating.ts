// How seats are taken and given up: open, join, leave (rules G). Knows nothing of dropped links.

import type { Color, JsonObject, RoomCode } from "@en-parlant/protocol";
import { NO_COUNTS, opponentOf } from "@en-parlant/protocol";
import { say } from "./history.ts";
import type { PlayingRoom, Room, Taker, WaitingRoom } from "./room.ts";
import { linkOf, newSeat, opponentSeat, seatOf, withSeat } from "./room.ts";
import type { Effect, Join, Member, Moment, Outcome, Step } from "./step.ts";
import { refused, stepped } from "./step.ts";

/** Called somebody whose name no ticket carried. */
const UNKNOWN_NAME = "Player";

/** What a new room is made of. */
export interface Opening extends Taker {
  readonly id: string;
  readonly code: RoomCode;
  readonly options: JsonObject | undefined;
}

/** G1: a room with its host in the white seat. */
export function open(opening: Opening, { now }: Moment): Step {
  const { id, code, link, options } = opening;
  const room: WaitingRoom = {
    phase: "waiting",
    id,
    code,
    options,
    activeAt: now,
    seq: 0,
    log: [],
    logSize: 0,
    forgotten: 0,
    counts: NO_COUNTS,
    white: newSeat(opening, now),
  };
  const created = say(room, { to: "white", event: "game_created", payload: { code } });
  return stepped(created.room, [{ type: "seated", link, color: "white" }, ...created.effects]);
}

/** G4, G7, G8: the second seat is taken, and both learn whom they play. */
export function join(room: Room, joiner: Join, moment: Moment): Step {
  const { link } = joiner;
  if (linkOf(room.white) === link || linkOf(seatOf(room, "black")) === link)
    return refused("OWN_GAME");
  if (room.phase === "playing") return refused("GAME_FULL");
  const playing: PlayingRoom = {
    ...room,
    phase: "playing",
    activeAt: moment.now,
    black: newSeat(joiner, moment.now),
    joinerOptions: joiner.options,
  };
  const toJoiner = say(playing, joinedEvent(playing, "black"));
  const toHost = announceJoiner(toJoiner.room);
  const missing = announceAbsentHost(toHost.room, moment);
  const seated: Effect = { type: "seated", link, color: "black" };
  return stepped(missing.room, [
    seated,
    ...toJoiner.effects,
    ...toHost.effects,
    ...missing.effects,
  ]);
}

/** G4: tells the host who joined; `peer_joined` first, for the released app needs no more. */
export function announceJoiner(room: Room): Outcome {
  const peerName = seatOf(room, "black")?.name ?? UNKNOWN_NAME;
  const payload = { peerName, ...joinerOptions(room) };
  const peerJoined = say(room, { to: "white", event: "peer_joined", payload });
  const gameJoined = say(peerJoined.room, joinedEvent(room, "white"));
  return { room: gameJoined.room, effects: [...peerJoined.effects, ...gameJoined.effects] };
}

function joinedEvent(room: Room, color: Color) {
  const peerName = opponentSeat(room, color)?.name ?? UNKNOWN_NAME;
  const options = room.options ? { options: room.options } : {};
  const peerOptions = color === "white" ? joinerOptions(room) : {};
  const payload = { color, peerName, code: room.code, ...options, ...peerOptions };
  return { to: color, event: "game_joined", payload } as const;
}

/** G5: to the host, what the joiner told of itself. */
export function joinerOptions(room: Room): { peerOptions?: JsonObject } {
  const options = room.phase === "playing" ? room.joinerOptions : undefined;
  return options ? { peerOptions: options } : {};
}

/** P5: a host who does not know yet that he is awaited has the idle time to come back. */
function announceAbsentHost(room: Room, { now, idleMs }: Moment): Outcome {
  const link = linkOf(seatOf(room, "black"));
  if (room.white.presence.at !== "away" || !link) return { room, effects: [] };
  const waiting = withSeat(room, "white", { presence: { at: "away", until: now + idleMs } });
  return {
    room: withSeat(waiting, "black", { toldAway: true }),
    effects: [{ type: "send", link, event: "peer_away", payload: { graceMs: idleMs } }],
  };
}

/** G10, G11: the seat is given up for good; the last one out ends the room. */
export function leave(room: Room, by: Member, { now }: Moment): Step {
  const unseated: Effect = { type: "unseated", link: by.link };
  const opponent = opponentSeat(room, by.color);
  if (!opponent || opponent.presence.at === "left") return stepped(undefined, [unseated]);
  const empty = withSeat(room, by.color, { presence: { at: "left" } });
  const told = say(empty, { to: opponentOf(by.color), event: "peer_left", payload: {} });
  return stepped({ ...told.room, activeAt: now }, [unseated, ...told.effects]);
}
