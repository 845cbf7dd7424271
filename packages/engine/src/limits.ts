// Every limit of a connection, with what it is for. What limits addresses, rooms and wrong codes is the application's.

import type { Allowance } from "./token-bucket.ts";

/** What a connection may take, and how long it may take for it. */
export interface Limits {
  /** A ping leaves at most this long after the one before. */
  readonly pingIntervalMs: number;
  /** The time for its answer; without one the link is dead. */
  readonly pingTimeoutMs: number;
  /** A session that has joined no namespace by then is dropped. */
  readonly connectTimeoutMs: number;
  /** The time for an upgrade from polling to WebSocket, from its first byte on. */
  readonly upgradeTimeoutMs: number;
  /** A session that was closed keeps its last words for a client between two polls this long. */
  readonly closingMs: number;
  /** A connection that was closed is cut after this, if the client does not close it too (Bun has its own time). */
  readonly closeTimeoutMs: number;
  /** Larger messages end their connection; a polling request counts as one message. */
  readonly maxPayloadBytes: number;
  /** Frames of one message, where the host can tell (Node); on Bun an unseen frame costs some nanoseconds. */
  readonly maxFragments: number;
  /** Packets of any kind, control frames and empty polls too: one bucket for each connection. */
  readonly packets: Allowance;
  /** CONNECT packets in the life of a connection, whatever comes of them. */
  readonly maxConnects: number;
  /** Longest path that is a namespace. */
  readonly maxNamespaceCharacters: number;
  /** What may wait for a client that does not read, … */
  readonly maxBacklogBytes: number;
  /** … and for how long; a burst, such as a replay, is read within less. */
  readonly maxBacklogMs: number;
  /** What may wait at all, even for a moment. */
  readonly maxBurstBytes: number;
  /** With more than this unread, a connection is cut: an orderly end would wait for the client to read. */
  readonly maxUnreadAtEndBytes: number;
  /** Requests of one HTTP connection that wait for the answers before theirs (Node; Bun reads none meanwhile). */
  readonly maxPipelined: number;
  /** What is only worth having once, such as a heartbeat, waits at most this long for a write that goes out anyway. */
  readonly holdMs: number;
  /** An HTTP connection that says nothing, or does not come to the end of its request, is closed after this. */
  readonly requestTimeoutMs: number;
  /** An idle one that has been answered before is kept this long: longer than proxies keep theirs (Caddy: 120 s). */
  readonly keepAliveMs: number;
}

/** Good for a game of small messages; timers as Socket.IO has them where clients know them. */
export const defaultLimits: Limits = {
  pingIntervalMs: 25_000,
  pingTimeoutMs: 20_000,
  connectTimeoutMs: 10_000,
  upgradeTimeoutMs: 10_000,
  closingMs: 10_000,
  closeTimeoutMs: 5_000,
  maxPayloadBytes: 16 * 1024,
  maxFragments: 128,
  packets: { perSecond: 20, burst: 100 },
  maxConnects: 4,
  maxNamespaceCharacters: 200,
  maxBacklogBytes: 1024 * 1024,
  maxBacklogMs: 2_000,
  maxBurstBytes: 4 * 1024 * 1024,
  maxUnreadAtEndBytes: 64 * 1024,
  maxPipelined: 64,
  holdMs: 2_000,
  requestTimeoutMs: 10_000,
  keepAliveMs: 130_000,
};
