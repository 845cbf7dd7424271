// What is looked at every minute: idle rooms (I1), clients that hold no seat (C4), budgets that are whole
// again.

import type { Stats } from "../metrics.ts";
import type { LinkId, Time } from "../room/room.ts";
import type { Link } from "./link.ts";
import type { Rooms } from "./rooms.ts";

/** What a sweep looks at, and how often. */
export interface SweepingDependencies {
  readonly links: ReadonlyMap<LinkId, Link>;
  readonly rooms: Rooms;
  /** What remembers addresses. */
  readonly budgets: readonly { prune(): void }[];
  readonly stats: Stats;
  readonly now: () => Time;
  readonly idleMs: number;
  readonly everyMs: number;
}

/** Sweeps until the returned function is called. */
export function startSweeping(deps: SweepingDependencies): () => void {
  const { links, rooms, stats, now, idleMs } = deps;
  const timer = setInterval(() => {
    stats.roomsSwept += rooms.sweep();
    for (const link of [...links.values()]) {
      if (!link.seat && now() - link.idleSince >= idleMs) link.close(true);
    }
    for (const budget of deps.budgets) budget.prune();
  }, deps.everyMs);
  return () => clearInterval(timer);
}
