// One timer for everything that many connections wait for: a ring of short lists, one for each 20 ms, so that what is
// due goes out spread and never in bursts. An entry that has been replaced by an earlier one is skipped, not searched. Not the
// engine's: the floor must not move with what is measured against it.

/** How long one slot is. */
const SLOT_MS = 20;

/** The ring is 20 s long; nothing may be due later than that. */
const SLOTS = 1000;

/** What waits: the slot it is in, -1 for none. */
export interface Waiting {
  slot: number;
}

/** Calls `onDue` for each entry once its time has come. */
export class TimerWheel<Entry extends Waiting> {
  readonly #ring: Entry[][] = Array.from({ length: SLOTS }, () => []);
  readonly #onDue: (entry: Entry, now: number) => void;
  #next: number;

  constructor(onDue: (entry: Entry, now: number) => void) {
    this.#onDue = onDue;
    this.#next = Math.floor(performance.now() / SLOT_MS);
    setInterval(() => this.#turn(), SLOT_MS);
  }

  /** Wakes the entry at `at`, or earlier if it is to be woken earlier already. */
  wakeAt(entry: Entry, at: number): void {
    const slot = Math.max(Math.ceil(at / SLOT_MS), this.#next);
    if (entry.slot >= this.#next && entry.slot <= slot) return;
    entry.slot = slot;
    this.#ring[slot % SLOTS]?.push(entry);
  }

  #turn(): void {
    const now = performance.now();
    const last = Math.floor(now / SLOT_MS);
    while (this.#next <= last) {
      const slot = this.#next;
      const due = this.#ring[slot % SLOTS] ?? [];
      this.#ring[slot % SLOTS] = [];
      this.#next += 1;
      for (const entry of due) {
        if (entry.slot !== slot) continue;
        entry.slot = -1;
        this.#onDue(entry, now);
      }
    }
  }
}
