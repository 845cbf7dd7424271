// The session's inside: takes a seat when asked to, takes it back on every new link, and gives it up. What the
// relay says is sorted in hearing.ts. Knows no page and no storage medium.

import type { ForwardedEvent, JsonObject } from "@en-parlant/protocol";
import type { Wish } from "./asking.ts";
import { Asking } from "./asking.ts";
import type { Backoff } from "./backoff.ts";
import type { ConnectionState } from "./connection.ts";
import { Connection } from "./connection.ts";
import { Deferred } from "./deferred.ts";
import { Delivery } from "./delivery.ts";
import { createHearing } from "./hearing.ts";
import type { HeldSeat } from "./held-seat.ts";
import { payloadNow } from "./plain-json.ts";
import { randomName } from "./random-name.ts";
import { Resumption } from "./resumption.ts";
import type { Seat } from "./seat.ts";
import type { Tell } from "./seat-life.ts";
import { SeatLife } from "./seat-life.ts";
import { isSendable } from "./seat-record.ts";
import type { SeatMemory } from "./seat-storage.ts";
import type { SessionError } from "./session-error.ts";
import { ownError } from "./session-error.ts";
import type { SocketIoOptions } from "./socket-options.ts";
import { onWake } from "./wake.ts";

/** What a keeper is made of. */
export interface KeeperOptions {
  readonly url: string | undefined;
  readonly io: SocketIoOptions;
  readonly backoff: Backoff;
  readonly memory: SeatMemory;
  readonly timeoutMs: number | undefined;
  /** The session's clock. */
  now(): number;
}

/** A seat that the player gave up, until the relay knows. */
interface Leaving {
  readonly held: HeldSeat;
  readonly told: Deferred<void>;
}

/** Gets one seat at a time, and does not lose it. */
export class SeatKeeper {
  readonly connection: Connection;
  readonly life: SeatLife;
  readonly #memory: SeatMemory;
  readonly #timeoutMs: number | undefined;
  readonly #tell: Tell;
  readonly #client = randomName();
  readonly #asking: Asking;
  readonly #resumption: Resumption;
  readonly #delivery: Delivery;
  #leaving: Leaving | undefined;
  /** The code of the newest of these. */
  #givenUp: string | undefined;
  #staysOpen = false;
  #stopWaking: (() => void) | undefined;

