// What the player has sent in this seat: numbered, repeated until the relay has it, and the newest kept
// even then, for a relay that was restarted and lost them (rules N). Knows no connection.

import type { ForwardedEvent, JsonObject, SentEvent } from "@en-parlant/protocol";
import { MAX_SENT_EVENTS } from "@en-parlant/protocol";

/**
 * What may be brought at once, as JSON: the longest payload at least. With the longest ticket, and three bytes a
 * character, it stays below the 16 KB that a message may have (E3); sixteen moves have room in it.
 */
const MAX_SENT_CHARACTERS = 2_250;

/** An event of the player's own. */
export interface OwnEvent extends SentEvent {
  /** The relay has it, in the order in which the history shows it. */
  readonly confirmed: boolean;
}

/** The player's own events, oldest first. */
export class Outbox {
  /** The number given last. */
  number: number;
  #events: readonly OwnEvent[];

  constructor(number = 0, events: readonly OwnEvent[] = []) {
    this.number = number;
    this.#events = events;
  }

  /** All that is kept. */
  get events(): readonly OwnEvent[] {
    return this.#events;
  }

  /** What the relay does not have yet, as far as is known. */
  get pending(): readonly OwnEvent[] {
    return this.#events.filter((event) => !event.confirmed);
  }

  /**
   * The newest events, for a relay that may lack them: from the oldest that is pending on, and as many
   * before it as there is room for. None is skipped, for a later number would make the relay refuse it.
   */
  get newest(): readonly SentEvent[] {
    const events = this.#events.map(({ n, after, event, payload }) => ({
      n,
      after,
      event,
      payload,
    }));
    const pending = this.#events.findIndex((event) => !event.confirmed);
    let start = pending < 0 ? events.length : pending;
    let end = start;
    let size = 0;
    const fits = (index: number) => {
      size += JSON.stringify(events[index] ?? "").length;
      const few = end - start < MAX_SENT_EVENTS && size <= MAX_SENT_CHARACTERS;
      return index in events && (few || end === start);
    };
    while (fits(end)) end += 1;
    while (fits(start - 1)) start -= 1;
    return events.slice(start, end);
  }

  /** @param after - the opponent's highest number that has been received */
  add(event: ForwardedEvent, payload: JsonObject, after: number): OwnEvent {
    this.number += 1;
    const own = Object.freeze({ n: this.number, after, event, payload, confirmed: false });
    this.#events = [...this.#events, own];
    return own;
  }

  /** The relay has the event. */
  confirm(n: number): void {
    const spare = this.#events.length - MAX_SENT_EVENTS;
    this.#events = this.#events
      .map((event) => (event.n === n ? Object.freeze({ ...event, confirmed: true }) : event))
      .filter((event, index) => index >= spare || !event.confirmed);
  }

  /** The relay refused the event; it will not be sent again. */
  remove(n: number): void {
    this.#events = this.#events.filter((event) => event.n !== n);
  }
}
