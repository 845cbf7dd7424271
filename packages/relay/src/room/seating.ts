// How seats are taken and given up: open, join, leave (rules G). Knows nothing of dropped links.

import type { Color, JsonObject, RoomCode } from "@en-parlant/protocol";
import { NO_COUNTS, opponentOf } from "@en-parlant/protocol";
import { changed, seatChange, withSeat } from "./change.ts";
import { publish } from "./delivery.ts";
import { placeAt } from "./history.ts";
import { EMPTY_LOG } from "./log.ts";
import { tellLeft } from "./parting.ts";
import type { PayloadText } from "./payload-text.ts";
import { payloadText } from "./payload-text.ts";
import { tellAway } from "./presence.ts";
import type { LinkId, PlayingRoom, Room, Seat, Taker, WaitingRoom } from "./room.ts";
import { isNamed, linkOf, newSeat, opponentSeat, seatOf } from "./room.ts";
import type { Effect, Join, Member, Outcome, Reopen, RuleContext, Step } from "./step.ts";
import { inTurn, refused, stepped } from "./step.ts";

/** Called somebody whose name no ticket carried. */
const UNKNOWN_NAME = "Player";

/** What a new room is made of. */
export interface Opening extends Taker {
  readonly id: string;
  readonly code: RoomCode;
  readonly options: JsonObject | undefined;
}

/** G1: a room with its host in the white seat. */
export function open(opening: Opening, { now }: RuleContext): Step {
  const { id, code, link, options } = opening;
  const room: WaitingRoom = {
    phase: "waiting",
    id,
    code,
    options,
    activeAt: now,
    log: EMPTY_LOG,
    counts: NO_COUNTS,
    white: newSeat(opening),
  };
  const created = publish(room, { ...createdEvent(room), at: now });
  return stepped(created.room, [seated(link, "white"), ...created.effects]);
}

/** G14: a host who is still alone asks again, and has the same game, as it wants it now. */
export function reopen(room: Room, asker: Reopen, { now }: RuleContext): Step {
  const { link, name, options, client = room.white.client } = asker;
  if (linkOf(room.white) !== link || room.phase !== "waiting") return refused("GAME_FULL");
  const host = seatChange(room, "white", { name, client });
  const renamed = changed(room, { ...host, options, activeAt: now });
  return stepped(renamed, answerAgain(renamed, createdEvent(room)));
}

function createdEvent({ code }: Room) {
  return { to: "white", event: "game_created", text: payloadText({ code }) } as const;
}

/** G4, G7, G8, P5: the second seat is taken, and both learn whom they play. */
export function join(room: Room, joiner: Join, context: RuleContext): Step {
  const { link } = joiner;
  if (linkOf(room.white) === link) return refused("OWN_GAME");
  if (room.phase === "playing" && linkOf(room.black) === link) return joinAgain(room);
  if (room.phase === "playing") return refused("GAME_FULL");
  const black = newSeat(joiner);
  const { presence } = room.white;
  const hostIsGone = presence.at === "away" && presence.until <= context.now;
  if (hostIsGone && !isNamed(black)) return refused("HOST_AWAY");
  const { options: joinerOptions } = joiner;
  const { now: at } = context;
  const playing = changed(room, { phase: "playing", activeAt: at, black, joinerOptions });
  const told = inTurn(
    playing,
    (current) => publish(current, { ...joinedEvent(playing, "black"), at }),
    (current) => announceJoiner(current, context),
    (current) => announceAbsentHost(current, black, context),
  );
  return stepped(told.room, [seated(link, "black"), ...told.effects]);
}

/** Whoever takes a seat for the first time has not begun to beat in it. */
function seated(link: LinkId, color: Color): Effect {
  return { type: "seated", link, color, lastBeat: undefined };
}

/** G14: a second click; but whoever was told that nobody is there any more is not seated in front of nobody again. */
function joinAgain(room: PlayingRoom): Step {
  const { white, black } = room;
  const isThere = white.presence.at === "online" || white.presence.at === "away";
  if (!isThere || white.isOver || black.isOver) return refused("HOST_AWAY");
  return stepped(room, answerAgain(room, joinedEvent(room, "black")));
}

/** G14: who asks for the seat that it holds is answered as the first time; nobody else hears of it. */
function answerAgain(
  room: Room,
  { to: color, event, text }: { to: Color; event: string; text: PayloadText },
): Effect[] {
  const seat = seatOf(room, color);
  const link = linkOf(seat);
  if (!seat || !link) return [];
  const { seq, seen } = placeAt(room, color, seat.hold?.after ?? room.log.seq);
  return [{ type: "deliver", link, color, logged: { seq, event, text }, seen }];
}

/** G4: tells the host who joined; `peer_joined` first, for the released app needs no more. */
export function announceJoiner(room: Room, { now: at }: RuleContext): Outcome {
  const peerName = seatOf(room, "black")?.name ?? UNKNOWN_NAME;
  const text = payloadText({ peerName, ...joinerOptions(room) });
  return inTurn(
    room,
    (current) => publish(current, { to: "white", event: "peer_joined", text, at }),
    (current) => publish(current, { ...joinedEvent(room, "white"), at }),
  );
}

function joinedEvent(room: Room, color: Color) {
  const peerName = opponentSeat(room, color)?.name ?? UNKNOWN_NAME;
  const options = room.options ? { options: room.options } : {};
  const peerOptions = color === "white" ? joinerOptions(room) : {};
  const text = payloadText({ color, peerName, code: room.code, ...options, ...peerOptions });
  return { to: color, event: "game_joined", text } as const;
}

/** G5: to the host, what the joiner told of itself. */
export function joinerOptions(room: Room): { peerOptions?: JsonObject } {
  const options = room.phase === "playing" ? room.joinerOptions : undefined;
  return options ? { peerOptions: options } : {};
}

/**
 * P5: a joiner that can show so waits for an absent host, who does not know yet that he is awaited, for the idle time;
 * another one for what is left of the host's grace.
 */
function announceAbsentHost(room: Room, joiner: Seat, { now, idleMs }: RuleContext): Outcome {
  const { presence } = room.white;
  if (presence.at !== "away") return { room, effects: [] };
  if (!isNamed(joiner)) return tellAway(room, "black", presence.until - now);
  const until = now + idleMs;
  return tellAway(withSeat(room, "white", { presence: { at: "away", until } }), "black", idleMs);
}

/** G10, G11: the seat is given up for good; the last one out ends the room. */
export function leave(room: Room, by: Member, context: RuleContext): Step {
  const opponent = opponentSeat(room, by.color);
  if (!opponent || opponent.presence.at === "left") {
    return stepped(undefined, [{ type: "unseated", link: by.link }]);
  }
  const left = giveUp(room, by, context);
  return stepped(left.room, left.effects);
}

/** The seat is nobody's any more, and the opponent told. */
export function giveUp(room: Room, { color, link }: Member, context: RuleContext): Outcome {
  const seat = seatChange(room, color, { presence: { at: "left" } });
  const empty = changed(room, { ...seat, activeAt: context.now });
  const told = tellLeft(empty, opponentOf(color), context);
  return { room: told.room, effects: [{ type: "unseated", link }, ...told.effects] };
}
