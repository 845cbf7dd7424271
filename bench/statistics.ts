// The arithmetic of the bench: percentiles of what was sampled in a run, and the median of the runs with its spread.

/** The middle of several runs, and how far they lie apart. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/**
 * The smallest sample that at least `share` of all do not exceed (nearest rank).
 * @param sorted - ascending
 * @param share - from 0 to 1, as 0.99
 * @returns `undefined` where there are no samples
 */
export function percentile(sorted: ArrayLike<number>, share: number): number | undefined {
  const rank = Math.max(1, Math.ceil(share * sorted.length));
  return sorted[rank - 1];
}

/** Of an even number of values, the mean of the two in the middle. @returns `undefined` without values */
export function spread(values: readonly number[]): Spread | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const min = sorted[0];
  const max = sorted.at(-1);
  if (min === undefined || max === undefined) return undefined;
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? max;
  const lower = sorted[Math.ceil(middle) - 1] ?? min;
  return { median: (lower + upper) / 2, min, max };
}

/** Samples of one kind, as many as come. */
export class Samples {
  #values = new Float64Array(1024);
  #count = 0;

  add(value: number): void {
    if (this.#count === this.#values.length) {
      const larger = new Float64Array(this.#count * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#count] = value;
    this.#count += 1;
  }

  get count(): number {
    return this.#count;
  }

  clear(): void {
    this.#count = 0;
  }

  /** The percentiles of `shares`, in their order. */
  percentiles(...shares: readonly number[]): (number | undefined)[] {
    const sorted = this.#values.slice(0, this.#count).sort();
    return shares.map((share) => percentile(sorted, share));
  }
}
