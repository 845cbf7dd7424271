// A small world for the property test: players with a plain socket.io-client's memory, links that die in
// every way, relays that are killed, and an oracle that knows what everybody must have received.

import type { RoomCode } from "@en-parlant/protocol";
import { clientEvents, opponentOf } from "@en-parlant/protocol";
import { expect, vi } from "vitest";
import type { LinkId } from "../room/room.ts";
import { opponentSeat } from "../room/room.ts";
import type { HeldSeat } from "./link.ts";
import type { Receive } from "./simulated-player.fixture.ts";
import { FakeLink, Player } from "./simulated-player.fixture.ts";
import { SimulatedRelay } from "./simulated-relay.fixture.ts";

type ClientAct =
  | "create"
  | "move"
  | "offer_draw"
  | "heartbeat"
  | "pong"
  | "leave"
  | "drop"
  | "half_open"
  | "zombie_ends"
  | "come_back";

/** One thing that happens. */
export type Operation =
  | { readonly type: ClientAct; readonly client: number }
  | { readonly type: "join"; readonly client: number; readonly host: number }
  | { readonly type: "wait"; readonly ms: number }
  | { readonly type: "restart" };

const CLIENTS = 4;
const FORWARDED = new Set(["game_move", "offer_draw"]);

/** The world. Time is vitest's fake time. */
export class Simulation {
  readonly #players = Array.from({ length: CLIENTS }, () => new Player());
  readonly #links = new Map<LinkId, FakeLink>();
  #names = 0;
  #moves = 0;
  /** How often each seat lost its player, by room identity and colour. */
  readonly #departures = new Map<string, number>();
  #relay = this.#newRelay();

  constructor() {
    vi.useFakeTimers({ now: 1_800_000_000_000 });
  }

  [Symbol.dispose](): void {
    this.#relay.rooms.close();
    vi.useRealTimers();
  }

  perform(operation: Operation): void {
    if (operation.type === "wait") this.timePasses(operation.ms);
    else if (operation.type === "restart") this.#restart();
    else {
      const player = this.#players[operation.client] as Player;
      if (operation.type === "join") this.#join(player, this.#players[operation.host] as Player);
      else this.#act(player, operation.type);
    }
    this.#relay.checkSeats();
  }

  everybodyComesBack(): void {
    for (const player of this.#players) this.#comeBack(player);
    this.#relay.checkSeats();
  }

  timePasses(ms: number): void {
    for (let left = ms; left > 0; left -= 60_000) {
      vi.advanceTimersByTime(Math.min(left, 60_000));
      this.#relay.rooms.sweep();
    }
  }

  received(): readonly (readonly string[])[] {
    return this.#players.map((player) => player.received);
  }

  expected(): readonly (readonly string[])[] {
    return this.#players.map((player) => player.expected);
  }

  leftBehind(): { rooms: number; timers: number } {
    return { rooms: this.#relay.store.size, timers: vi.getTimerCount() };
  }

  /** A logged event arrives at a live client, which remembers its offset. */
  readonly #receive: Receive = (link, { event, payload, seq }, ticket) => {
    const { player } = link;
    if (event === "game_created" || event === "game_joined")
      player.code = (payload as { code: string }).code;
    player.offset = { seq, ticket };
    if (FORWARDED.has(event)) player.received.push(`${event} ${JSON.stringify(payload)}`);
    if (event === "peer_left") this.#checkDeparture(link);
  };

  /** P3, P4: whoever is said to have left is not there, and it is said once. */
  #checkDeparture(link: FakeLink): void {
    const seat = link.seat as HeldSeat;
    const room = this.#relay.store.peek(seat.code);
    if (!room) throw new Error("told of a departure in a room that has ended");
    const at = opponentSeat(room, seat.color)?.presence.at;
    expect(["gone", "left"]).toContain(at);
    const gone = `${room.id} ${opponentOf(seat.color)}`;
    const departure = `${gone} ${this.#departures.get(gone)}`;
    expect(link.player.toldDepartures.has(departure)).toBe(false);
    link.player.toldDepartures.add(departure);
  }

