// Which seeds a kind of storm is tried with, and how many at a time. Knows no weather and no game.

import { inject } from "vitest";

/** Seeds that are tried together, on one relay. */
export interface SeedBatch {
  readonly seeds: readonly number[];
  /** For a test's title. */
  readonly names: string;
}

/** In `npm test`: half of them on each runtime of the relay. */
const SEEDS = 50;
const BATCH = 5;

/** Options of a storm's test: all its batches run at once, and a busy machine may need ten times as long. */
export const STORM = { timeout: 300_000 };

/** Every batch is a test. STORMS in the environment asks for so many seeds on each runtime. */
export function stormBatches(): SeedBatch[] {
  const { STORMS } = process.env;
  const first = inject("runtime") === "bun" ? 1 : 2;
  const seeds = STORMS
    ? Array.from({ length: Number(STORMS) }, (_, index) => index + 1)
    : Array.from({ length: SEEDS / 2 }, (_, index) => first + 2 * index);
  const batches: SeedBatch[] = [];
  for (let start = 0; start < seeds.length; start += BATCH) {
    const batch = seeds.slice(start, start + BATCH);
    batches.push({ seeds: batch, names: batch.join(" ") });
  }
  return batches;
}

/**
 * Does the same with every seed, or with what was made of it, at once.
 * @throws Error that names the seed, once all have ended
 */
export async function together<T extends { readonly seed: number }>(
  all: readonly T[],
  act: (each: T) => Promise<void>,
): Promise<void> {
  const ends = await Promise.allSettled(all.map(act));
  ends.forEach((end, index) => {
    if (end.status === "rejected") {
      throw new Error(`with seed ${all[index]?.seed}`, { cause: end.reason });
    }
  });
}
