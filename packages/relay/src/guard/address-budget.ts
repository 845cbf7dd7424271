// How often an address may do something that costs the relay memory. Time comes as a clock.

import type { TokenBucket } from "./token-bucket.ts";
import { fullBucket, take, tokensIn } from "./token-bucket.ts";

/** A budget for each address. */
export interface AddressBudget {
  /** Spends one; false if nothing is left. */
  spend(address: string): boolean;
  /** Forgets addresses whose budget is whole again. */
  prune(): void;
}

/** @param perMinute - how many an address has a minute, spent at once or spread */
export function createAddressBudget(perMinute: number, now: () => number): AddressBudget {
  const allowance = { perSecond: perMinute / 60, burst: perMinute };
  const buckets = new Map<string, TokenBucket>();
  return {
    spend(address) {
      const bucket = buckets.get(address) ?? fullBucket(allowance, now());
      buckets.set(address, bucket);
      return take(bucket, allowance, now());
    },
    prune() {
      for (const [address, bucket] of buckets) {
        if (tokensIn(bucket, allowance, now()) >= allowance.burst) buckets.delete(address);
      }
    },
  };
}
