// Taking a seat back with its ticket, on every new link (rules S13, N5): the request, the wait for its answer,
// and what a refusal means.

import type { Connection } from "./connection.ts";
import type { HeldSeat } from "./held-seat.ts";
import type { SessionError } from "./session-error.ts";

/** How a resume can fail for good. */
export interface ResumptionHandlers {
  lost(error: SessionError): void;
  /** Another client has the seat. */
  takenOver(): void;
}

/** Asks for one seat at a time. */
export class Resumption {
  readonly #connection: Connection;
  readonly #client: string;
  readonly #timeoutMs: number | undefined;
  readonly #handlers: ResumptionHandlers;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Whether the relay owes an answer. */
  underWay = false;

  /** @param client - names this program to the relay */
  constructor(
    connection: Connection,
    about: { client: string; timeoutMs: number | undefined },
    handlers: ResumptionHandlers,
  ) {
    this.#connection = connection;
    this.#client = about.client;
    this.#timeoutMs = about.timeoutMs;
    this.#handlers = handlers;
  }

  /** Asks for the seat, on a link that has just come up. */
  begin(held: HeldSeat, bringing = true): void {
    this.end();
    this.underWay = true;
    if (this.#timeoutMs) this.#timer = setTimeout(() => this.#connection.renew(), this.#timeoutMs);
    this.request(held, bringing);
  }

  /** The request alone. @param answered - keeps a refusal away from the other listeners */
  request(held: HeldSeat, bringing: boolean, answered?: () => void): void {
    const { place, outbox, returning } = held;
    const sent = bringing ? outbox.newest : [];
    const request = { ...place, sent, client: this.#client, returning };
    this.#connection.emit("resume_game", request, answered);
  }

  /** No answer is owed any more. */
  end(): void {
    clearTimeout(this.#timer);
    this.underWay = false;
  }

  refused(held: HeldSeat, error: SessionError): void {
    switch (error.code) {
      case "SEAT_TAKEN":
        this.#handlers.takenOver();
        break;
      case "SEAT_LOST":
        this.end();
        this.#handlers.lost(error);
        break;
      case "BAD_PAYLOAD":
        // Something brought along does not fit. Sent by itself it is refused by itself.
        this.begin(held, false);
        break;
      default:
        this.#connection.renew();
    }
  }
}
