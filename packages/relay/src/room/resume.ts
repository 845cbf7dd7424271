// How a seat comes back with its ticket, in a room that stands or has been rebuilt (rules S). Signatures are checked before;
// here a claim is taken as true.

import type { Color } from "@en-parlant/protocol";
import { NO_COUNTS, opponentOf } from "@en-parlant/protocol";
import { bring, untaken } from "./bringing.ts";
import { changed, seatChange, withSeat } from "./change.ts";
import { startDrawing, write } from "./delivery.ts";
import { hearerOf } from "./heartbeats.ts";
import { missedBy } from "./history.ts";
import { withdraw } from "./log.ts";
import { tellOver } from "./parting.ts";
import { tellAway, tellBack } from "./presence.ts";
import { completedBy, hostInformed } from "./rebuild.ts";
import type { LinkId, Room, Seat } from "./room.ts";
import { linkOf, opponentSeat, seatOf } from "./room.ts";
import { giveUp } from "./seating.ts";
import { snapshot } from "./snapshot.ts";
import type {
  Effect,
  Join,
  Outcome,
  Reopen,
  Resume,
  RuleContext,
  SeatClaim,
  Step,
} from "./step.ts";
import { inTurn, notice, refused, stepped } from "./step.ts";

/** S2–S10, N5: the claim's seat goes to the new link, with everything it has missed. */
export function resume(room: Room, command: Resume, context: RuleContext): Step {
  const { claim, link } = command;
  if (room.id !== claim.roomId) return refused("SEAT_LOST");
  const completed = completedBy(room, claim, context);
  const seat = seatOf(completed, claim.color);
  if (!seat || !isFor(claim, seat)) return refused("SEAT_LOST");
  if (isTaken(seat, command)) return refused("SEAT_TAKEN");
  const informed = inTurn(
    completed,
    (current) => withoutOtherSeat(current, command, context),
    (current) => hostInformed(current, { claim, before: room }, context),
  );
  const older = linkOf(seat);
  const replaces = older !== undefined && older !== link;
  const from = claim.issuedHere ? command.seq : 0;
  const placed = { ...command, seq: from };
  const seated = takeSeat(informed.room, placed, context);
  const { color } = claim;
  const bringer = { color, from, at: context.now };
  const brought = bring(seated, bringer, untaken(seated, color, command.sent));
  const replayed = replay(brought.room, placed, context);
  const noticed = exchangeNotices(replayed.room, color, context);
  const effects: Effect[] = [...informed.effects];
  // The older link loses the seat before it is closed, so that its end changes nothing (S6).
  if (replaces) effects.push({ type: "unseated", link: older });
  // The app does not beat again after a drop: from now on its pongs speak for it (H2).
  const lastBeat = seated.phase === "playing" ? context.now : undefined;
  effects.push({ type: "seated", link, color, lastBeat }, ...replayed.effects);
  effects.push(...brought.effects, ...noticed.effects);
  const hearer = older === undefined ? hearerOf(seated, color) : undefined;
  if (hearer) effects.push(notice(hearer, "peer_heartbeat"));
  if (replaces) effects.push(...farewell(older, seat, command));
  return stepped(noticed.room, effects);
}

/** S6, S14: the older link ends; it is told why, unless it is the same client's. */
function farewell(older: LinkId, { client }: Seat, command: Resume): Effect[] {
  const isOwn = client !== undefined && client === command.client;
  const told = isOwn ? [] : [notice(older, "seat_taken")];
  return [...told, { type: "close", link: older, why: "replaced" }];
}

/**
 * G13, G14: a client asks again on another link for the seat that it was given, because the answer was lost with the old
 * one. It is the one that named itself so, and it has nothing yet.
 * @returns `undefined` when somebody else asks, or on the link that has the seat
 */
