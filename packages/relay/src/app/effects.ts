// What a rule wants done, done on the links: what is to be said becomes the text of an event here. Decides nothing.

import type { Color, RoomCode } from "@en-parlant/protocol";
import { formatOffset } from "@en-parlant/protocol";
import type { LinkId, Room, Time } from "../room/room.ts";
import type { Effect } from "../room/step.ts";
import type { TicketOffice } from "../ticket.ts";
import type { EventText } from "./event-text.ts";
import { eventText } from "./event-text.ts";
import type { HeldSeat } from "./link.ts";

/** What the rooms do to a connection. */
export interface RoomLink {
  readonly id: LinkId;
  seat: HeldSeat | undefined;
  idleSince: Time;
  lastBeat: Time | undefined;
  /**
   * Writes an event.
   * @param seq - its number, if it is logged
   */
  write(event: EventText, seq?: number): void;
  sendBeat(withinMs?: number): void;
  probe(): void;
  acknowledgeAll(): void;
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
      if (room) deliver(effect, { link, room }, deps);
      return;
    case "probe":
      link.probe();
      return;
    case "send":
      link.write(eventText(effect.event, effect.text));
      return;
    case "close":
      link.close(effect.why === "ended");
  }
}

/** S1: a logged event ends in the seat's offset, its place in a history that is the seat's own. */
function deliver(
  { logged, color, seen }: Effect & { readonly type: "deliver" },
  { link, room }: { readonly link: RoomLink; readonly room: Room },
  { tickets, wallClock }: EffectDependencies,
): void {
  const { event, text, seq } = logged;
  const ticket = link.ticket(tickets, { room, color }, wallClock());
  link.write(eventText(event, text, formatOffset(seq, ticket, seen)), seq);
}
