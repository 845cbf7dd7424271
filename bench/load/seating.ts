// The opening of one game: White connects and creates it, Black connects and joins it, until both know of each other.
// Some relays do not hear what is said right after they have answered a CONNECT, so a request is repeated.

import type { Player } from "./player.ts";

const REPEAT_MS = 2_000;
const TRIES = 10;

/** Two players who are about to meet. */
export interface SeatingParts {
  readonly white: Player;
  readonly black: Player;
  /** Further fields of `create_game` and `join_game`, as JSON that begins with a comma. */
  readonly extras: () => string;
}

/** One opening; begins when it is made. */
export class Seating {
  /** Rejects where the relay refuses, hangs up or stays silent. */
  readonly done: Promise<void>;
  readonly #parts: SeatingParts;
  readonly #connected = new Set<Player>();
  /** Who knows that both are there. */
  readonly #told = new Set<Player>();
  readonly #timer: NodeJS.Timeout;
  #code = "";
  #tries = 0;
  #finish: (problem?: Error) => void = () => undefined;

  constructor(parts: SeatingParts) {
    this.#parts = parts;
    this.done = new Promise((resolve, reject) => {
      this.#finish = (problem) => {
        clearInterval(this.#timer);
        if (problem) reject(problem);
        else resolve();
      };
    });
    this.#timer = setInterval(() => this.#repeat(), REPEAT_MS);
    parts.white.connect();
  }

  connected(player: Player): void {
    this.#connected.add(player);
    this.#request(player);
  }

  /** An event that has to do with seats. */
  heard(player: Player, event: string, payload: Record<string, unknown>): void {
    if (event === "error") {
      // The second of two equal requests may well be refused while the answer to the first is on its way.
      if (this.#tries === 0) this.#finish(new Error(String(payload.message)));
    } else if (event === "game_created") {
      this.#code = String(payload.code);
      if (!this.#connected.has(this.#parts.black)) this.#parts.black.connect();
    } else {
      this.#told.add(player);
      if (this.#told.size === 2) this.#finish();
    }
  }

  lost(): void {
    this.#finish(new Error("the relay closed a connection"));
  }

  #request(player: Player): void {
    const { white, extras } = this.#parts;
    if (player === white) player.create(extras());
    else player.join(this.#code, extras());
  }

  #repeat(): void {
    const { white, black } = this.#parts;
    this.#tries += 1;
    const silent = this.#code ? black : white;
    if (this.#tries === TRIES) this.#finish(new Error("the relay does not answer a request"));
    else if (this.#connected.has(silent) && !this.#told.has(silent)) this.#request(silent);
  }
}
