// A client of the simulation: a plain socket.io-client's memory, and links that can die unnoticed.

import type { Json, LoggedEvent } from "@en-parlant/protocol";
import type { LinkId } from "../room/room.ts";
import type { HeldSeat } from "./link.ts";
import type { RoomLink } from "./rooms.ts";

/** A client: what it holds in memory, and what it has been told since it took its seat. */
export class Player {
  link: FakeLink | undefined;
  offset: { seq: number; ticket: string } | undefined;
  code: string | undefined;
  /** Links the relay still believes in. */
  readonly zombies: FakeLink[] = [];
  received: string[] = [];
  expected: string[] = [];
  /** The opponent's departures that it was told of. */
  readonly toldDepartures = new Set<string>();

  startOver(): void {
    this.offset = undefined;
    this.code = undefined;
    this.received = [];
    this.expected = [];
  }
}

/** What happens when a logged event arrives at a live client. */
export type Receive = (link: FakeLink, logged: LoggedEvent, ticket: string) => void;

/** One connection of a player. Whether the relay knows that it is dead is another matter. */
export class FakeLink implements RoomLink {
  readonly id: LinkId;
  readonly player: Player;
  seat: HeldSeat | undefined;
  idleSince = 0;
  readonly #receive: Receive;

  constructor(player: Player, id: LinkId, receive: Receive) {
    this.player = player;
    this.id = id;
    this.#receive = receive;
  }

  get alive(): boolean {
    return this.player.link === this;
  }

  ticket: RoomLink["ticket"] = (office, { room, color }, now) => office.issue(room, color, now);

  send(_event: string, _payload: Json): void {}

  deliver(logged: LoggedEvent, ticket: string): void {
    if (this.alive) this.#receive(this, logged, ticket);
  }

  close(): void {
    if (this.alive) this.player.link = undefined;
  }
}
