// What the app's listeners are told: each event once, in order, and none before the screen that listens to it is
// drawn. Knows the app's habits; knows no session and no relay.

import { APP_SCREEN_MS } from "@en-parlant/protocol";
import { Emitter } from "./emitter.ts";

/** Arguments of the app's listeners, by event. */
interface AppEvents {
  peer_joined: [name: string];
  game_move: [uci: string, whiteTime?: number, blackTime?: number];
  resign: [color: string];
  offer_draw: [];
  accept_draw: [];
  peer_ready: [];
  peer_left: [];
}

/**
 * One player's events. In a rematch the listeners of the last game stay and feed its finished core until the new one has
 * started: that they are there proves nothing, so only time helps. Heartbeats are none of this.
 */
export class PacedEvents extends Emitter<AppEvents> {
  #waiting: { readonly changesScreen: boolean; readonly tell: () => void }[] = [];
  readonly #attached = new Set<() => void>();
  #drawing: ReturnType<typeof setTimeout> | undefined;
  #telling = false;
  #ended = false;
  /** Who of the two is ready while the other is not. */
  #ready: "own" | "peer" | undefined;

  /** While nobody listens at all, as when the app shows another of its tabs, events wait as well. */
  override on<E extends keyof AppEvents>(
    event: E,
    listener: (...args: AppEvents[E]) => void,
  ): () => void {
    const detach = super.on(event, listener);
    const isFirst = this.#attached.size === 0;
    this.#attached.add(detach);
    // Those that come with it are still to be attached.
    if (isFirst && this.#waiting.length > 0 && this.#drawing === undefined) this.#draw();
    return () => {
      this.#attached.delete(detach);
      detach();
    };
  }

  /** Something happened, and is told when the app can hear it. */
  hear<E extends keyof AppEvents>(event: E, ...args: AppEvents[E]): void {
    if (this.#ended) return;
    const changesScreen = event === "peer_joined" || event === "peer_ready";
    const tell = () => {
      if (event === "peer_ready") this.#becomeReady("peer");
      this.emit(event, ...args);
    };
    this.#waiting.push({ changesScreen, tell });
    this.#tellWaiting();
  }

  /** The player has a seat in a new game; what is left of the last one is for nobody. */
  seated(): void {
    this.#waiting = [];
    this.#ready = undefined;
    this.#draw();
  }

  /** The player pressed "Ready": the second of the two to do so sees the game at once. */
  ready(): void {
    if (this.#becomeReady("own")) this.#draw();
  }

  /** Nothing is told any more. */
  end(): void {
    this.#ended = true;
    this.#waiting = [];
    clearTimeout(this.#drawing);
  }

  /** @returns whether both are ready now, and a game begins */
  #becomeReady(who: "own" | "peer"): boolean {
    const begins = this.#ready !== undefined && this.#ready !== who;
    this.#ready = begins ? undefined : who;
    return begins;
  }

  #draw(): void {
    clearTimeout(this.#drawing);
    this.#drawing = setTimeout(() => {
      this.#drawing = undefined;
      this.#tellWaiting();
    }, APP_SCREEN_MS);
  }

  /** A listener may attach, detach, send or end all this, and hears nothing while it does. */
  #tellWaiting(): void {
    if (this.#telling) return;
    this.#telling = true;
    while (this.#drawing === undefined && this.#attached.size > 0) {
      const next = this.#waiting.shift();
      if (!next) break;
      if (next.changesScreen) this.#draw();
      next.tell();
    }
    this.#telling = false;
  }
}
