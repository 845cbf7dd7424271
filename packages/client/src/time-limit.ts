// Durations as they are given to a session. A timer that is asked for more than it can wait fires at once.

/** Longest wait of a timer, in milliseconds: 24.8 days. */
export const MAX_TIMER_MS = 2 ** 31 - 1;

/**
 * How long to wait, in milliseconds; nothing means as long as it takes.
 * @param what - names the option
 * @throws RangeError when it is no duration
 */
export function timeLimit(what: string, ms: unknown): number | undefined {
  if (typeof ms !== "number" || !(ms > 0)) throw new RangeError(`${what} must be above 0`);
  return ms > MAX_TIMER_MS ? undefined : ms;
}
