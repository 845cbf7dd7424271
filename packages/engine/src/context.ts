// What all sessions of one engine share.

import type { Application } from "./application.ts";
import type { Limits } from "./limits.ts";
import type { Timers } from "./timers.ts";

/** Shared by the sessions of an engine. */
export interface Context {
  readonly application: Application;
  readonly limits: Limits;
  readonly timers: Timers;
  /** Milliseconds of a clock that is never set. */
  readonly now: () => number;
  /** An identity that nobody can guess. */
  readonly drawId: () => string;
  /** The packet that begins a session. */
  openPacket(id: string, upgrades: readonly "websocket"[]): string;
  /** A session has ended. */
  forget(id: string): void;
}
