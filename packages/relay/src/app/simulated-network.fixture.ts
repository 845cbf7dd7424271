// What lies between the players and the relay of the moment: links that come and go, with either side's
// knowledge or without, and a relay that can be killed. Knows what happened, not what should.

import type { RoomCode } from "@en-parlant/protocol";
import { NO_COUNTS } from "@en-parlant/protocol";
import { claimedRoom } from "../room/rebuild.ts";
import type { LinkId, Room } from "../room/room.ts";
import { step } from "../room/rules.ts";
import type { Join, RuleContext, SeatClaim } from "../room/step.ts";
import { Departures } from "./simulated-departures.fixture.ts";
import type { Player, Receive } from "./simulated-player.fixture.ts";
import { FakeLink } from "./simulated-player.fixture.ts";
import { SimulatedRelay, TIMES } from "./simulated-relay.fixture.ts";
import { SimulatedTime } from "./simulated-time.fixture.ts";

/** One network, and one relay at a time. */
export class SimulatedNetwork {
  readonly time = new SimulatedTime();
  relay: SimulatedRelay;
  departures = new Departures();
  readonly #links = new Map<LinkId, FakeLink>();
  readonly #receive: Receive;
  #names = 0;

  constructor(receive: Receive) {
    this.#receive = receive;
    this.relay = this.#newRelay();
  }

  /** The player's link, a new one if he has none. */
  connect(player: Player): FakeLink {
    if (player.link) return player.link;
    const link = new FakeLink(player, `link${++this.#names}`, this.#receive);
    this.#links.set(link.id, link);
    player.link = link;
    return link;
  }

  /** What the player's offset is worth. */
  claim({ offset }: Player): SeatClaim | undefined {
    return offset && this.relay.tickets.check(offset.ticket, this.time.now());
  }

  /** A room that stands. */
  room(code: RoomCode): Room {
    return this.relay.store.peek(code) as Room;
  }

  /** Whether a room would take the joiner now. */
  isOpenTo(code: RoomCode, joiner: Join): boolean {
    const room = this.relay.store.peek(code);
    return room !== undefined && step(room, joiner, this.#context()).ok;
  }

  /** Whether the claim's seat would be given back now. */
  couldResume(claim: SeatClaim): boolean {
    const { peek, hasEnded } = this.relay.store;
    const context = this.#context();
    const room = claimedRoom(peek(claim.code), claim, { context, hasEnded });
    const asked = { link: "", seq: 0, seen: NO_COUNTS, how: "recovery" } as const;
    return room !== undefined && step(room, { type: "resume", claim, ...asked }, context).ok;
  }

  /** A member does what needs no more words. */
  tell(
    link: FakeLink | undefined,
    type: "heartbeat" | "pong" | "arrived" | "leave" | "drop",
  ): void {
    if (!link?.seat || (link.mute && type !== "drop")) return;
    const { rooms } = this.relay;
    const { code, color } = link.seat;
    if (type === "leave" || type === "drop") this.departures.lost(this.room(code), color);
    if (type === "heartbeat") rooms.beat(link);
    else if (type === "pong") rooms.pong(link);
    else if (type === "drop") rooms.submit(link, { type, silent: false, lastBeat: link.lastBeat });
    else rooms.submit(link, { type });
  }

  /** Whoever was asked to show that it has what was written to it, and can, does so. */
  prove(): void {
    for (const link of [...this.#links.values()]) {
      if (!link.isProbed || !link.alive || !link.works) continue;
      link.isProbed = false;
      this.tell(link, "arrived");
    }
  }

  /** The client has lost its link, and the relay does not know. */
  halfOpen(player: Player): void {
    if (player.link) player.zombies.push(player.link);
    player.link = undefined;
  }

  /** Both know. */
  drop(player: Player): void {
    const { link } = player;
    player.link = undefined;
    this.end(link);
  }

  /** The relay learns that a link has ended. */
  end(link: FakeLink | undefined): void {
    if (!link) return;
    this.tell(link, "drop");
    this.#links.delete(link.id);
  }

  /** SIGKILL and start: no memory, another issuer, the same secret. */
  restart(players: readonly Player[]): void {
    this.relay.rooms.close();
    this.#links.clear();
    for (const player of players) {
      player.link = undefined;
      player.zombies.length = 0;
    }
    this.departures = new Departures();
    this.relay = this.#newRelay();
  }

  #context(): RuleContext {
    return { now: this.time.now(), ...TIMES };
  }

  #newRelay(): SimulatedRelay {
    return new SimulatedRelay({
      links: this.#links,
      time: this.time,
      number: () => {
        this.#names += 1;
        return this.#names;
      },
    });
  }
}
