// One request for a seat, from the moment it is asked until it is answered, given up or too late.

import type { JsonObject } from "@en-parlant/protocol";
import type { Connection } from "./connection.ts";
import { Deferred } from "./deferred.ts";
import { presentFields } from "./present-fields.ts";
import type { Seat, SeatNews } from "./seat.ts";
import { seatWith } from "./seat.ts";
import { ownError } from "./session-error.ts";

/** What is asked for. */
export type Wish =
  | {
      readonly event: "create_game";
      readonly name: string;
      readonly options?: JsonObject | undefined;
    }
  | {
      readonly event: "join_game";
      readonly name: string;
      readonly code: string;
      readonly options?: JsonObject | undefined;
    }
  | { readonly event: "resume_game" };

/** How long one is ready to wait for it. */
interface AskingPatience {
  readonly signal: AbortSignal | undefined;
  readonly timeoutMs: number | undefined;
}

/** At most one request at a time. */
export class Asking {
  readonly #connection: Connection;
  readonly #over: () => void;
  #wish: Wish | undefined;
  #answer: Deferred<Seat> | undefined;

  /** @param over - called when a request has ended in whatever way */
  constructor(connection: Connection, over: () => void) {
    this.#connection = connection;
    this.#over = over;
  }

  get wish(): Wish | undefined {
    return this.#wish;
  }

  /** Begins to wait. Throws when another request is under way, or the signal says not to begin. */
  begin(wish: Wish, { signal, timeoutMs }: AskingPatience): Promise<Seat> {
    signal?.throwIfAborted();
    if (this.#wish) throw ownError("BUSY");
    const late = () => ownError(this.#connection.isUp ? "NO_ANSWER" : "UNREACHABLE");
    this.#wish = wish;
    this.#answer = new Deferred<Seat>({ signal, timeoutMs, late }, () => {
      this.#wish = undefined;
      this.#over();
    });
    return this.#answer.promise;
  }

  /**
   * The seat that an answer to create (it has no colour) or join brings.
   * @returns nothing if it was not asked for
   */
  seat(news: SeatNews): Seat | undefined {
    if (!this.#wish || this.#wish.event === "resume_game") return undefined;
    const { event, name } = this.#wish;
    const joined = event === "join_game";
    if (joined !== (news.color !== undefined)) return undefined;
    // The relay says a game's options only to the joiner: the host knows them.
    const options = joined ? undefined : this.#wish.options;
    const seat = { code: "", color: "white", joined, name } as const;
    return seatWith(seat, { ...presentFields({ options }), ...news });
  }

  /** Sends the request. A resume is not sent here: every new link begins with one. */
  send(client: string): void {
    if (!this.#wish || this.#wish.event === "resume_game") return;
    const { event, ...payload } = this.#wish;
    this.#connection.emit(event, { ...payload, client });
  }

  /** Ends the request, if it is of this kind. */
  granted(seat: Seat, isResume: boolean): void {
    if (this.#wish && (this.#wish.event === "resume_game") === isResume)
      this.#answer?.resolve(seat);
  }

  refused(error: Error): void {
    if (this.#wish) this.#answer?.reject(error);
  }
}
