// How many connections there are, in all and per address.

import type { ErrorCode } from "@en-parlant/protocol";

/** Counts connections against their limits. */
export interface ConnectionCount {
  /** Whether the address keeps connecting far past its limit, and is not even to be told so. */
  isFlooding(address: string): boolean;
  /** Whether there are so many connections, refused ones included, that nobody more can be told anything. */
  isExhausted(): boolean;
  /** Counts one more; what it must be refused with, if it is one too many. */
  add(address: string): ErrorCode | undefined;
  remove(address: string): void;
}

/**
 * @param limits - most connections in all, and from one address. What an address has beyond its limit does
 * not count in all: it is about to go, and must not keep others out meanwhile. `open`: most of any kind.
 */
export function createConnectionCount(limits: {
  all: number;
  open: number;
  perAddress: number;
}): ConnectionCount {
  const byAddress = new Map<string, number>();
  let total = 0;
  let open = 0;
  return {
    isFlooding: (address) => (byAddress.get(address) ?? 0) >= 2 * limits.perAddress,
    isExhausted: () => open >= limits.open,
    add(address) {
      open += 1;
      const here = (byAddress.get(address) ?? 0) + 1;
      byAddress.set(address, here);
      if (here > limits.perAddress) return "TOO_MANY_CONNECTIONS";
      total += 1;
      return total > limits.all ? "RELAY_FULL" : undefined;
    },
    remove(address) {
      open -= 1;
      const here = byAddress.get(address) ?? 1;
      if (here <= limits.perAddress) total -= 1;
      if (here > 1) byAddress.set(address, here - 1);
      else byAddress.delete(address);
    },
  };
}