export function repeated(room: Room, color: Color, asker: Join | Reopen): Resume | undefined {
  const { link, client } = asker;
  const seat = seatOf(room, color);
  const same = client !== undefined && client === seat?.client && linkOf(seat) !== link;
  if (!seat || !same || seat.presence.at === "left") return undefined;
  const { id: roomId, code, options, phase } = room;
  const who = { roomId, code, color, holder: seat.holder ?? "", joined: phase === "playing" };
  const asIssued = { issuedHere: true, isExpired: false };
  const claim = { ...who, names: undefined, options, joinerOptions: undefined, ...asIssued };
  return { type: "resume", claim, link, client, seq: 0, seen: NO_COUNTS, how: "recovery" };
}

/** S15: another client has taken the seat since; whoever only lost his link does not take it back. */
function isTaken(seat: Seat, { client, returning }: Resume): boolean {
  const bothNamed = client !== undefined && seat.client !== undefined;
  return returning === true && bothNamed && client !== seat.client;
}

/** S5, S8: not a seat that was left, nor one that somebody else has taken. */
function isFor(claim: SeatClaim, { presence, givenHere, holder }: Seat): boolean {
  if (presence.at === "left" || (givenHere && !claim.issuedHere)) return false;
  return holder === undefined || holder === claim.holder;
}

/** G8, G9: nobody holds both seats of a room: whoever takes one gives the other up. */
function withoutOtherSeat(room: Room, { claim, link }: Resume, context: RuleContext): Outcome {
  const color = opponentOf(claim.color);
  if (linkOf(seatOf(room, color)) !== link) return { room, effects: [] };
  return giveUp(room, { color, link }, context);
}

/** @param command - with the number of the last event of this room's log that the client has */
function takeSeat(room: Room, command: Resume, { now }: RuleContext): Room {
  const { claim, link, seen, seq } = command;
  const { color, holder } = claim;
  const before = seatOf(room, color);
  const client = command.client ?? before?.client;
  const hold = before?.hold;
  const heardLeft = hold?.drawing === "peer_left" && seq >= hold.after;
  // Who has a name can show an opponent's return (P7).
  const isOver = client === undefined && (before?.isOver === true || heardLeft);
  const seat = seatChange(room, color, {
    presence: { at: "online", link },
    holder,
    seen,
    client,
    isOver,
  });
  // A departure that was heard stays said.
  const isHeard = isOver || opponentSeat(room, color)?.isOver;
  const log = isHeard ? room.log : withdraw(room.log, opponentOf(color), "peer_left");
  return changed(room, { ...seat, activeAt: now, log });
}

/** What the seat has missed after number `seq`: event by event, or in one. */
function replay(room: Room, command: Resume, context: RuleContext): Outcome {
  const { claim, seq } = command;
  const { color } = claim;
  const missed = missedBy(room, color, seq);
  if (command.how === "request") {
    return write(freed(room, color), color, [snapshot(room, command, missed)]);
  }
  const hold = seatOf(room, color)?.hold;
  const isDrawing = hold && seq >= hold.after && (hold.until ?? context.now) >= context.now;
  // It still draws what it got on the link that was lost, and it has it: it came back with its offset.
  if (isDrawing) return { room: startDrawing(room, color, context), effects: [] };
  return write(freed(room, color), color, missed);
}

/** The seat is told again whatever it still waits for. */
function freed(room: Room, color: Color): Room {
  return seatOf(room, color)?.hold ? withSeat(room, color, { hold: undefined }) : room;
}

/** P1, P3, P6, P7: each side learns how the other stands. */
function exchangeNotices(room: Room, color: Color, context: RuleContext): Outcome {
  const opponent = opponentOf(color);
  const peer = opponentSeat(room, color)?.presence;
  return inTurn(
    room,
    (current) => tellOver(current, color, context),
    (current) => tellOver(current, opponent, context),
    (current) => tellBack(current, opponent),
    (current) =>
      peer?.at === "away"
        ? tellAway(current, color, Math.max(0, peer.until - context.now))
        : tellBack(current, color),
  );
}
