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
  readonly isWebSocket: () => boolean;
}

interface Peer {
  readonly open: Map<WatchedLink, number>;
  /** When links ended, however they did. */
  ends: readonly number[];
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
      if (!known?.open.delete(link)) return;
      const at = now();
      known.ends = [...known.ends.filter((end) => at - end <= 2 * JUDGEMENT_MS), at];
    },
    wasWindow(peer, endedAt) {
      const { open, ends } = peers.get(peer) ?? { open: new Map<WatchedLink, number>(), ends: [] };
      const together = ends.filter((end) => Math.abs(end - endedAt) <= JUDGEMENT_MS).length;
      const standing = [...open].filter(([link, at]) => at < endedAt && link.isWebSocket());
      return together < MANY && (together < 2 || standing.length > 0);
    },
    prune() {
      const isOld = (end: number) => now() - end > 2 * JUDGEMENT_MS;
      for (const [peer, { open, ends }] of peers) {
        if (open.size === 0 && ends.every(isOld)) peers.delete(peer);
      }
    },
  };
}
