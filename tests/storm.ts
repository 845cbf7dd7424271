// Bad weather on one link, drawn from a seed: cuts, losses that only one side notices, absences, delays,
// attempts that arrive twice. Knows nothing of what the link carries, only when it carries something.

import type { LinkProxy } from "./link-proxy.ts";
import type { Seeded } from "./seeded.ts";

/** Most pieces of bytes between two blows; a return takes about eight. */
const PIECES = 40;
/** Longest absence, and longest delay of a piece, in milliseconds. */
const ABSENCE_MS = 20;
const DELAY_MS = 8;

type Blow = "cut" | "freeze" | "swallow" | "absence" | "delay" | "calm" | "duplicate";

const BLOWS: readonly [Blow, ...Blow[]] = [
  "cut",
  "freeze",
  "swallow",
  "absence",
  "delay",
  "calm",
  "duplicate",
];

/**
 * Rages from its making until it is told to end, then leaves the link as good as new. Its blows come by what is
 * said on the link, not by time: so a busy machine has the same weather, and a game gets on.
 */
export class Storm implements AsyncDisposable {
  readonly #link: LinkProxy;
  readonly #chance: Seeded;
  #left = 0;
  #striking = false;
  #lastBlow: Promise<void> = Promise.resolve();

  constructor(link: LinkProxy, chance: Seeded) {
    this.#link = link;
    this.#chance = chance;
    this.#wait();
    link.onPiece = () => this.#count();
  }

  /** Waits for the last blow. */
  async end(): Promise<void> {
    this.#link.onPiece = () => {};
    await this.#lastBlow;
    this.#link.delayMs = 0;
    this.#link.duplicating = false;
    this.#link.accept();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.end();
  }

  #count(): void {
    this.#left -= 1;
    if (this.#left > 0 || this.#striking) return;
    this.#striking = true;
    this.#lastBlow = this.#strike(this.#chance.pick(BLOWS)).finally(() => {
      this.#striking = false;
      this.#wait();
    });
  }

  #wait(): void {
    this.#left = 1 + this.#chance.below(PIECES);
  }

  async #strike(blow: Blow): Promise<void> {
    const link = this.#link;
    // The piece that it comes with is lost, or the last to arrive.
    if (this.#chance.below(2) === 0) await new Promise(setImmediate);
    switch (blow) {
      case "cut":
        link.cut();
        break;
      case "freeze":
        link.freeze();
        break;
      case "swallow":
        // For a while both sides write into the void before one of them notices.
        link.silence();
        await this.#pause(ABSENCE_MS);
        link.freeze();
        break;
      case "absence":
        link.keepAway();
        await this.#pause(ABSENCE_MS);
        link.accept();
        break;
      case "delay":
        link.delayMs = this.#chance.below(DELAY_MS);
        break;
      case "calm":
        link.delayMs = 0;
        link.duplicating = false;
        break;
      case "duplicate":
        link.duplicating = true;
    }
  }

  #pause(longestMs: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, this.#chance.below(longestMs)));
  }
}
