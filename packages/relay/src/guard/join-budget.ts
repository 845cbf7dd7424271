// Codes are the only secret, so guessing must be hopeless: an address may fail to join only so often a
// minute, and when failures surge from everywhere, hardly at all (design, section 7).

import type { TokenBucket } from "./token-bucket.ts";
import { fullBucket, take, tokensIn } from "./token-bucket.ts";

/** Counts failed joins per address. */
export interface JoinBudget {
  /** Whether the address may try a code now. */
  allows(address: string): boolean;
  /** The address tried a code that is none. */
  failed(address: string): void;
  /** Forgets addresses whose budget is whole again. */
  prune(): void;
}

/** Failures a minute from all addresses together, in single budgets, that pull the brake. */
const SURGE = 30;

/** @param perMinute - failures an address may have a minute, spent at once or spread */
export function createJoinBudget(perMinute: number, now: () => number): JoinBudget {
  const own = { perSecond: perMinute / 60, burst: perMinute };
  const all = { perSecond: own.perSecond * SURGE, burst: own.burst * SURGE };
  const buckets = new Map<string, TokenBucket>();
  const everybody = fullBucket(all, now());

  return {
    allows(address) {
      const bucket = buckets.get(address);
      if (!bucket) return true;
      // Under the brake one failure uses up the address's whole budget.
      const needed = tokensIn(everybody, all, now()) < 1 ? own.burst : 1;
      return tokensIn(bucket, own, now()) >= needed;
    },
    failed(address) {
      const bucket = buckets.get(address) ?? fullBucket(own, now());
      take(bucket, own, now());
      buckets.set(address, bucket);
      take(everybody, all, now());
    },
    prune() {
      for (const [address, bucket] of buckets) {
        if (tokensIn(bucket, own, now()) >= own.burst) buckets.delete(address);
      }
    },
  };
}
