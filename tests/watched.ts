// Waiting for a condition instead of for time. A test resource that can change extends `Watched` and
// says when it has changed. Knows nothing of what is watched.

/** Longest wait for a condition, in milliseconds; long enough for a busy two-core machine. */
const PATIENCE_MS = 40_000;

/** Something whose changes can be waited for. */
export abstract class Watched {
  readonly #waiting = new Set<() => void>();

  /**
   * Resolves as soon as the condition holds.
   * @param what - completes "waited in vain for …"
   * @throws Error when it still does not hold after 40 s; the message ends in {@link state}
   */
  until(what: string, condition: () => boolean): Promise<void> {
    if (condition()) return Promise.resolve();
    const failure = new Error();
    return new Promise((resolve, reject) => {
      const check = (): void => {
        if (!condition()) return;
        done();
        resolve();
      };
      const timer = setTimeout(() => {
        done();
        failure.message = `waited in vain for ${what}; ${this.state()}`;
        reject(failure);
      }, PATIENCE_MS);
      const done = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(check);
      };
      this.#waiting.add(check);
    });
  }

  /** What a failed wait prints, so that it can be understood. */
  protected abstract state(): string;

  /** To be called after every change. */
  protected changed(): void {
    for (const check of [...this.#waiting]) check();
  }
}
