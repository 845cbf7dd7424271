// How many connections the process has descriptors for. Every connection takes one, and a process without a free one
// can accept nobody, not even to refuse him; Bun then spins until one is free.

import { readdirSync, readFileSync } from "node:fs";

/** What the process itself has open; Node has some 25. */
const OWN = 32;

/** Of the others, in percent: what players may take, and what all may who are connected, those included who are … */
const FOR_PLAYERS = 80;

/** … about to be refused or coming back. The rest answers health checks, and whoever is to be turned away at once. */
const FOR_CLIENTS = 90;

/** Limits that fit together. */
export interface ConnectionLimits {
  /** Players and whoever else is connected as they are. */
  readonly all: number;
  /** The same with those who are told that the relay is full. */
  readonly open: number;
  /** TCP connections. */
  readonly sockets: number;
}

/**
 * Most descriptors this process may have open. Only Linux tells without a native module; Bun and Node have raised the
 * soft limit to the hard one by then.
 */
export function descriptorLimit(limits = "/proc/self/limits"): number | undefined {
  try {
    const soft = /^Max open files +(\d+) /m.exec(readFileSync(limits, "utf8"))?.[1];
    return soft === undefined ? undefined : Number(soft);
  } catch {
    // No such file: another system, where nothing is known.
    return undefined;
  }
}

/**
 * @param wanted - most connections, as the settings have it
 * @param descriptors - most descriptors, where that is known
 */
export function connectionLimits(
  wanted: number,
  descriptors: number | undefined,
): ConnectionLimits {
  if (descriptors === undefined) return { all: wanted, open: Infinity, sockets: Infinity };
  const sockets = Math.max(descriptors - OWN, 4);
  const share = (percent: number) => Math.floor((sockets * percent) / 100);
  return { all: Math.min(wanted, share(FOR_PLAYERS)), open: share(FOR_CLIENTS), sockets };
}

/** Descriptors that so many connections need. */
export function descriptorsFor(connections: number): number {
  return Math.ceil((connections * 100) / FOR_PLAYERS) + OWN;
}

/** How often the descriptors are counted at most. */
const COUNTING_MS = 1_000;

/**
 * Whether more than half of the connections that there may be are open: then an idle one, which a browser, a monitor or a
 * client of long-polling keeps for its next request, is not kept.
 */
export function crowding(
  { sockets }: ConnectionLimits,
  now: () => number,
  folder = "/proc/self/fd",
): () => boolean {
  let countedAt = Number.NEGATIVE_INFINITY;
  let isCrowded = false;
  if (sockets === Infinity) return () => false;
  return () => {
    if (now() - countedAt > COUNTING_MS) {
      countedAt = now();
      isCrowded = readdirSync(folder).length - OWN > sockets / 2;
    }
    return isCrowded;
  };
}
