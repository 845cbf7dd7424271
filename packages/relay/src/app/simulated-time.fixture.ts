// Time as a number, and the wheel turned by hand: a day passes in milliseconds, and every alarm rings in its turn.

import { Timers } from "@en-parlant/engine";

/** A turn of the wheel, in milliseconds. */
const TURN_MS = 20;

/** Time that passes when it is told to. */
export class SimulatedTime {
  #now = 1_800_000_000_000;
  readonly now = (): number => this.#now;
  readonly timers = new Timers(this.now);

  pass(ms: number): void {
    const end = this.#now + ms;
    while (this.timers.size > 0 && this.#now < end) {
      this.#now = Math.min(this.#now + TURN_MS, end);
      this.timers.refresh();
    }
    this.#now = end;
  }
}
