// What a rule wants done, done on the links. Decides nothing.

import type { Color, Counts, RoomCode } from "@en-parlant/protocol";
import type { PayloadText } from "../room/payload-text.ts";
import type { LinkId, LoggedText, Room, Time } from "../room/room.ts";
import type { Effect } from "../room/step.ts";
import type { TicketOffice } from "../ticket.ts";
import type { HeldSeat } from "./link.ts";

/** What the rooms do to a connection. */
export interface RoomLink {
  readonly id: LinkId;
  seat: HeldSeat | undefined;
  idleSince: Time;
  lastBeat: Time | undefined;
  send(event: string, text: PayloadText): void;
  sendBeat(withinMs?: number): void;
  probe(): void;
  acknowledgeAll(): void;
  deliver(logged: LoggedText, place: { ticket: string; seen: Counts }): void;
  ticket(office: TicketOffice, seat: { room: Room; color: Color }, now: Time): string;
  close(forGood: boolean): void;
}

/** What is needed to do it. */
export interface EffectDependencies {
  readonly links: ReadonlyMap<LinkId, RoomLink>;
  readonly tickets: TicketOffice;
  /** Milliseconds of a clock that is never set: durations are counted by it. */
  readonly now: () => Time;
  /** Milliseconds since the epoch: tickets travel between processes. */
  readonly wallClock: () => number;
}

/** Where an effect comes from: the room as it is now, or `undefined` if it has ended. */
interface Source {
  readonly code: RoomCode;
  readonly room: Room | undefined;
}

/** Does it, if the link is still there. */
export function perform(effect: Effect, { code, room }: Source, deps: EffectDependencies): void {
  const link = deps.links.get(effect.link);
  if (!link) return;
  switch (effect.type) {
    case "seated":
      if (link.seat) link.acknowledgeAll();
      link.seat = { code, color: effect.color };
      link.lastBeat = effect.lastBeat;
      return;
    case "unseated":
      // It may have taken a seat in another room before it left this one (G9).
      if (link.seat?.code !== code) return;
      link.seat = undefined;
      link.idleSince = deps.now();
      link.acknowledgeAll();
      return;
    case "deliver":
      if (room) {
        const ticket = link.ticket(deps.tickets, { room, color: effect.color }, deps.wallClock());
        link.deliver(effect.logged, { ticket, seen: effect.seen });
      }
      return;
    case "probe":
      link.probe();
      return;
    case "send":
      link.send(effect.event, effect.text);
      return;
    case "close":
      link.close(effect.why === "ended");
  }
}
