// Two app doubles at one board, and the whole list of what each of them must hear. A test says what
// is played and what goes wrong; the table compares everything that arrived with what should have.

import type { Color } from "@en-parlant/protocol";
import { opponentOf } from "@en-parlant/protocol";
import { expect } from "vitest";
import { AppDouble } from "./app-double.ts";
import type { TimedMove } from "./app-relay-client.ts";
import type { Entry } from "./recorder.ts";

/** Who plays, and what the joiner types when he is told the code. */
export interface Seating {
  readonly white: AppDouble;
  readonly black: AppDouble;
  readonly typed?: (code: string) => string | Promise<string>;
}

/**
 * The unlogged events, besides heartbeats, that each side must hear; none if left out. `perhaps` stands
 * where both lose their links at once: whether one hears of the other's absence depends on who is
 * back first.
 */
export type Presence = Partial<Record<Color, readonly string[] | "perhaps">>;

const PERHAPS = ["", "peer_back", "peer_away,peer_back"];

const NEITHER: Readonly<Record<Color, Entry[]>> = { white: [], black: [] };

/** A room with both players in it. */
export class Table implements AsyncDisposable {
  readonly white: AppDouble;
  readonly black: AppDouble;
  /** The logged events each side must have received, in order. */
  readonly expected: Record<Color, Entry[]> = structuredClone(NEITHER);
  code = "";
  #moves: readonly TimedMove[] = [];
  #played = 0;

  private constructor({ white, black }: Seating) {
    this.white = white;
    this.black = black;
  }

  /** Creates a game, tells the code, joins it. */
  static async sit(seating: Seating): Promise<Table> {
    const table = new Table(seating);
    const { white, black, typed = (told: string) => told } = seating;
    const code = await white.createGame();
    table.code = code;
    await black.joinGame(await typed(code));
    await table.#attentive();
    table.#expect("white", ["game_created", { code }]);
    table.#expect("white", ["peer_joined", { peerName: black.name }]);
    table.#expect("white", ["game_joined", { color: "white", peerName: black.name, code }]);
    table.#expect("black", ["game_joined", { color: "black", peerName: white.name, code }]);
    return table;
  }

  /** Two more players on the relay, in the middle of a game of their own. */
  static async witness(url: string, moves: readonly TimedMove[]): Promise<Table> {
    const white = new AppDouble(url, "Witness White");
    const table = await Table.sit({ white, black: new AppDouble(url, "Witness Black") });
    await table.start(moves);
    await table.play(4);
    return table;
  }

  /** Both press "Ready"; the game that follows takes its moves from the list. */
  async start(moves: readonly TimedMove[]): Promise<void> {
    await this.#attentive();
    this.#moves = moves;
    this.#played = 0;
    for (const color of ["white", "black"] as const) {
      this[color].ready();
      this.#expect(opponentOf(color), ["peer_ready", {}]);
    }
    await this.settled();
    await this.#attentive();
  }

  /** Plays the next moves, each when the one before has arrived on both sides. */
  async play(count: number): Promise<void> {
    for (let left = count; left > 0; left -= 1) {
      this.sendMove();
      await this.settled();
    }
  }

  /** Plays all moves that are left. */
  playOut(): Promise<void> {
    return this.play(this.#moves.length - this.#played);
  }

  /** The player to move sends the next move, which may have to wait for a connection. */
  sendMove(): void {
    const move = this.#moves[this.#played];
    if (!move) throw new Error("the game has no more moves");
    const mover = this.#played % 2 === 0 ? this.white : this.black;
    this.#played += 1;
    const { uci } = move;
    mover.move(uci);
    this.#expect("white", ["game_move", { uci }]);
    this.#expect("black", ["game_move", { uci }]);
  }

  /** Offers a draw, or accepts the one that was offered. */
  draw(color: Color): void {
    const accepts = this[color].drawOffered;
    this[color].draw();
    const other = opponentOf(color);
    if (accepts) this.#expect(color, ["accept_draw", {}]);
    this.#expect(other, [accepts ? "accept_draw" : "offer_draw", {}]);
  }

  resign(color: Color): void {
    this[color].resign();
    this.#expect(opponentOf(color), ["resign", { color }]);
  }

  /** Waits until both sides have heard as much as they should. */
  async settled(): Promise<void> {
    for (const color of ["white", "black"] as const) {
      const goal = this.expected[color].length;
      const heard = () => this[color].logged.length >= goal;
      await this[color].until(`event no. ${goal} at ${color}`, heard);
    }
  }

  /**
   * Ends the evening so that nothing can still be under way: White resigns, which reaches Black after
   * all else, and Black quits, which reaches White after all else. Then compares every event.
   */
  async verify(presence: Presence = {}): Promise<void> {
    const { white, black } = this;
    for (const player of [white, black]) expect(player.phase).toBe("connected");
    this.resign("white");
    await this.settled();
    black.quit();
    this.#expect("white", ["peer_left", {}]);
    await this.settled();
    for (const color of ["white", "black"] as const) {
      expect(this[color].logged).toEqual(this.expected[color]);
      const { [color]: due = [] } = presence;
      const heard = unlogged(this[color]);
      if (due === "perhaps") expect(PERHAPS).toContain(heard.join());
      else expect(heard).toEqual(due);
    }
    const played = this.#moves.slice(0, this.#played).map(({ uci }) => uci);
    expect(white.core.moves).toEqual(played);
    expect(black.core.moves).toEqual(played);
    expect(white.core.refused).toEqual(played.filter((_, ply) => ply % 2 === 0));
    expect(black.core.refused).toEqual(played.filter((_, ply) => ply % 2 === 1));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.white.quit();
    this.black.quit();
  }

  #expect(color: Color, entry: Entry): void {
    this.expected[color].push(entry);
  }

  async #attentive(): Promise<void> {
    for (const player of [this.white, this.black]) {
      await player.until(`${player.name}'s board`, () => player.attentive);
    }
  }
}

function unlogged({ received }: AppDouble): string[] {
  const heartbeats = new Set(["heartbeat_ack", "peer_heartbeat"]);
  const arrivals = received.filter(({ event, offset }) => !offset && !heartbeats.has(event));
  return arrivals.map(({ event }) => event);
}
