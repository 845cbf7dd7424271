// Writes the player's events to the link: in order, once per link, a few ahead of their acknowledgements.

import type { Answer } from "@en-parlant/protocol";
import { MAX_SENT_EVENTS } from "@en-parlant/protocol";
import type { Connection } from "./connection.ts";
import type { HeldSeat } from "./held-seat.ts";
import type { SessionError } from "./session-error.ts";
import { refusal } from "./session-error.ts";

/** Sends what is pending. */
export class Delivery {
  readonly #connection: Connection;
  readonly #refused: (error: SessionError) => void;
  readonly #held: () => HeldSeat | undefined;
  /** The seat whose events were written last; every seat numbers its own. */
  #seat: HeldSeat | undefined;
  /** Number of its newest event on the present link. */
  #written = 0;

  /**
   * @param refused - learns of an event that the relay would not take
   * @param held - the seat that is held now: what a seat that was given up had to say is for nobody
   */
  constructor(
    connection: Connection,
    refused: (error: SessionError) => void,
    held: () => HeldSeat | undefined,
  ) {
    this.#connection = connection;
    this.#refused = refused;
    this.#held = held;
  }

  /** A new link knows nothing of what was written to the old one. */
  restart(): void {
    this.#written = 0;
  }

  /** Not more at once than a resume could bring along, so that none can be lost between two relays. */
  flush(held: HeldSeat): void {
    if (held !== this.#seat) this.#written = 0;
    this.#seat = held;
    for (const { n, event, payload } of held.outbox.pending.slice(0, MAX_SENT_EVENTS)) {
      if (n <= this.#written) continue;
      this.#written = n;
      this.#connection.emit(event, { ...payload, n }, (answer) => this.#answered(held, n, answer));
    }
  }

  #answered(held: HeldSeat, n: number, answer: Answer): void {
    // After this refusal the relay closes the link; on the next one the event is sent again.
    if (!answer.ok && answer.error.code === "TOO_MANY_EVENTS") return;
    if (answer.ok) {
      held.acknowledged(n);
    } else {
      const error = refusal(answer.error);
      held.refused(n, error);
      this.#refused(error);
    }
    if (held === this.#held()) this.flush(held);
  }
}
