// A small world for the property test: players with the released app or an SDK, links that die in every
// way, relays that are killed. What everybody must have received is the oracle's business.

import type { LoggedEvent, RelayPayloads, RoomCode, SentEvent } from "@en-parlant/protocol";
import { APP_SCREEN_MS, forwardedEvents } from "@en-parlant/protocol";
import { expect } from "vitest";
import type { Resume, SeatClaim } from "../room/step.ts";
import type { HeldSeat } from "./link.ts";
import { SimulatedNetwork } from "./simulated-network.fixture.ts";
import { Oracle } from "./simulated-oracle.fixture.ts";
import type { FakeLink } from "./simulated-player.fixture.ts";
import { heardAs, Player } from "./simulated-player.fixture.ts";

type ClientAct =
  | "create"
  | "move"
  | "offer_draw"
  | "ready"
  | "heartbeat"
  | "pong"
  | "leave"
  | "drop"
  | "half_open"
  | "deafen"
  | "mute"
  | "zombie_ends"
  | "come_back";

/** One thing that happens. */
export type Operation =
  | { readonly type: ClientAct; readonly client: number }
  /** Comes back on a link that is lost again after so many events. */
  | { readonly type: "blink"; readonly client: number; readonly hears: number }
  | { readonly type: "join"; readonly client: number; readonly host: number }
  | { readonly type: "wait"; readonly ms: number }
  | { readonly type: "restart" };

/** Where something is said: the room, and whether somebody sits opposite. */
type Game = Pick<SeatClaim, "roomId" | "joined">;

type Resumed = RelayPayloads["game_resumed"];

/** The world. */
export class Simulation {
  readonly #players: readonly Player[];
  readonly #oracle = new Oracle();
  readonly #network: SimulatedNetwork;
  #utterances = 0;

