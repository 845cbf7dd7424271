// A seat that is held: where its history stands, what the player has sent, who waits for it to arrive. Turns
// what the relay says into history, each event once. Knows no connection and no time.

import type {
  ForwardedEvent,
  JsonObject,
  LoggedEvent,
  Offset,
  RelayPayloads,
} from "@en-parlant/protocol";
import { NO_COUNTS, opponentOf } from "@en-parlant/protocol";
import { Deferred } from "./deferred.ts";
import type { HistoryEntry } from "./history.ts";
import { HISTORY_LIMIT } from "./history.ts";
import type { OwnEvent } from "./outbox.ts";
import { Outbox } from "./outbox.ts";
import { presentFields } from "./present-fields.ts";
import type { Seat, SeatNews } from "./seat.ts";
import { seatWith } from "./seat.ts";
import type { SeatRecord } from "./seat-record.ts";

/** What a seat needs from outside. */
export interface Outside {
  /** Learns of each new entry; `heard`, if the relay sent it, and not only took it. */
  told(entry: HistoryEntry, heard: boolean): void;
  /** The session's clock. */
  now(): number;
}

/** One seat in one game. */
export class HeldSeat {
  seat: Seat;
  /** Absent on a relay that keeps no seats: there nothing is numbered or acknowledged. */
  place: Offset | undefined;
  history: readonly HistoryEntry[];
  readonly outbox: Outbox;
  /** This program has held the seat before, so it is coming back to it, not taking it over. */
  returning: boolean;
  /** The relay has refused to give it back once. */
  doubted = false;
  readonly #outside: Outside;
  /** What a relay without offsets may still send back. */
  #lastMove: unknown;
  readonly #sending = new Map<number, Deferred<void>>();

  /** @param record - what is left of the seat from an earlier life of the program */
  constructor(seat: Seat, outside: Outside, record?: SeatRecord) {
    this.seat = seat;
    this.#outside = outside;
    this.place = record?.place;
    this.history = record?.history ?? [];
    this.outbox = new Outbox(record?.number, record?.sent);
    this.returning = record === undefined;
  }

  /** What to keep for the next life; nothing where no relay would give the seat back. */
  get record(): SeatRecord | undefined {
    const { seat, place, outbox, history } = this;
    return place && { seat, place, number: outbox.number, sent: outbox.events, history };
  }

  /** Puts an event of the player's into the outbox. @returns a promise of the relay's having it */
  send(event: ForwardedEvent, payload: JsonObject): Promise<void> {
    const seen = this.place?.seen ?? NO_COUNTS;
    const { n } = this.outbox.add(event, payload, seen[opponentOf(this.seat.color)]);
    const sending = new Deferred<void>();
    this.#sending.set(n, sending);
    return sending.promise;
  }

  /**
   * The same on a relay without acknowledgements: what is written counts as arrived, and as come back where it
   * would, though some such relays send nothing back.
   */
  sendUnnumbered(event: ForwardedEvent, payload: JsonObject): void {
    const comesBack = event === "game_move" || event === "accept_draw";
    if (event === "game_move") this.#lastMove = payload.uci;
    this.#enter({ event, payload, mine: true }, comesBack);
  }

  /**
   * Takes a logged event in.
   * @param place - the event's offset
   */
  hear(event: string, said: unknown, place: Offset | undefined): void {
    // A relay without offsets makes null of clocks that are left out.
    const payload = place ? said : presentFields(said as object);
    if (!place && event === "game_move" && this.#isEcho(payload as object)) return;
    this.seat = seatWith(this.seat, newsOf(event, payload));
    if (place) this.place = place;
    // What was taken before this event has been acknowledged before it; so this is its echo (F7).
    const own = place && this.outbox.pending.find(({ n }) => n <= place.seen[this.seat.color]);
    if (own) this.#arrived(own.n);
    this.#enter({ event, payload, mine: own !== undefined }, true);
  }

  /** The relay acknowledged an event. */
  acknowledged(n: number): void {
    const own = this.outbox.pending.find((event) => event.n === n);
    if (own) this.#confirm(own);
  }

  /** The relay refused an event. */
  refused(n: number, error: Error): void {
    this.outbox.remove(n);
    this.#sending.get(n)?.reject(error);
    this.#sending.delete(n);
  }

  /** Forgets all but the newest entries. */
  trimHistory(keep: number): void {
    this.history = Object.freeze(keep > 0 ? this.history.slice(-keep) : []);
  }

  /** The relay gave the seat back, and with it what was missed. */
  resumed(snapshot: RelayPayloads["game_resumed"], place: Offset): void {
    this.seat = seatWith(this.seat, snapshot);
    this.place = place;
    this.returning = true;
    this.doubted = false;
    this.outbox.number = Math.max(this.outbox.number, snapshot.number);
    const { color } = this.seat;
    const echoes = snapshot.events.flatMap(({ by, n }) => (by === color && n ? [n] : []));
    // Taken, but not echoed: each comes before the next of the player's own events that was.
    const silent = this.outbox.pending.filter(
      ({ n }) => n <= snapshot.number && !echoes.includes(n),
    );
    for (const missed of snapshot.events) {
      while (silent[0] && silent[0].n < (echoes[0] ?? Number.POSITIVE_INFINITY)) {
        this.#confirm(silent.shift() as OwnEvent);
      }
      if (missed.by === color && missed.n === echoes[0]) echoes.shift();
      this.#missed(missed);
    }
    for (const own of silent) this.#confirm(own);
  }

  /** The seat is gone, and whatever was still to be sent with it. */
  lost(error: Error): void {
    for (const sending of this.#sending.values()) sending.reject(error);
    this.#sending.clear();
  }

  /** No two players make the same move in turn. */
  #isEcho(move: { readonly uci?: unknown }): boolean {
    const isEcho = move.uci === this.#lastMove;
    this.#lastMove = undefined;
    return isEcho;
  }

  #missed({ event, payload, by, n, agoMs }: LoggedEvent): void {
    this.seat = seatWith(this.seat, newsOf(event, payload));
    const mine = by === this.seat.color;
    if (mine && n !== undefined) {
      // Entered when it was acknowledged.
      if (this.outbox.events.some((own) => own.n === n && own.confirmed)) return;
      this.#arrived(n);
    }
    this.#enter({ event, payload, mine }, true, agoMs);
  }

  #confirm({ n, event, payload }: OwnEvent): void {
    this.#arrived(n);
    this.#enter({ event, payload, mine: true }, false);
  }

  #arrived(n: number): void {
    this.outbox.confirm(n);
    this.#sending.get(n)?.resolve();
    this.#sending.delete(n);
  }

  #enter(
    said: { event: string; payload: unknown; mine: boolean },
    heard: boolean,
    agoMs = 0,
  ): void {
    const entry = Object.freeze({ ...said, at: this.#outside.now() - agoMs }) as HistoryEntry;
    this.history = Object.freeze([...this.history, entry].slice(-HISTORY_LIMIT));
    this.#outside.told(entry, heard);
  }
}

/** What an event says about the seat itself. */
function newsOf(event: string, payload: unknown): SeatNews {
  const joined = event === "game_joined" || event === "peer_joined";
  return joined || event === "game_created" ? { ...(payload as SeatNews), joined } : {};
}
