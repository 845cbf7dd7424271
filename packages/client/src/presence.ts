// How the opponent stands, from what the relay says and from signs of life. Knows no sockets.

import { presentFields } from "./present-fields.ts";

/** Silence after which the released app calls its opponent dead, in milliseconds. */
export const PEER_TIMEOUT_MS = 10_000;

/** How the opponent stands. */
export type PeerStatus =
  /** Nobody has joined yet. */
  | { readonly status: "none" }
  | { readonly status: "online" }
  /**
   * The link dropped, or no sign of life came for 10 s. `since` is when that was noticed, by the session's
   * clock. The relay calls the player gone at `since + graceMs`; there is no `graceMs` before it said so.
   */
  | { readonly status: "away"; readonly since: number; readonly graceMs?: number }
  /** Quit, or stayed away past the grace. May still come back after the latter. */
  | { readonly status: "left" };

/** Watches one opponent. */
export class Presence {
  status: PeerStatus = { status: "none" };
  readonly #changed: (status: PeerStatus) => void;
  readonly #now: () => number;
  /** By a clock that is never set. */
  #lastSign: number | undefined;
  /** Its heartbeats have begun, so that their absence means something. */
  #beats = false;
  #silence: ReturnType<typeof setTimeout> | undefined;

  /** @param now - the session's clock */
  constructor(changed: (status: PeerStatus) => void, now: () => number = Date.now) {
    this.#changed = changed;
    this.#now = now;
  }

  /** Whether a sign of life came within the last `timeoutMs`; true before there could be one. */
  isAlive(timeoutMs: number): boolean {
    return this.#lastSign === undefined || performance.now() - this.#lastSign < timeoutMs;
  }

  /** The opponent did something. */
  sign(isHeartbeat: boolean): void {
    this.#beats ||= isHeartbeat;
    this.online();
  }

  /** The opponent is there, as far as is known. */
  online(): void {
    this.#lastSign = performance.now();
    this.#listen();
    if (this.status.status !== "online") this.#set({ status: "online" });
  }

  /** @param leftMs - what is left of the grace; it may be told in the middle of an absence */
  away(leftMs?: number): void {
    clearTimeout(this.#silence);
    const now = this.#now();
    const since = this.status.status === "away" ? this.status.since : now;
    const graceMs = leftMs === undefined ? undefined : now - since + leftMs;
    this.#set(presentFields({ status: "away" as const, since, graceMs }));
  }

  left(): void {
    clearTimeout(this.#silence);
    this.#set({ status: "left" });
  }

  /** Forgets the opponent. */
  reset(): void {
    this.deafen();
    this.#lastSign = undefined;
    this.#beats = false;
    if (this.status.status !== "none") this.#set({ status: "none" });
  }

  /** While the own link is down nothing is heard, so silence means nothing. */
  deafen(): void {
    clearTimeout(this.#silence);
  }

  /** Listening begins again: after the own link's return, or after this program was frozen. */
  refresh(): void {
    if (this.status.status !== "online") return;
    this.#lastSign = performance.now();
    this.#listen();
  }

  #listen(): void {
    clearTimeout(this.#silence);
    if (this.#beats) this.#silence = setTimeout(() => this.away(), PEER_TIMEOUT_MS);
  }

  #set(status: PeerStatus): void {
    this.status = Object.freeze(status);
    this.#changed(status);
  }
}
