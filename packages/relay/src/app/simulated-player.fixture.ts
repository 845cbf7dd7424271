// A client of the simulation: a plain socket.io-client's memory or an SDK's, and links that can fail
// unnoticed.

import type { Color, JsonObject, LoggedEvent, Offset, SentEvent } from "@en-parlant/protocol";
import { forwardedEvents, MAX_SENT_EVENTS, opponentOf, parseOffset } from "@en-parlant/protocol";
import type { LinkId } from "../room/room.ts";
import type { RoomLink } from "./effects.ts";
import type { EventText } from "./event-text.ts";
import type { HeldSeat } from "./link.ts";

const FORWARDED = new Set(["game_move", "offer_draw", "peer_ready"]);

/** An event as its sender names it, in one line, as those hear it whom it reaches. */
export function heardAs({ event, payload }: Pick<SentEvent, "event" | "payload">): string {
  return textOf(forwardedEvents[event].as, payload);
}

/** An event in one line; no two are the same. */
function textOf(event: string, payload: unknown): string {
  return `${event} ${JSON.stringify(payload)}`;
}

/** A client: what it holds in memory, and what it has been told since it took its seat. */
export class Player {
  /** Numbers its events, keeps the newest and brings them on every resume; the released app does not. */
  readonly numbers: boolean;
  readonly client: string;
  link: FakeLink | undefined;
  offset: Offset | undefined;
  code: string | undefined;
  color: Color = "white";
  /** It knows that somebody sits opposite. */
  joined = false;
  /** Links the relay still believes in. */
  readonly zombies: FakeLink[] = [];
  /** Of an SDK: its newest own events. */
  kept: SentEvent[] = [];
  /** Of an SDK: how far it has numbered. */
  number = 0;
  sent: string[] = [];
  received: string[] = [];
  expected: string[] = [];

  constructor(client: string, numbers: boolean) {
    this.client = client;
    this.numbers = numbers;
  }

  startOver(): void {
    this.offset = undefined;
    this.code = undefined;
    this.joined = false;
    this.kept = [];
    this.number = 0;
    this.sent = [];
    this.received = [];
    this.expected = [];
  }

  /** Takes in what an event says about the seat, and what it brings. */
  hear({ event, payload }: LoggedEvent): void {
    if (event === "game_created" || event === "game_joined" || event === "game_resumed") {
      const { code, color = "white", joined } = payload as unknown as SeatNews;
      this.code = code;
      this.color = color;
      this.joined = joined ?? event === "game_joined";
    }
    if (FORWARDED.has(event)) this.received.push(textOf(event, payload));
  }

  /** Numbers an event and keeps it. */
  keep({ event, payload }: Pick<SentEvent, "event" | "payload">): SentEvent {
    this.number += 1;
    const after = this.offset?.seen[opponentOf(this.color)] ?? 0;
    const sent = { n: this.number, after, event, payload };
    this.kept = [...this.kept, sent].slice(-MAX_SENT_EVENTS);
    return sent;
  }
}

/** What a client learns of its seat from the events that begin it. */
interface SeatNews {
  readonly code: string;
  readonly color?: Color;
  readonly joined?: boolean;
}

/** What happens when a logged event arrives at a live client. */
export type Receive = (link: FakeLink, logged: LoggedEvent, place: Offset) => void;

/** One connection of a player. Whether the relay, or the client, knows that it is dead is another matter. */
export class FakeLink implements RoomLink {
  readonly id: LinkId;
  readonly player: Player;
  seat: HeldSeat | undefined;
  idleSince = 0;
  lastBeat: number | undefined;
  /** So many logged events still arrive at the client. */
  hears = Number.POSITIVE_INFINITY;
  /** Nothing arrives at the relay any more. */
  mute = false;
  /** It has been asked to show that it has what was written to it. */
  isProbed = false;
  readonly #receive: Receive;

  constructor(player: Player, id: LinkId, receive: Receive) {
    this.player = player;
    this.id = id;
    this.#receive = receive;
  }

  get alive(): boolean {
    return this.player.link === this;
  }

  get works(): boolean {
    return this.hears === Number.POSITIVE_INFINITY && !this.mute;
  }

  ticket: RoomLink["ticket"] = (office, { room, color }, now) => office.issue(room, color, now);

  /** Of the events only those that are logged say anything here. */
  write(text: EventText, seq?: number): void {
    if (seq === undefined || !this.alive || this.hears === 0) return;
    this.hears -= 1;
    const [event, payload, offset] = JSON.parse(text) as [string, JsonObject, string];
    this.#receive(this, { seq, event, payload }, parseOffset(offset) as Offset);
  }

  sendBeat(): void {}

  probe(): void {
    this.isProbed = true;
  }

  acknowledgeAll(): void {}

  close(): void {
    if (this.alive) this.player.link = undefined;
  }
}
