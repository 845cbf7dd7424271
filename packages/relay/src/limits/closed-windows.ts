// Whether a WebSocket that ended with "going away" was somebody's window, or one of the many of a proxy that reloads its
// configuration or stops, for those may say the same (Caddy does). Knows ends and times, no seats.

/** What a page sends that goes away: closed, reloaded, crashed, or with its browser (RFC 6455, section 7.4.1). */
export const GOING_AWAY = 1001;

/** A proxy's links end within this time of each other; 1,200 links of a reloading Caddy did so within 105 ms. */
export const JUDGEMENT_MS = 1_000;

/** So many people do not close their windows in one second, at a relay that is not a very busy one. */
const MANY = 4;

/** One link, as long as it is watched. */
export interface WatchedLink {
  /** Whether it is a WebSocket: a client that polls outlives its proxy's reload, and proves nothing. */
  readonly isWebSocket: boolean;
}

interface Peer {
  readonly open: Map<WatchedLink, number>;
  /** When links ended, however they did, in that order; old ones go at the next {@link ClosedWindows.prune}. */
  ends: number[];
}

/** Watches the links of each address that connects: a proxy's, or a player's own. */
export interface ClosedWindows {
  opened(peer: string, link: WatchedLink): void;
  ended(peer: string, link: WatchedLink): void;
  /**
   * {@link JUDGEMENT_MS} after a link of that address ended with {@link GOING_AWAY}: whether it was somebody's window.
   * It was none if many ended at once, or all that there were.
   */
  wasWindow(peer: string, endedAt: number): boolean;
  /** Forgets addresses of which no link is left. */
  prune(): void;
}

/** @param now - milliseconds of a clock that is never set */
export function createClosedWindows(now: () => number): ClosedWindows {
  const peers = new Map<string, Peer>();
  return {
    opened(peer, link) {
      const known = peers.get(peer) ?? { open: new Map(), ends: [] };
      peers.set(peer, known);
      known.open.set(link, now());
    },
    ended(peer, link) {
      const known = peers.get(peer);
      if (known?.open.delete(link)) known.ends.push(now());
    },
    wasWindow(peer, endedAt) {
      const known = peers.get(peer);
      const together = known ? countTogether(known.ends, endedAt) : 0;
      return together < 2 || (together < MANY && stands(known, endedAt));
    },
    prune() {
      const isRecent = (end: number) => now() - end <= 2 * JUDGEMENT_MS;
      for (const [peer, known] of peers) {
        known.ends = known.ends.filter(isRecent);
        if (known.open.size === 0 && known.ends.length === 0) peers.delete(peer);
      }
    },
  };
}

/** How many links ended together with one; counts no further than {@link MANY}, as thousands may have. */
function countTogether(ends: readonly number[], endedAt: number): number {
  let count = 0;
  for (let index = ends.length - 1; index >= 0 && count < MANY; index -= 1) {
    const distance = (ends[index] ?? 0) - endedAt;
    if (distance < -JUDGEMENT_MS) break;
    if (distance <= JUDGEMENT_MS) count += 1;
  }
  return count;
}

/** Whether a WebSocket that was open before still is. */
function stands(known: Peer | undefined, endedAt: number): boolean {
  for (const [link, openedAt] of known?.open ?? []) {
    if (openedAt < endedAt && link.isWebSocket) return true;
  }
  return false;
}
