// Two players and the move that is under way between them: who sent it, when, and what came of it. The players' events
// end here; everything else asks games.

import { Samples } from "../statistics.ts";
import type { Dial, PlayerEvents } from "./player.ts";
import { Player } from "./player.ts";

/** What all games together have seen. */
export interface Tally {
  /** From writing a move to reading it at the opponent's link, in ms. */
  readonly arrivals: Samples;
  /** From writing a move to reading it back at its sender's, where the relay sends it back. */
  readonly echoes: Samples;
  /** Events sent: heartbeats and moves. */
  sent: number;
  /** Moves that have reached the opponent. */
  moves: number;
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
    sent: 0,
    moves: 0,
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
  #code = "";
  #onSeated: ((problem?: Error) => void) | undefined;
  /** Who has been told that both are there. */
  #told = new Set<Player>();
  /** Called when a move has reached the opponent. */
  onMove: (() => void) | undefined;
  /** Called when a player's namespace is connected again. */
  onBack: ((player: Player) => void) | undefined;

  constructor(parts: GameParts) {
    this.#parts = parts;
    const events: PlayerEvents = {
      connected: (player) => this.#connected(player),
      seated: (player, event, payload) => this.#seated(player, event, payload),
      moved: (player, isOwn) => this.#moved(player, isOwn),
      lost: () => this.#lost(),
    };
    this.white = new Player("white", parts.dial, events);
    this.black = new Player("black", parts.dial, events);
    this.#mover = this.white;
  }

  get players(): readonly [Player, Player] {
    return [this.white, this.black];
  }

  /** Connects both and seats them in one game. @throws where the relay refuses or hangs up */
  seat(): Promise<void> {
    this.#told.clear();
    return new Promise((resolve, reject) => {
      this.#onSeated = (problem) => {
        this.#onSeated = undefined;
        if (problem) reject(problem);
        else resolve();
      };
      this.white.connect();
    });
  }

  /** Sends the next move, by turns, unless one is under way. */
  move(): void {
    const { tally } = this.#parts;
    if (this.#sentAt > 0) {
      tally.late += 1;
      return;
    }
    tally.sent += 1;
    this.#sentAt = performance.now();
    this.#echoDueSince = this.#sentAt;
    this.#mover.move();
  }

  /** Forgets a move that was under way: its link has been cut, or nobody waits for it any more. */
  forgetMove(): void {
    this.#sentAt = 0;
    this.#echoDueSince = 0;
  }

  #connected(player: Player): void {
    const { extras } = this.#parts;
    if (!this.#onSeated) this.onBack?.(player);
    else if (player === this.white) player.create(extras());
    else player.join(this.#code, extras());
  }

  #seated(player: Player, event: string, payload: Record<string, unknown>): void {
    if (event === "error") {
      this.#onSeated?.(new Error(String(payload.message)));
    } else if (event === "game_created") {
      this.#code = String(payload.code);
      this.black.connect();
    } else {
      this.#told.add(player);
      if (this.#told.size === 2) this.#onSeated?.();
    }
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
    tally.moves += 1;
    this.#sentAt = 0;
    this.#mover = player;
    this.onMove?.();
  }

  #lost(): void {
    this.#parts.tally.lost += 1;
    this.#onSeated?.(new Error("the relay closed a connection"));
  }
}
