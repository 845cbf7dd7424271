// Something that everybody does once in a period, each at their own time of it: heartbeats and moves, spread evenly, with
// one look at the clock for all.

/** Calls `act` for each member once a period. */
export class Rotation<Member> {
  readonly #members: readonly Member[];
  readonly #periodMs: number;
  readonly #act: (member: Member) => void;
  #startedAt: number | undefined;
  #done = 0;

  constructor(members: readonly Member[], periodMs: number, act: (member: Member) => void) {
    this.#members = members;
    this.#periodMs = periodMs;
    this.#act = act;
  }

  /** Does what has become due since the last call; the first call begins the first period. */
  turn(now: number): void {
    this.#startedAt ??= now;
    const { length } = this.#members;
    const due = Math.floor(((now - this.#startedAt) / this.#periodMs) * length);
    for (; this.#done < due; this.#done += 1) {
      const member = this.#members[this.#done % length];
      if (member !== undefined) this.#act(member);
    }
  }
}

/** In no order, and the same in every run: each relay gets the same rhythm. */
export function shuffled<T>(members: readonly T[]): T[] {
  let seed = 1;
  const keyed = members.map((member) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return { member, key: seed };
  });
  return keyed.sort((a, b) => a.key - b.key).map(({ member }) => member);
}
