// The wheel, driven by one interval of the runtime: it runs while anything is set, and not otherwise.

import type { Timed } from "./timer-wheel.ts";
import { TimerWheel } from "./timer-wheel.ts";

/** How late something may be woken. Fine enough that pings do not leave in bursts. */
const TURN_MS = 20;

/** Wakes what is set. */
export class Timers {
  readonly #now: () => number;
  readonly #wheel: TimerWheel;
  #interval: NodeJS.Timeout | undefined;

  /** @param now - milliseconds of a clock that is never set */
  constructor(now: () => number) {
    this.#now = now;
    this.#wheel = new TimerWheel(TURN_MS, now());
  }

  /** How many are set. */
  get size(): number {
    return this.#wheel.size;
  }

  /** Sets, or sets anew: sooner or later. */
  set(entry: Timed, at: number): void {
    if (!this.#interval) {
      // Turns that passed while nothing was set are empty.
      this.#wheel.advance(this.#now());
      this.#interval = setInterval(() => this.#turn(), TURN_MS);
    }
    this.#wheel.set(entry, at);
  }

  clear(entry: Timed): void {
    this.#wheel.clear(entry);
  }

  #turn(): void {
    this.#wheel.advance(this.#now());
    if (this.#wheel.size > 0) return;
    clearInterval(this.#interval);
    this.#interval = undefined;
  }
}
