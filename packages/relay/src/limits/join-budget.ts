// Codes are the only secret, so guessing must be hopeless: an address may fail to join only so often a
// minute, and when failures surge from everywhere, hardly at all (design, section 7).

import type { Allowance, TokenBucket } from "@en-parlant/engine";
import { fullBucket, take, tokensIn } from "@en-parlant/engine";
import { networksOf } from "./networks.ts";

/** Counts failed joins per address, and per network that it is part of (L7). */
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

/** Under the brake an address may fail once in this time, a network accordingly: codes cannot be searched with many. */
const BRAKED_MS = 10 * 60 * 1000;

/** What an address or a network has left, and when it last failed. */
interface Failures {
  readonly bucket: TokenBucket;
  readonly allowance: Allowance;
  /** How long after a failure it may try again under the brake. */
  readonly quietMs: number;
  failedAt: number;
}

/** @param perMinute - failures an address may have a minute, spent at once or spread */
export function createJoinBudget(perMinute: number, now: () => number): JoinBudget {
  const times = (share: number) => ({
    perSecond: (share * perMinute) / 60,
    burst: share * perMinute,
  });
  const all = times(SURGE);
  const records = new Map<string, Failures>();
  const everybody = fullBucket(all, now());
  const left = ({ bucket, allowance }: Failures) => tokensIn(bucket, allowance, now());
  const isQuiet = ({ failedAt, quietMs }: Failures) => now() - failedAt >= quietMs;
  const open = (share: number): Failures => {
    const allowance = times(share);
    const bucket = fullBucket(allowance, now());
    return { bucket, allowance, quietMs: BRAKED_MS / share, failedAt: 0 };
  };

  return {
    allows(address) {
      const isBraked = tokensIn(everybody, all, now()) < 1;
      return networksOf(address).every(({ network }) => {
        const record = records.get(network);
        return !record || (isBraked ? isQuiet(record) : left(record) >= 1);
      });
    },
    failed(address) {
      for (const { network, share } of networksOf(address)) {
        const record = records.get(network) ?? open(share);
        record.failedAt = now();
        take(record.bucket, record.allowance, now());
        records.set(network, record);
      }
      take(everybody, all, now());
    },
    prune() {
      for (const [network, record] of records) {
        if (isQuiet(record) && left(record) >= record.allowance.burst) records.delete(network);
      }
    },
  };
}