  #act(player: Player, type: ClientAct): void {
    switch (type) {
      case "create":
        this.#create(player);
        break;
      case "move":
        this.#moves += 1;
        this.#say(player, "game_move", { uci: `m${this.#moves}` });
        break;
      case "offer_draw":
        this.#say(player, "offer_draw", {});
        break;
      case "heartbeat":
      case "pong":
        this.#member(player.link, type);
        break;
      case "leave":
        if (player.link?.seat) this.#leave(player);
        break;
      case "drop":
        this.#drop(player);
        break;
      case "half_open":
        if (player.link) player.zombies.push(player.link);
        player.link = undefined;
        break;
      case "zombie_ends":
        this.#end(player.zombies.shift());
        break;
      case "come_back":
        this.#comeBack(player);
    }
  }

  #member(link: FakeLink | undefined, type: "heartbeat" | "pong" | "leave" | "drop"): void {
    if (!link?.seat) return;
    const { code, color } = link.seat;
    this.#relay.rooms.apply(code, { type, by: { link: link.id, color }, silent: false });
  }

  #create(player: Player): void {
    this.#comeBack(player);
    const link = this.#connected(player);
    if (link.seat) this.#leave(player);
    player.startOver();
    this.#relay.rooms.open({ link: link.id, name: "Ann", options: undefined });
  }

  #join(player: Player, host: Player): void {
    const code = host.code as HeldSeat["code"] | undefined;
    if (!code) return;
    this.#comeBack(player);
    const link = this.#connected(player);
    const command = { type: "join", link: link.id, name: "Bob" } as const;
    if (!this.#relay.rooms.foresee(code, command).ok) return;
    if (link.seat) this.#leave(player);
    player.startOver();
    this.#relay.rooms.apply(code, command);
  }

  #leave(player: Player): void {
    this.#departs(player.link);
    this.#member(player.link, "leave");
    player.startOver();
  }

  /** The oracle: who holds a seat now, or will come back to it, must get this once. */
  #say(player: Player, event: "game_move" | "offer_draw", payload: { uci?: string }): void {
    const { link } = player;
    if (!link?.seat) return;
    const { code, color } = link.seat;
    const text = `${event} ${JSON.stringify(payload)}`;
    const opponent = this.#opponentOf(player, code);
    opponent?.expected.push(text);
    if (event === "game_move") player.expected.push(text);
    const row = clientEvents[event];
    this.#relay.rooms.apply(code, { type: "forward", by: { link: link.id, color }, row, payload });
  }

  /** Nobody, while the room waits: a host rebuilt from an old ticket may not know of its joiner yet. */
  #opponentOf(player: Player, code: RoomCode): Player | undefined {
    if (this.#relay.store.peek(code)?.phase !== "playing") return undefined;
    return this.#players.find(
      (other) => other !== player && other.code === code && this.#mayReturn(other),
    );
  }

  /** Whether the player holds, or can still take back, the seat of its ticket. */
  #mayReturn({ offset }: Player): boolean {
    const claim = offset && this.#relay.tickets.check(offset.ticket, Date.now());
    return claim !== undefined && this.#relay.rooms.couldResume(claim);
  }

  #drop(player: Player): void {
    const { link } = player;
    player.link = undefined;
    this.#end(link);
  }

  #departs(link: FakeLink | undefined): void {
    const room = link?.seat && this.#relay.store.peek(link.seat.code);
    if (!room || !link?.seat) return;
    const seat = `${room.id} ${link.seat.color}`;
    this.#departures.set(seat, (this.#departures.get(seat) ?? 0) + 1);
  }

  /** The relay learns that a link has ended. */
  #end(link: FakeLink | undefined): void {
    if (!link) return;
    this.#departs(link);
    this.#member(link, "drop");
    this.#links.delete(link.id);
  }

  #connected(player: Player): FakeLink {
    if (player.link) return player.link;
    const link = new FakeLink(player, `link${++this.#names}`, this.#receive);
    this.#links.set(link.id, link);
    player.link = link;
    return link;
  }

  #comeBack(player: Player): void {
    if (player.link) return;
    const { offset } = player;
    const claim = offset && this.#relay.tickets.check(offset.ticket, Date.now());
    const link = this.#connected(player);
    if (!claim || !this.#relay.rooms.couldResume(claim)) {
      player.startOver();
      return;
    }
    const { seq } = offset;
    this.#relay.rooms.resume({ type: "resume", claim, link: link.id, seq, how: "recovery" });
    expect(link.seat).toMatchObject({ code: claim.code, color: claim.color });
  }

  /** SIGKILL and start: no memory, another issuer, the same secret. What had not arrived is lost. */
  #restart(): void {
    this.#relay.rooms.close();
    this.#links.clear();
    for (const player of this.#players) {
      player.link = undefined;
      player.zombies.length = 0;
      player.expected = [...player.received];
    }
    this.#departures.clear();
    for (const player of this.#players) player.toldDepartures.clear();
    this.#relay = this.#newRelay();
  }

  #newRelay(): SimulatedRelay {
    return new SimulatedRelay(this.#links, () => {
      this.#names += 1;
      return this.#names;
    });
  }
}
