// The upgrade of a session from polling to a WebSocket: the new transport is tried by a ping of the client's, and taken
// when it says so. Owns the WebSocket until then.

import type { Wire, WireOwner } from "./host.ts";
import { PROBE, PROBED, UPGRADE } from "./packets.ts";
import type { Session } from "./session.ts";
import type { Timed } from "./timer-wheel.ts";
import { NOWHERE } from "./timer-wheel.ts";
import type { Timers } from "./timers.ts";

/** A WebSocket for a session that has one: taken and closed, as the official server does. */
export const lateUpgrade: WireOwner = {
  opened: (wire) => wire.close(),
  received: () => {},
  controlled: () => {},
  closed: () => {},
};

/** A WebSocket that is tried. */
export class UpgradeAttempt implements WireOwner, Timed {
  dueAt = 0;
  turn = NOWHERE;
  readonly #session: Session;
  readonly #timers: Timers;
  #wire: Wire | undefined;

  constructor(session: Session, timers: Timers) {
    this.#session = session;
    this.#timers = timers;
    session.attempt = this;
  }

  giveUpAt(deadline: number): void {
    this.#timers.set(this, deadline);
  }

  opened(wire: Wire): void {
    this.#wire = wire;
  }

  received(frame: string | Uint8Array): void {
    const session = this.#session;
    const wire = this.#wire;
    // What comes behind its end is nobody's.
    if (!wire || !session.spend(1)) return;
    if (frame === PROBE) {
      wire.sendText(PROBED);
      session.probed();
    } else if (frame === UPGRADE) {
      this.#end();
      wire.data = session;
      session.upgrade(wire);
    } else this.wake();
  }

  controlled(): void {
    if (this.#wire) this.#session.spend(1);
  }

  closed(): void {
    this.#end();
  }

  /** Gives up; the session stays where it is. */
  wake(): void {
    const wire = this.#wire;
    this.#end();
    wire?.close();
  }

  #end(): void {
    this.#wire = undefined;
    this.#timers.clear(this);
    if (this.#session.attempt === this) this.#session.attempt = undefined;
  }
}
