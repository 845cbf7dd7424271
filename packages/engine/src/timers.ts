// The wheel, driven by one interval of the runtime, and the time as it knows it. It runs while anything is set, and not
// otherwise.

import type { Timed } from "./timer-wheel.ts";
import { TimerWheel } from "./timer-wheel.ts";

/** How late something may be woken. Fine enough that pings do not leave in bursts. */
const TURN_MS = 20;

/** Wakes what is set. */
export class Timers {
  readonly #clock: () => number;
  readonly #wheel: TimerWheel;
  #interval: NodeJS.Timeout | undefined;
  #now: number;

  /** @param clock - milliseconds of a clock that is never set */
  constructor(clock: () => number) {
    this.#clock = clock;
    this.#now = clock();
    this.#wheel = new TimerWheel(TURN_MS, this.#now);
  }

  /** The time of the last turn: good enough for whatever is measured here, and a tenth of the work for each message. */
  readonly now = (): number => (this.#interval ? this.#now : this.#clock());

  /** How many are set. */
  get size(): number {
    return this.#wheel.size;
  }

  /** Sets, or sets anew: sooner or later. */
  set(entry: Timed, at: number): void {
    if (!this.#interval) {
      // Turns that passed while nothing was set are empty.
      this.refresh();
      this.#interval = setInterval(() => this.#turn(), TURN_MS);
    }
    this.#wheel.set(entry, at);
  }

  /** It is not woken any more. With the last one the interval ends: nothing keeps the process that has nothing to wait for. */
  clear(entry: Timed): void {
    this.#wheel.clear(entry);
    if (this.#wheel.size === 0) this.#stop();
  }

  /** Reads the clock, and wakes what is due. */
  refresh(): void {
    this.#now = this.#clock();
    this.#wheel.advance(this.#now);
  }

  #turn(): void {
    this.refresh();
    if (this.#wheel.size === 0) this.#stop();
  }

  #stop(): void {
    clearInterval(this.#interval);
    this.#interval = undefined;
    this.#wheel.empty();
  }
}
