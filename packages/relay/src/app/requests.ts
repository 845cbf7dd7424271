// What the relay itself does on request: create, join, leave, resume, heartbeat (rules G, H1, S13).

import type { ClientEvent, ClientPayload, ForwardedEvent, RoomCode } from "@en-parlant/protocol";
import { NO_COUNTS, parseRoomCode } from "@en-parlant/protocol";
import type { AddressBudget } from "../limits/address-budget.ts";
import type { JoinBudget } from "../limits/join-budget.ts";
import type { Stats } from "../metrics.ts";
import type { Resume, SeatClaim, Step } from "../room/step.ts";
import type { TicketOffice } from "../ticket.ts";
import type { HeldSeat, Link } from "./link.ts";
import type { Reply } from "./reply.ts";
import { GRANTED, refuse } from "./reply.ts";
import type { Rooms } from "./rooms.ts";

/** An event the relay acts on. */
type RequestEvent = Exclude<ClientEvent, ForwardedEvent>;

/** One handler per request event; the table of the protocol says which there must be. */
export type Requests = { [E in RequestEvent]: (link: Link, payload: ClientPayload<E>) => Reply };

/** What the requests need. */
export interface RequestDependencies {
  readonly rooms: Rooms;
  readonly tickets: TicketOffice;
  readonly joinBudget: JoinBudget;
  /** Games that an address may open. */
  readonly openings: AddressBudget;
  /** Most that a connection may send at once. */
  readonly burst: number;
  readonly stats: Stats;
  readonly wallClock: () => number;
  /** Whether one more room may be opened. */
  readonly hasRoomLeft: () => boolean;
}

/** The handlers. */
export function createRequests(deps: RequestDependencies): Requests {
  const { rooms, tickets, joinBudget, openings, stats, wallClock } = deps;

  function leave(link: Link, seat: HeldSeat | undefined): void {
    if (seat) rooms.submit(link, { type: "leave" }, seat);
  }

  /** G14: the game in which the host still waits alone, where there is one to answer with again. */
  function reopen(
    link: Link,
    code: RoomCode | undefined,
    about: ClientPayload<"create_game">,
  ): Reply | undefined {
    const again = code && rooms.apply(code, { type: "reopen", link: link.id, ...about });
    return again?.ok ? replyOf(again, link) : undefined;
  }

  /** A brought event costs as much as any (N7); but a new link must be able to bring all that it may. */
  function affords(link: Link, events: number): boolean {
    return link.socket.connection.take(Math.min(events, deps.burst - 1));
  }

  return {
    create_game(link, about) {
      const own = reopen(link, link.seat?.code, about);
      if (own) return own;
      if (!openings.spend(link.peer.address)) return refuse("TOO_MANY_ATTEMPTS");
      const { seat: held } = link;
      const { client } = about;
      const lost = client === undefined ? undefined : rooms.leftAloneBy(client);
      const found = reopen(link, lost, about);
      if (!found && !deps.hasRoomLeft()) return refuse("RELAY_FULL");
      leave(link, held);
      if (found) return found;
      return replyOf(rooms.open({ link: link.id, options: undefined, ...about }), link);
    },

    join_game(link, { code: typed, ...about }) {
      const { address } = link.peer;
      if (!joinBudget.allows(address)) return refuse("TOO_MANY_ATTEMPTS");
      const code = parseRoomCode(typed);
      const held = link.seat;
      const done = code ? rooms.apply(code, { type: "join", link: link.id, ...about }) : NOT_FOUND;
      if (!done.ok && done.error === "GAME_NOT_FOUND") joinBudget.failed(address);
      // The old seat is given up only for a seat that is certain (G9).
      if (done.ok && held?.code !== code) leave(link, held);
      return replyOf(done, link);
    },

    leave_game(link) {
      if (!link.seat) return refuse("NOT_IN_GAME");
      leave(link, link.seat);
      link.forget("left_game");
      return GRANTED;
    },

    resume_game(link, { ticket, ...wanted }) {
      const claim = tickets.check(ticket, wallClock());
      if (!claim) {
        stats.resumesRefused += 1;
        return refuse("SEAT_LOST");
      }
      if (!affords(link, wanted.sent?.length ?? 0)) return refuse("TOO_MANY_EVENTS");
      const held = link.seat;
      const done = rooms.resume(resumption(link, claim, wanted));
      if (done.ok) {
        // Whoever comes back to a seat is no newcomer (L4).
        link.refusal = undefined;
        // The other seat of the same room has been given up by the rule itself.
        if (held?.code !== claim.code) leave(link, held);
      }
      return replyOf(done, link);
    },

    heartbeat(link) {
      link.answerBeat();
      rooms.beat(link);
      return GRANTED;
    },
  };
}

function resumption(
  link: Link,
  claim: SeatClaim,
  wanted: Omit<ClientPayload<"resume_game">, "ticket">,
): Resume {
  return { seen: NO_COUNTS, ...wanted, type: "resume", claim, link: link.id, how: "request" };
}

const NOT_FOUND: Step = { ok: false, error: "GAME_NOT_FOUND" };

/** F5: the fields of the event that answers the request, which is the first one delivered to its sender. */
function replyOf(step: Step, link: Link): Reply {
  if (!step.ok) return refuse(step.error);
  for (const effect of step.effects) {
    if (effect.type === "deliver" && effect.link === link.id) {
      return { ok: true, fields: effect.logged.text };
    }
  }
  return GRANTED;
}
