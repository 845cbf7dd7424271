// One timer for everything that happens after a while: pings, missing answers, handshakes, graces. Setting one is an
// entry in a list, setting it later costs nothing, and nothing is copied or sorted. Reads no clock.

/** Something that is woken. It holds its own place, so that no object is made for a timer. */
export interface Timed {
  /** When it wants to be woken; kept by the wheel. */
  dueAt: number;
  /** In which turn of the wheel it lies; kept by the wheel, {@link NOWHERE} to begin with. */
  turn: number;
  /** Its time has come; it lies nowhere, and may be set again. */
  wake(now: number): void;
}

/** The turn of what is not set. */
export const NOWHERE = -1;

/** Turns of one revolution; what is due later is looked at once in each. */
const SLOTS = 1024;

/** Wakes what was set, at most one turn late. */
export class TimerWheel {
  readonly #turnMs: number;
  readonly #slots: Timed[][] = Array.from({ length: SLOTS }, () => []);
  #turn: number;
  #size = 0;

  /**
   * @param turnMs - how exact it is, in milliseconds
   * @param now - the time that it begins with
   */
  constructor(turnMs: number, now: number) {
    this.#turnMs = turnMs;
    this.#turn = Math.floor(now / turnMs);
  }

  /** How many are set. */
  get size(): number {
    return this.#size;
  }

  /** Sets, or sets anew: sooner or later. */
  set(entry: Timed, at: number): void {
    entry.dueAt = at;
    const turn = this.#turnOf(at);
    if (entry.turn !== NOWHERE && entry.turn <= turn) return;
    if (entry.turn === NOWHERE) this.#size += 1;
    this.#place(entry, turn);
  }

  /** It is not woken any more. */
  clear(entry: Timed): void {
    if (entry.turn === NOWHERE) return;
    entry.turn = NOWHERE;
    this.#size -= 1;
  }

  /** Lets go of what was cleared and still lies in its slot; for when nothing is set, and no turn will come to it. */
  empty(): void {
    for (const entries of this.#slots) entries.length = 0;
  }

  /** Wakes what is due. */
  advance(now: number): void {
    const last = Math.floor(now / this.#turnMs);
    // After a long sleep each slot is visited once; what lies in it is due or set anew.
    this.#turn = Math.max(this.#turn, last - SLOTS);
    while (this.#turn < last) {
      this.#turn += 1;
      this.#visit(this.#turn, now);
    }
  }

  #visit(turn: number, now: number): void {
    const slot = turn % SLOTS;
    const entries = this.#slots[slot] as Timed[];
    if (entries.length === 0) return;
    this.#slots[slot] = [];
    for (const entry of entries) {
      // Cleared, or it lies elsewhere by now.
      const isHere = entry.turn <= turn && (turn - entry.turn) % SLOTS === 0;
      if (entry.turn === NOWHERE || !isHere) continue;
      if (entry.dueAt > now) this.#place(entry, this.#turnOf(entry.dueAt));
      else {
        entry.turn = NOWHERE;
        this.#size -= 1;
        entry.wake(now);
      }
    }
  }

  #place(entry: Timed, turn: number): void {
    entry.turn = turn;
    (this.#slots[turn % SLOTS] as Timed[]).push(entry);
  }

  /** The first turn after that time, at most a revolution away. */
  #turnOf(at: number): number {
    const turn = Math.floor(at / this.#turnMs) + 1;
    return Math.min(Math.max(turn, this.#turn + 1), this.#turn + SLOTS - 1);
  }
}