  /** @param kinds - one player each, who numbers his events or does not */
  constructor(kinds: readonly boolean[]) {
    this.#players = kinds.map((numbers, index) => new Player(`client ${index}`, numbers));
    this.#network = new SimulatedNetwork((link, logged, place) => {
      link.player.offset = place;
      this.#hear(link, logged);
    });
  }

  [Symbol.dispose](): void {
    this.#network.relay.rooms.close();
  }

  perform(operation: Operation): void {
    this.#network.prove();
    if (operation.type === "wait") this.timePasses(operation.ms);
    else if (operation.type === "restart") this.#restart();
    else {
      const player = this.#players[operation.client] as Player;
      if (operation.type === "join") this.#join(player, this.#players[operation.host] as Player);
      else if (operation.type === "blink") this.#comeBack(player, operation.hears);
      else this.#act(player, operation.type);
    }
    this.#network.relay.checkSeats();
  }

  everybodyComesBack(): void {
    for (const player of this.#players) this.#comeBack(player);
    // Each of the events that open a screen may wait for the one before (F8).
    for (let screen = 0; screen < 20; screen += 1) {
      this.#network.prove();
      this.timePasses(APP_SCREEN_MS);
    }
    this.#network.relay.checkSeats();
    for (const player of this.#players) this.#oracle.checkOrder(player);
    for (const player of this.#players) {
      const { seat } = player.link as FakeLink;
      if (seat) this.#oracle.checkKept(player, this.#opponents(player, this.#game(seat.code)));
    }
  }

  timePasses(ms: number): void {
    for (let left = ms; left > 0; left -= 60_000) {
      this.#network.time.pass(Math.min(left, 60_000));
      this.#network.relay.rooms.sweep();
    }
  }

  received(): readonly (readonly string[])[] {
    return this.#players.map((player) => player.received);
  }

  expected(): readonly (readonly string[])[] {
    return this.#players.map((player) => player.expected);
  }

  leftBehind(): { rooms: number; timers: number } {
    return { rooms: this.#network.relay.store.size, timers: this.#network.time.timers.size };
  }

  /** A logged event arrives at a live client, by itself or in a snapshot. */
  #hear(link: FakeLink, logged: LoggedEvent): void {
    const { player } = link;
    player.hear(logged);
    if (logged.event === "peer_left") {
      const { code, color } = link.seat as HeldSeat;
      this.#network.departures.check(player, this.#network.room(code), color);
    }
    if (logged.event !== "game_resumed") return;
    const { number, events } = logged.payload as unknown as Resumed;
    // Whatever it has sent has been taken, or is brought in this very step (N5).
    expect(number).toBe(player.number);
    for (const missed of events) this.#hear(link, missed);
  }

  #act(player: Player, type: ClientAct): void {
    switch (type) {
      case "create":
        this.#create(player);
        break;
      case "move":
        this.#say(player, "game_move");
        break;
      case "offer_draw":
      case "ready":
        this.#say(player, type);
        break;
      case "heartbeat":
      case "pong":
        this.#network.tell(player.link, type);
        break;
      case "leave":
        if (player.link?.seat && !player.link.mute) this.#leave(player);
        break;
      case "drop":
        this.#network.drop(player);
        break;
      case "half_open":
        this.#network.halfOpen(player);
        break;
      case "deafen":
        if (player.link) player.link.hears = 0;
        break;
      case "mute":
        if (player.link) player.link.mute = true;
        break;
      case "zombie_ends":
        this.#network.end(player.zombies.shift());
        break;
      case "come_back":
        this.#comeBack(player);
    }
  }

  #create(player: Player): void {
    this.#comeBack(player);
    const link = this.#network.connect(player);
    if (link.seat) this.#leave(player);
    player.startOver();
    this.#network.relay.rooms.open({ link: link.id, name: "Ann", options: undefined });
  }

  #join(player: Player, host: Player): void {
    const code = host.code as HeldSeat["code"] | undefined;
    if (!code) return;
    this.#comeBack(player);
    const link = this.#network.connect(player);
    const command = { type: "join", link: link.id, name: "Bob" } as const;
    if (link.seat?.code === code || !this.#network.isOpenTo(code, command)) return;
    if (link.seat) this.#leave(player);
    player.startOver();
    this.#network.relay.rooms.apply(code, command);
  }

  #leave(player: Player): void {
    this.#network.tell(player.link, "leave");
    player.startOver();
  }

  #say(player: Player, event: "game_move" | "offer_draw" | "ready"): void {
    const { link } = player;
    const arrives = link?.seat !== undefined && !link.mute;
    // An SDK speaks whenever it has an opponent, for it can say it again; the app needs a seat.
    if (player.numbers ? !player.joined : !arrives) return;
    this.#utterances += 1;
    const payload = { uci: `u${this.#utterances}` };
    this.#oracle.said(heardAs({ event, payload }), player);
    const number = player.numbers ? player.keep({ event, payload }).n : undefined;
    if (!arrives) return;
    const { code } = link.seat as HeldSeat;
    this.#taken(player, { event, payload }, this.#game(code));
    const row = forwardedEvents[event];
    this.#network.relay.rooms.submit(link, { type: "forward", row, payload, number });
  }

  /** The oracle: who holds a seat now, or will come back to it, must get this once. */
  #taken(by: Player, event: Pick<SentEvent, "event" | "payload">, game: Game): void {
    const to = [...this.#opponents(by, game), ...(event.event === "game_move" ? [by] : [])];
    this.#oracle.taken(heardAs(event), to);
  }

  #game(code: RoomCode): Game {
    const { id, phase } = this.#network.room(code);
    return { roomId: id, joined: phase === "playing" };
  }

  /**
   * Whoever holds, or can still take back, the seat opposite. They may be two whom different relays gave
   * it (S8): the second one to come back starts afresh. Nobody, while the room waits: a host rebuilt from
   * an old ticket may not know of its joiner yet.
   */
  #opponents(player: Player, { roomId, joined }: Game): readonly Player[] {
    return this.#players.filter((other) => {
      const claim = this.#network.claim(other);
      const isThere = claim?.roomId === roomId && this.#network.couldResume(claim);
      return joined && other !== player && isThere;
    });
  }

  #comeBack(player: Player, hears = Number.POSITIVE_INFINITY): void {
    if (player.link && !player.link.works) this.#network.halfOpen(player);
    if (player.link) return;
    const claim = this.#network.claim(player);
    const link = this.#network.connect(player);
    if (!claim || !this.#network.couldResume(claim)) {
      player.startOver();
      return;
    }
    link.hears = hears;
    const resume = this.#resumption(link, claim);
    const done = this.#network.relay.rooms.resume(resume);
    expect(link.seat).toMatchObject({ code: claim.code, color: claim.color });
    expect(done.ok).toBe(true);
    if (!link.works) this.#network.halfOpen(player);
  }

  #resumption({ id, player }: FakeLink, claim: SeatClaim): Resume {
    const { seq, seen } = player.offset as NonNullable<Player["offset"]>;
    const recovery = { type: "resume", claim, link: id, seq, seen } as const;
    if (!player.numbers) return { ...recovery, how: "recovery" };
    for (const brought of player.kept) this.#taken(player, brought, claim);
    const { kept: sent, client } = player;
    return { ...recovery, sent, client, returning: true, how: "request" };
  }

  /** What had not arrived is lost. */
  #restart(): void {
    this.#network.restart(this.#players);
    for (const player of this.#players) this.#oracle.forgotten(player);
  }
}
