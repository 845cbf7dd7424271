// Typed listeners. Knows no event by name.

/** Argument lists by event name. */
type EventMap<E> = { [K in keyof E]: readonly unknown[] };

type Listener = (...args: never) => void;

/** Something that can be listened to. */
export class Emitter<Events extends EventMap<Events>> {
  readonly #listeners = new Map<keyof Events, Set<Listener>>();

  /**
   * Calls the listener at every such event.
   * @returns a function that ends this
   */
  on<K extends keyof Events>(event: K, listener: (...args: Events[K]) => void): () => void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener as Listener));
    return () => void listeners.delete(listener as Listener);
  }

  /** Calls the listeners. One that throws stops neither the others nor the game; its error surfaces unhandled. */
  protected emit<K extends keyof Events>(event: K, ...args: Events[K]): void {
    for (const listener of [...(this.#listeners.get(event) ?? [])]) {
      try {
        (listener as (...args: Events[K]) => void)(...args);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
