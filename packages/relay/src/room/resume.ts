// How a seat comes back with its ticket: in a room that stands, or in one that this process has never
// seen and rebuilds (rules S). Signatures are checked before; here a claim is taken as true.

import type { Color, Json } from "@en-parlant/protocol";
import { opponentOf } from "@en-parlant/protocol";
import { toOpponent } from "./forwarding.ts";
import { missedBy, withdraw } from "./history.ts";
import { opponentState, tellAway, tellBack } from "./presence.ts";
import type { Room, Seat } from "./room.ts";
import { linkOf, newSeat, opponentSeat, seatOf, withSeat } from "./room.ts";
import { announceJoiner } from "./seating.ts";
import type { Effect, Moment, Outcome, Resume, SeatClaim, Step } from "./step.ts";
import { refused, stepped } from "./step.ts";

/** S7: the room as the ticket knows it, with everybody still away. */
export function rebuild(claim: SeatClaim, { now, graceMs }: Moment): Room {
  const core = {
    id: claim.roomId,
    code: claim.code,
    options: claim.options,
    activeAt: now,
    seq: 0,
    log: [],
    logSize: 0,
    forgotten: 0,
    white: absentSeat(claim, "white", now + graceMs),
  };
  if (!claim.joined) return { ...core, phase: "waiting" };
  return { ...core, phase: "playing", black: absentSeat(claim, "black", now + graceMs) };
}

function absentSeat(claim: SeatClaim, color: Color, until: number): Seat {
  return {
    ...newSeat("", "", until),
    presence: { at: "away", until },
    name: claim.names?.[color],
    knowsOpponent: claim.joined && claim.names === undefined,
    holder: color === claim.color ? claim.holder : undefined,
    givenHere: false,
  };
}

/** S2–S10: the claim's seat goes to the new link, with everything it has missed. */
export function resume(room: Room, command: Resume, moment: Moment): Step {
  const { claim, link } = command;
  if (room.id !== claim.roomId) return refused("SEAT_LOST");
  const informed = hostInformed(completedBy(room, claim, moment), { claim, before: room });
  const seat = seatOf(informed.room, claim.color);
  if (!seat || !isFor(claim, seat)) return refused("SEAT_LOST");
  const older = linkOf(seat);
  const replaces = older !== undefined && older !== link;
  const seated = takeSeat(informed.room, command, moment);
  const noticed = exchangeNotices(seated, claim.color, moment);
  const effects: Effect[] = [...informed.effects];
  // The older link loses the seat before it is closed, so that its end changes nothing (S6).
  if (replaces) effects.push({ type: "unseated", link: older });
  effects.push({ type: "seated", link, color: claim.color }, ...replay(seated, command));
  effects.push(...noticed.effects);
  if (older === undefined) effects.push(...toOpponent(seated, claim));
  if (replaces) effects.push({ type: "close", link: older, why: "replaced" });
  return stepped(noticed.room, effects);
}

/** S5, S8: not a seat that was left, nor one that somebody else has taken. */
function isFor(claim: SeatClaim, { presence, givenHere, holder }: Seat): boolean {
  if (presence.at === "left" || (givenHere && !claim.issuedHere)) return false;
  return holder === undefined || holder === claim.holder;
}

/** A joiner's ticket completes a room that was rebuilt from the ticket of a host who knew of nobody. */
function completedBy(room: Room, claim: SeatClaim, { now, graceMs }: Moment): Room {
  if (room.phase === "playing" || !claim.joined || room.white.givenHere) return room;
  return { ...room, phase: "playing", black: absentSeat(claim, "black", now + graceMs) };
}

/** S7: in a rebuilt room, a host whose ticket is older than the join is told who joined, once. */
function hostInformed(room: Room, { claim, before }: { claim: SeatClaim; before: Room }): Outcome {
  const completed = before.phase === "waiting" && room.phase === "playing";
  const hostIsBehind = completed || (claim.color === "white" && !claim.joined);
  const logged = room.log.some((entry) => entry.event === "game_joined" && entry.to === "white");
  const told = room.phase === "waiting" || room.white.givenHere || logged;
  return hostIsBehind && !told ? announceJoiner(room) : { room, effects: [] };
}

function takeSeat(room: Room, { claim, link }: Resume, { now }: Moment): Room {
  const seated = withSeat(room, claim.color, {
    presence: { at: "online", link },
    holder: claim.holder,
    // The app does not beat again after a drop: from now on its pongs speak for it (H2).
    beating: room.phase === "playing",
    lastBeat: now,
  });
  const active: Room = { ...seated, activeAt: now };
  return withdraw(active, opponentOf(claim.color), "peer_left");
}

function replay(room: Room, { claim, link, seq, how }: Resume): Effect[] {
  const { color } = claim;
  const from = claim.issuedHere ? seq : 0;
  const missed = missedBy(room, color, from);
  if (how === "recovery") {
    return missed.map((logged) => ({ type: "deliver", link, color, logged }));
  }
  const own = seatOf(room, color);
  const peer = opponentSeat(room, color);
  const snapshot: Record<string, Json> = {
    color,
    code: room.code,
    joined: room.phase === "playing",
    ...(own?.name === undefined ? {} : { name: own.name }),
    ...(peer?.name === undefined ? {} : { peerName: peer.name }),
    ...(room.options ? { options: room.options } : {}),
    peer: opponentState(room, color),
    seq: room.seq,
    number: own?.number ?? 0,
    // What an earlier process had logged is not known here.
    complete: claim.issuedHere && seq >= room.forgotten,
    events: missed.map((logged) => ({ ...logged })),
  };
  const logged = { seq: room.seq, event: "game_resumed", payload: snapshot };
  return [{ type: "deliver", link, color, logged }];
}

/** P1, P3, P6: each side learns how the other stands. */
function exchangeNotices(room: Room, color: Color, { now }: Moment): Outcome {
  const other = tellBack(room, opponentOf(color));
  const peer = opponentSeat(room, color)?.presence;
  const own =
    peer?.at === "away"
      ? tellAway(other.room, color, Math.max(0, peer.until - now))
      : tellBack(other.room, color);
  return { room: own.room, effects: [...other.effects, ...own.effects] };
}
