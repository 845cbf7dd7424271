// How long to wait before trying again. Pure; chance is an argument.

import { MAX_TIMER_MS } from "./time-limit.ts";

/** Bounds of the wait between attempts, in milliseconds. Chance makes each up to half longer or shorter. */
export interface Backoff {
  /** Before the first attempt after a loss; doubles with each that fails. */
  readonly minMs: number;
  readonly maxMs: number;
}

/** Soon enough that a player hardly notices, seldom enough for a relay that is starting again. */
export const DEFAULT_BACKOFF: Backoff = { minMs: 300, maxMs: 8_000 };

/**
 * The wait before an attempt, spread over half to one and a half times its middle, so that the clients of
 * a restarted relay do not all come at once.
 * @param attempt - 1 for the first after a loss
 * @param chance - uniform in [0, 1)
 */
export function backoffDelay({ minMs, maxMs }: Backoff, attempt: number, chance: number): number {
  const middle = Math.min(maxMs, minMs * 2 ** Math.min(attempt - 1, 30));
  return Math.min(MAX_TIMER_MS, Math.round(middle * (0.5 + chance)));
}
