// Taking a seat back with its ticket, on every new link (rules S13, N5): the request, the wait for its answer,
// and what a refusal means: none is asked about without end.

import type { Offset } from "@en-parlant/protocol";
import type { Connection } from "./connection.ts";
import type { HeldSeat } from "./held-seat.ts";
import type { SessionError } from "./session-error.ts";
import { ownError } from "./session-error.ts";

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
  begin(held: HeldSeat): void {
    this.end();
    this.underWay = true;
    if (this.#timeoutMs) this.#timer = setTimeout(() => this.#connection.renew(), this.#timeoutMs);
    this.request(held);
  }

  /** The request alone. @param answered - keeps a refusal away from the other listeners */
  request(held: HeldSeat, answered?: () => void): void {
    const { place, outbox, returning, doubted } = held;
    const { seq, ticket, seen } = place as Offset;
    const { white, black } = seen;
    // Something brought along may not fit. Sent by itself it is refused by itself.
    const sent = doubted ? [] : outbox.newest;
    const request = { seq, ticket, seen: { white, black }, sent, client: this.#client, returning };
    this.#connection.emit("resume_game", request, answered);
  }

  /** No answer is owed any more. */
  end(): void {
    clearTimeout(this.#timer);
    this.underWay = false;
  }

  /** A refusal that does not say what is to be done is asked about once more. */
  refused(held: HeldSeat, { code }: SessionError): void {
    if (code === "SEAT_TAKEN") {
      this.#handlers.takenOver();
    } else if (code === "SEAT_LOST" || held.doubted) {
      this.end();
      this.#handlers.lost(ownError("SEAT_LOST"));
    } else {
      held.doubted = true;
      if (code === "BAD_PAYLOAD") this.begin(held);
      else this.#connection.renew();
    }
  }
}
