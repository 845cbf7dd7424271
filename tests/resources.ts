// Several test resources ended together, the newest first. (`AsyncDisposableStack` is not in Node 22.)

/** Owns what it is given until its own end, or until it hands everything on. */
export class Resources implements AsyncDisposable {
  #owned: AsyncDisposable[] = [];

  use<T extends AsyncDisposable>(resource: T): T {
    this.#owned.push(resource);
    return resource;
  }

  /** A new owner of everything; this one is left with nothing to end. */
  move(): Resources {
    const heir = new Resources();
    heir.#owned = this.#owned.splice(0);
    return heir;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ends = this.#owned.splice(0).reverse();
    const failures: unknown[] = [];
    for (const resource of ends) {
      try {
        await resource[Symbol.asyncDispose]();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
