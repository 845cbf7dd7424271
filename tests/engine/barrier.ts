// Proof that a server has dealt with what was sent to it, without waiting for time: five round trips on a connection of
// their own, each answered in a later turn of the server's loop. Shared by all who wait, so hundreds cost what one costs.

import type { HttpPool } from "./http-pool.ts";
import { HARMLESS } from "./http-pool.ts";

/** Round trips that begin after the question. What a server puts off, it puts off by a turn or two. */
const ROUND_TRIPS = 5;

interface Waiting {
  left: number;
  readonly pass: () => void;
}

/** The barrier of one server. */
export class Barrier {
  readonly #pool: HttpPool;
  #waiting: Waiting[] = [];
  #isTravelling = false;

  constructor(pool: HttpPool) {
    this.#pool = pool;
  }

  passed(): Promise<void> {
    return new Promise((pass) => {
      this.#waiting.push({ left: ROUND_TRIPS, pass });
      if (!this.#isTravelling) void this.#travel();
    });
  }

  async #travel(): Promise<void> {
    this.#isTravelling = true;
    while (this.#waiting.length > 0) {
      const travelling = [...this.#waiting];
      await this.#pool.ask(HARMLESS);
      // What the server wrote before this answer may lie beside it, unread.
      await new Promise(setImmediate);
      for (const waiting of travelling) waiting.left -= 1;
      const arrived = new Set(travelling.filter(({ left }) => left === 0));
      this.#waiting = this.#waiting.filter((waiting) => !arrived.has(waiting));
      for (const { pass } of arrived) pass();
    }
    this.#isTravelling = false;
  }
}
