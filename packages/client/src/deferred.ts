// A promise settled from outside, by a signal or by time, whichever is first. Knows nothing of relays.

/** How long somebody is willing to wait. */
export interface Patience {
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
  /** What the promise is rejected with when time is over. */
  readonly late?: () => Error;
}

/** The promise, which may be ignored: its failure is not unhandled. */
export function ignorable<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}

/** A promise with its ends in hand. Settling it twice does nothing. */
export class Deferred<T> {
  readonly promise: Promise<T>;
  #resolve: (value: T) => void = () => {};
  #reject: (error: unknown) => void = () => {};
  #over: () => void = () => {};

  /** @param ended - called once, however it ends */
  constructor({ signal, timeoutMs, late }: Patience = {}, ended: () => void = () => {}) {
    const promise = new Promise<T>((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // Whoever does not wait for it is told of a failure otherwise.
    this.promise = ignorable(promise);
    const aborted = () => this.reject(signal?.reason);
    const timer =
      timeoutMs === undefined ? undefined : setTimeout(() => this.reject(late?.()), timeoutMs);
    signal?.addEventListener("abort", aborted);
    this.#over = () => {
      this.#over = () => {};
      clearTimeout(timer);
      signal?.removeEventListener("abort", aborted);
      ended();
    };
    if (signal?.aborted) aborted();
  }

  resolve(value: T): void {
    this.#resolve(value);
    this.#over();
  }

  reject(error: unknown): void {
    this.#reject(error);
    this.#over();
  }
}
