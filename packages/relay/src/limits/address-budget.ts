// How often an address may do something that costs the relay memory. Time comes as a clock.

import type { Allowance, TokenBucket } from "@en-parlant/engine";
import { fullBucket, take, tokensIn } from "@en-parlant/engine";
import { networksOf } from "./networks.ts";

/** A budget for each address, and for the networks it is part of (L7). */
export interface AddressBudget {
  /** Spends one; false, and nothing is spent, if there is none left. */
  spend(address: string): boolean;
  /** Forgets addresses whose budget is whole again. */
  prune(): void;
}

/** What an address or a network has left. */
interface Account {
  readonly bucket: TokenBucket;
  readonly allowance: Allowance;
}

/** @param perMinute - how many an address has a minute, spent at once or spread */
export function createAddressBudget(perMinute: number, now: () => number): AddressBudget {
  const accounts = new Map<string, Account>();
  const left = ({ bucket, allowance }: Account) => tokensIn(bucket, allowance, now());
  const open = (share: number): Account => {
    const allowance = { perSecond: (share * perMinute) / 60, burst: share * perMinute };
    return { bucket: fullBucket(allowance, now()), allowance };
  };
  return {
    spend(address) {
      const asked = networksOf(address).map(
        ({ network, share }) => [network, accounts.get(network) ?? open(share)] as const,
      );
      if (asked.some(([, account]) => left(account) < 1)) return false;
      for (const [network, account] of asked) {
        accounts.set(network, account);
        take(account.bucket, account.allowance, now());
      }
      return true;
    },
    prune() {
      for (const [network, account] of accounts) {
        if (left(account) >= account.allowance.burst) accounts.delete(network);
      }
    },
  };
}
