// All games of a run: seats them, keeps hearts and moves going, and notes how late the load itself is.

import { emptyTally, Game } from "./game.ts";
import type { Dial, Player } from "./player.ts";
import { Rotation, shuffled } from "./rotation.ts";

/** The released app's. */
const HEARTBEAT_MS = 5_000;

const TICK_MS = 4;

/** What a run is played with. */
export interface TableParts {
  readonly dial: Dial;
  /** Further fields of `create_game` and `join_game`, as JSON that begins with a comma. */
  readonly extras?: () => string;
}

/** All games. */
export class Table {
  games: Game[] = [];
  readonly tally = emptyTally();
  readonly #parts: TableParts;
  #rotations: { turn(now: number): void }[] = [];

  constructor(parts: TableParts) {
    this.#parts = parts;
    let last = performance.now();
    setInterval(() => {
      const now = performance.now();
      this.tally.lags.add(Math.max(0, now - last - TICK_MS));
      for (const rotation of this.#rotations) rotation.turn(now);
      last = now;
    }, TICK_MS);
  }

  get players(): Player[] {
    return this.games.flatMap(({ players }) => players);
  }

  /**
   * Seats so many more players.
   * @param inFlight - games that are being opened at a time
   * @returns how long each game took from its first connection until both knew of each other, in ms
   */
  async seat(players: number, inFlight: number): Promise<number[]> {
    const { dial, extras = () => "" } = this.#parts;
    const parts = { dial, extras, tally: this.tally };
    const fresh = Array.from({ length: players / 2 }, () => new Game(parts));
    this.games.push(...fresh);
    const waiting = fresh.values();
    const times: number[] = [];
    const oneByOne = async () => {
      for (const game of waiting) {
        const from = performance.now();
        await game.seat();
        times.push(performance.now() - from);
      }
    };
    await Promise.all(Array.from({ length: inFlight }, oneByOne));
    return times;
  }

  /** From now on all hearts beat, and each game moves once in the period, if there is one; in no order. */
  play(moveEveryMs?: number): void {
    const beat = (player: Player) => {
      this.tally.beats += 1;
      player.beat();
    };
    this.#rotations = [new Rotation(shuffled(this.players), HEARTBEAT_MS, beat)];
    if (moveEveryMs === undefined) return;
    const move = (game: Game) => game.move();
    this.#rotations.push(new Rotation(shuffled(this.games), moveEveryMs, move));
  }

  pause(): void {
    this.#rotations = [];
  }
}