  constructor({ memory, timeoutMs, now, ...target }: KeeperOptions, tell: Tell) {
    this.#memory = memory;
    this.#timeoutMs = timeoutMs;
    this.#tell = tell;
    this.connection = new Connection(target, {
      up: () => this.#up(),
      down: () => this.#down(),
      heard: (event, args) => hear(event, args),
      dismissed: () => this.life.held !== undefined,
      changed: (state) => this.#changed(state),
    });
    this.life = new SeatLife(this.connection, { memory, now }, tell);
    this.#asking = new Asking(this.connection, () => this.#rest());
    this.#delivery = new Delivery(
      this.connection,
      (error) => tell("error", error),
      () => this.life.held,
    );
    const about = { client: this.#client, timeoutMs };
    this.#resumption = new Resumption(this.connection, about, {
      takenOver: () => this.#takenOver(),
      lost: (error) => {
        this.#lose(error);
        this.#settle();
      },
    });
    const hear = createHearing({
      connection: this.connection,
      life: this.life,
      asking: this.#asking,
      resumption: this.#resumption,
      tell,
      settle: () => this.#settle(),
      isGivenUp: (code) => code === this.#givenUp,
      takenOver: () => this.#takenOver(),
    });
  }

  /** Connects and stays connected, seat or not. */
  open(): void {
    this.connection.requireUrl();
    this.#staysOpen = true;
    this.connection.open();
  }

  /** Asks for a seat as soon as there is a link. */
  async ask(asked: Wish, signal: AbortSignal | undefined): Promise<Seat> {
    this.connection.requireUrl();
    const wish = payloadNow(() => asked);
    const held = this.life.held?.seat;
    // A second click on the same button (G14).
    if (wish.event === "join_game" && held?.color === "black" && held.code === wish.code)
      return held;
    const seat = this.#asking.begin(wish, { signal, timeoutMs: this.#timeoutMs });
    if (wish.event === "resume_game") this.#takeUp();
    if (this.connection.isOnline) this.#asking.send(this.#client);
    else if (this.#asking.wish) this.connection.open();
    return seat;
  }

  /**
   * Sends an event of the game.
   * @param read - gets its payload
   * @returns a promise that the relay has it
   */
  async send(event: ForwardedEvent, read: () => JsonObject): Promise<void> {
    const payload = this.#payloadOf(event, read);
    const { held } = this.life;
    if (!held) throw ownError("NOT_IN_GAME");
    if (held.place) {
      const arrival = held.send(event, payload);
      this.life.keep();
      if (this.connection.isOnline) this.#delivery.flush(held);
      return arrival;
    }
    if (!this.connection.isOnline) throw ownError("UNREACHABLE");
    this.connection.emit(event, payload);
    held.sendUnnumbered(event, payload);
  }

  /** Asks the relay for an answer to this very question. */
  async ping(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    if (!this.connection.isOnline) throw ownError("UNREACHABLE");
    const late = () => ownError("NO_ANSWER");
    const answer = new Deferred<void>({ signal, timeoutMs: this.#timeoutMs, late });
    this.connection.emit("heartbeat", {}, () => answer.resolve());
    return answer.promise;
  }

  /** What cannot be sent is told as the relay's own refusals are. */
  #payloadOf(event: ForwardedEvent, read: () => JsonObject): JsonObject {
    try {
      return payloadNow(() => isSendable(event) && read()) as JsonObject;
    } catch (error) {
      this.#tell("error", error as SessionError);
      throw error;
    }
  }

  /** Gives the seat up. @returns a promise that the relay knows */
  async leave(): Promise<void> {
    const { held } = this.life;
    if (!held) return;
    this.life.release(ownError("CLOSED"), true);
    // A relay without tickets knows only one way to leave.
    if (!held.place) this.connection.close("closed", true);
    else await this.#sayGoodbye(held);
  }

  /**
   * Ends the connection.
   * @param quits - gives the seat up; otherwise it can be resumed from the storage
   */
  close(quits: boolean): void {
    const error = ownError("CLOSED");
    this.#staysOpen = false;
    if (!quits) this.life.keepNow();
    this.connection.close("closed", quits);
    this.life.release(error, quits);
    this.#asking.refused(error);
    this.#leaving?.told.reject(error);
  }

  #changed(state: ConnectionState): void {
    const asleep = state.status === "idle" || state.status === "offline";
    if (asleep) this.#stopWaking?.();
    this.#stopWaking = asleep ? undefined : (this.#stopWaking ?? onWake(() => this.#lookAlive()));
    this.#tell("connection", state);
  }

  #lookAlive(): void {
    this.connection.hurry();
    this.life.heart.probe();
  }

  /** Nobody waits for the relay any more. */
  #rest(): void {
    const { status } = this.connection.state;
    const trying = status === "connecting" || status === "reconnecting";
    const inVain = trying && !this.connection.isUp;
    if (inVain && !this.life.held && !this.#staysOpen) this.connection.close("unreachable");
  }

  #up(): void {
    const { held } = this.life;
    this.#delivery.restart();
    if (this.#leaving) {
      this.#resumption.request(this.#leaving.held, () => {});
      this.#sendGoodbye(this.#leaving);
    }
    if (held?.place) {
      this.#resumption.begin(held);
    } else {
      if (held) this.#lose(ownError("SEAT_LOST"));
      this.#settle();
    }
  }

  #down(): void {
    this.life.sleep();
    this.#resumption.end();
  }

  /** The link is as it should be: what had to wait goes out. */
  #settle(): void {
    this.connection.settled();
    this.life.wake();
    this.#asking.send(this.#client);
    if (this.life.held?.place) this.#delivery.flush(this.life.held);
  }

  /** Takes the record of an earlier life, if there is no seat yet. */
  #takeUp(): void {
    const { held } = this.life;
    const record = held ? undefined : this.#memory.load();
    if (record) {
      const recalled = this.life.recall(record);
      if (this.connection.isOnline) this.#resumption.begin(recalled);
    } else if (!held) {
      this.#asking.refused(ownError("SEAT_LOST"));
    } else if (this.connection.isOnline) {
      this.#asking.granted(held.seat, true);
    }
  }

  async #sayGoodbye(held: HeldSeat): Promise<void> {
    const late = () => ownError("UNREACHABLE");
    const told = new Deferred<void>({ timeoutMs: this.#timeoutMs, late }, () => {
      this.#leaving = undefined;
    });
    this.#leaving = { held, told };
    this.#givenUp = held.seat.code;
    if (this.connection.isOnline) this.#sendGoodbye(this.#leaving);
    // The seat was just being taken back; a new link begins with the goodbye.
    else if (this.connection.isUp) this.connection.renew();
    return told.promise;
  }

  #sendGoodbye({ told }: Leaving): void {
    this.connection.emit("leave_game", {}, () => told.resolve());
  }

  /** Somebody who knows the ticket, as another window does, has the seat now. The record stays his. */
  #takenOver(): void {
    const error = ownError("SEAT_TAKEN");
    this.connection.close("taken_over");
    this.life.release(error, false);
    this.#asking.refused(error);
    this.#tell("error", error);
  }

  /** The seat is gone without the player's doing. */
  #lose(error: SessionError): void {
    this.life.release(error, true);
    if (this.#asking.wish?.event === "resume_game") this.#asking.refused(error);
    this.#tell("error", error);
  }
}
