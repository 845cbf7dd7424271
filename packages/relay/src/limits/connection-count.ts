// How many connections there are, in all, per address and per network.

import type { ErrorCode } from "@en-parlant/protocol";
import { networksOf } from "./networks.ts";

/** Counts connections against their limits. */
export interface ConnectionCount {
  /** Whether the address, or a network that it is part of (L7), keeps connecting far past its limit, and is not even to be told so. */
  isFlooding(address: string): boolean;
  /** Whether there are so many connections, refused ones included, that nobody more can be told anything. */
  isExhausted(): boolean;
  /** Counts one more; what it must be refused with, if it is one too many. */
  add(address: string): ErrorCode | undefined;
  remove(address: string): void;
}

/**
 * @param limits - most connections in all, and from one address. What an address has beyond its limit does
 * not count for its networks, and what those have beyond theirs not in all: it is about to go, and must not keep others out
 * meanwhile. `open`: most of any kind.
 */
export function createConnectionCount(limits: {
  all: number;
  open: number;
  perAddress: number;
}): ConnectionCount {
  const counts = new Map<string, number>();
  let total = 0;
  let open = 0;
  return {
    isFlooding: (address) =>
      networksOf(address).some(
        ({ network, share }) => (counts.get(network) ?? 0) >= 2 * share * limits.perAddress,
      ),
    isExhausted: () => open >= limits.open,
    add(address) {
      open += 1;
      for (const { network, share } of networksOf(address)) {
        const here = (counts.get(network) ?? 0) + 1;
        counts.set(network, here);
        if (here > share * limits.perAddress) return "TOO_MANY_CONNECTIONS";
      }
      total += 1;
      return total > limits.all ? "RELAY_FULL" : undefined;
    },
    remove(address) {
      open -= 1;
      for (const { network, share } of networksOf(address)) {
        const here = counts.get(network) ?? 1;
        if (here > 1) counts.set(network, here - 1);
        else counts.delete(network);
        if (here > share * limits.perAddress) return;
      }
      total -= 1;
    },
  };
}
