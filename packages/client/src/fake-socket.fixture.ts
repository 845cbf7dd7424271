// A link that a test holds in its hand, in the place of socket.io-client's socket. Knows no protocol.

type Heard = (...args: never) => void;

/** Every socket that a session has opened, oldest first. */
export const sockets: FakeSocket[] = [];

/** As much of a socket as a connection uses. */
export class FakeSocket {
  connected = false;
  readonly url: string;
  /** What was written, as `event` and payload. */
  readonly written: (readonly [event: string, payload: unknown])[] = [];
  readonly io = { engine: { close: () => this.#end("abandoned"), on: () => {} } };
  /** How its user ended it. */
  ended: "abandoned" | "goodbye" | undefined;
  readonly #listeners = new Map<string, Heard>();
  #any: Heard | undefined;

  constructor(url: string) {
    this.url = url;
    sockets.push(this);
  }

  on(event: string, listener: Heard): void {
    this.#listeners.set(event, listener);
  }

  onAny(listener: Heard): void {
    this.#any = listener;
  }

  off(): void {
    this.#listeners.clear();
  }

  offAny(): void {
    this.#any = undefined;
  }

  emit(event: string, payload: unknown): void {
    this.written.push([event, payload]);
  }

  disconnect(): void {
    this.#end(this.connected ? "goodbye" : "abandoned");
  }

  /** The relay is reached. */
  open(): void {
    this.connected = true;
    this.#call(this.#listeners.get("connect"));
  }

  /** The relay is not reached. */
  refuse(): void {
    this.#call(this.#listeners.get("connect_error"));
  }

  /** The link is lost. */
  lose(): void {
    this.connected = false;
    this.#call(this.#listeners.get("disconnect"), "transport close");
  }

  /** The relay says something. */
  say(event: string, ...args: unknown[]): void {
    this.#call(this.#any, event, ...args);
  }

  #end(how: "abandoned" | "goodbye"): void {
    this.connected = false;
    this.ended ??= how;
  }

  #call(listener: Heard | undefined, ...args: unknown[]): void {
    (listener as ((...args: unknown[]) => void) | undefined)?.(...args);
  }
}
