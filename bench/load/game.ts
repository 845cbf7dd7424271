// Two players and the move that is under way between them: who sent it, when, and what came of it. The players' events
// end here; everything else asks games.

import { Samples } from "../statistics.ts";
import type { Dial, PlayerEvents } from "./player.ts";
import { Player } from "./player.ts";
import { Seating } from "./seating.ts";

/** What all games together have seen. */
export interface Tally {
  /** From writing a move to reading it at the opponent's link, in ms. */
  readonly arrivals: Samples;
  /** From writing a move to reading it back at its sender's, where the relay sends it back. */
  readonly echoes: Samples;
  /** Moves sent. */
  moves: number;
  /** Heartbeats sent, … */
  beats: number;
  /** … and acknowledged. */
  answers: number;
  /** Moves that have reached the opponent. */
  arrived: number;
  /** Moves that did not begin because the one before had not arrived. */
  late: number;
  /** Links that ended by themselves. */
  lost: number;
  /** How much later than asked the load's own timer came, in ms: what it adds to a latency is at most that. */
  readonly lags: Samples;
}

export function emptyTally(): Tally {
  return {
    arrivals: new Samples(),
    echoes: new Samples(),
    moves: 0,
    beats: 0,
    answers: 0,
    arrived: 0,
    late: 0,
    lost: 0,
    lags: new Samples(),
  };
}

/** What a game is made with. */
export interface GameParts {
  readonly dial: Dial;
  readonly tally: Tally;
  readonly extras: () => string;
}

/** One game. */
export class Game {
  readonly white: Player;
  readonly black: Player;
  readonly #parts: GameParts;
  /** Whose turn it is. */
  #mover: Player;
  /** When the move under way was sent, 0 for none. */
  #sentAt = 0;
  #echoDueSince = 0;
  /** While the game is being opened. */
  #seating: Seating | undefined;
  /** Called when a move has reached the opponent. */
  onMove: (() => void) | undefined;
  /** Called when a player's namespace is connected again. */
  onBack: ((player: Player) => void) | undefined;

  constructor(parts: GameParts) {
    this.#parts = parts;
    const events: PlayerEvents = {
      connected: (player) =>
        this.#seating ? this.#seating.connected(player) : this.onBack?.(player),
      seated: (player, event, payload) => this.#seating?.heard(player, event, payload),
      answered: () => {
        parts.tally.answers += 1;
      },
      moved: (player, isOwn) => this.#moved(player, isOwn),
      lost: () => {
        parts.tally.lost += 1;
        this.#seating?.lost();
      },
    };
    this.white = new Player("white", parts.dial, events);
    this.black = new Player("black", parts.dial, events);
    this.#mover = this.white;
  }

  get players(): readonly [Player, Player] {
    return [this.white, this.black];
  }

  /** Connects both and seats them in one game. @throws where the relay refuses, hangs up or stays silent */
  async seat(): Promise<void> {
    const { extras } = this.#parts;
    this.#seating = new Seating({ white: this.white, black: this.black, extras });
    await this.#seating.done;
    this.#seating = undefined;
  }

  /** Sends the next move, by turns, unless one is under way. */
  move(): void {
    const { tally } = this.#parts;
    if (this.#sentAt > 0) {
      tally.late += 1;
      return;
    }
    tally.moves += 1;
    this.#sentAt = performance.now();
    this.#echoDueSince = this.#sentAt;
    this.#mover.move();
  }

  #moved(player: Player, isOwn: boolean): void {
    const { tally } = this.#parts;
    const now = performance.now();
    if (isOwn) {
      if (this.#echoDueSince > 0) tally.echoes.add(now - this.#echoDueSince);
      this.#echoDueSince = 0;
      return;
    }
    if (this.#sentAt === 0) return;
    tally.arrivals.add(now - this.#sentAt);
    tally.arrived += 1;
    this.#sentAt = 0;
    this.#mover = player;
    this.onMove?.();
  }
}
