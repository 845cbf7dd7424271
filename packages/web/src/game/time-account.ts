// What the moves of a game leave on both clocks: what each carries of its mover's, and what has to be worked out. Knows
// no rules of chess, and nothing of how a game ends.

import type { Color } from "@en-parlant/client";
import { clocksLeft, thinkingSince } from "./clock.ts";
import type { PlayedMove } from "./game.ts";
import type { Clocks, TimeControl } from "./time-control.ts";

/** The time of one game, so far. */
export class TimeAccount {
  readonly #startedAt: number;
  readonly #timeControl: TimeControl | undefined;
  readonly #moves: readonly PlayedMove[];

  /** @param moves - grows with the game */
  constructor(
    start: { readonly startedAt: number; readonly timeControl: TimeControl | undefined },
    moves: readonly PlayedMove[],
  ) {
    this.#startedAt = start.startedAt;
    this.#timeControl = start.timeControl;
    this.#moves = moves;
  }

  /**
   * What a move carries of its mover's clock counts; what it leaves out is worked out. The other's clock it cannot change,
   * or a move could take the opponent's time.
   */
  afterMove(by: Color, carried: Partial<Clocks>, at: number | undefined): Clocks | undefined {
    const known = this.#clocksLeft;
    if (!known) return undefined;
    const used = at === undefined ? 0 : Math.max(0, at - this.#thinkingSince);
    const reckoned = Math.max(0, known[by] - used) + this.#incrementMs;
    return { ...known, [by]: carried[by] ?? reckoned };
  }

  /** When an own move was made that is not confirmed yet: its clock tells how long it took. */
  guessedTime(by: Color, left: Clocks | undefined): number {
    const known = this.#clocksLeft;
    if (!known || !left) return this.#thinkingSince;
    return this.#thinkingSince + Math.max(0, known[by] + this.#incrementMs - left[by]);
  }

  /** What was left on a clock at a time; nothing in a game without clocks. @param turn - whose clock runs */
  leftAt(color: Color, turn: Color, at: number | undefined): number | undefined {
    const known = this.#clocksLeft;
    if (!known) return undefined;
    const used = color === turn && at !== undefined ? at - this.#thinkingSince : 0;
    return known[color] - used;
  }

  /** What was left on a clock when its player made the last move. */
  leftBeforeMove(color: Color): number | undefined {
    const known = this.#clocksLeft;
    return known && known[color] - this.#incrementMs;
  }

  get #clocksLeft(): Clocks | undefined {
    const timeControl = this.#timeControl;
    return clocksLeft({ moves: this.#moves, ...(timeControl && { timeControl }) });
  }

  get #thinkingSince(): number {
    return thinkingSince({ startedAt: this.#startedAt, moves: this.#moves });
  }

  get #incrementMs(): number {
    return this.#timeControl?.incrementMs ?? 0;
  }
}
