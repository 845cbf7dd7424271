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

/** Under the brake an address may fail once in this time: codes cannot be searched with many addresses. */
const BRAKED_MS = 10 * 60 * 1000;

/** What an address has left, and when it last failed. */
interface Failures {
  readonly bucket: TokenBucket;
  failedAt: number;
}

/** @param perMinute - failures an address may have a minute, spent at once or spread */
export function createJoinBudget(perMinute: number, now: () => number): JoinBudget {
  const own = { perSecond: perMinute / 60, burst: perMinute };
  const all = { perSecond: own.perSecond * SURGE, burst: own.burst * SURGE };
  const records = new Map<string, Failures>();
  const everybody = fullBucket(all, now());
  const isQuiet = ({ failedAt }: Failures) => now() - failedAt >= BRAKED_MS;

  return {
    allows(address) {
      const record = records.get(address);
      if (!record) return true;
      const braked = tokensIn(everybody, all, now()) < 1;
      return braked ? isQuiet(record) : tokensIn(record.bucket, own, now()) >= 1;
    },
    failed(address) {
      const record = records.get(address) ?? { bucket: fullBucket(own, now()), failedAt: 0 };
      record.failedAt = now();
      take(record.bucket, own, now());
      records.set(address, record);
      take(everybody, all, now());
    },
    prune() {
      for (const [address, record] of records) {
        if (isQuiet(record) && tokensIn(record.bucket, own, now()) >= own.burst)
          records.delete(address);
      }
    },
  };
}
