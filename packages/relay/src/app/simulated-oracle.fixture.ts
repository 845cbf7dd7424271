// What everybody must have received, in which order, written down beside the relay and without its means:
// no sequence numbers, no counts, only who knew what when he spoke.

import { expect } from "vitest";
import type { Player } from "./simulated-player.fixture.ts";
import { heardAs } from "./simulated-player.fixture.ts";

/** Knows what must arrive. */
export class Oracle {
  /** What the sender of each event had received or sent before. */
  readonly #past = new Map<string, ReadonlySet<string>>();

  /** A player utters an event, whether it arrives anywhere or not. */
  said(text: string, by: Player): void {
    this.#past.set(text, new Set([...by.received, ...by.sent]));
    by.sent.push(text);
  }

  /** Whoever does not have it must get it once: now, or when he is back. */
  taken(text: string, to: readonly Player[]): void {
    for (const player of to) this.#due(player, text);
  }

  /** The relay has lost its memory: only what has arrived is certain. */
  forgotten(player: Player): void {
    player.expected = [...player.received];
  }

  /** Behind all else, but before what was said in knowledge of it and has not been heard yet. */
  #due({ expected, received }: Player, text: string): void {
    if (expected.includes(text)) return;
    const unheard = expected.slice(received.length);
    const answer = unheard.findIndex((later) => this.#past.get(later)?.has(text));
    expected.splice(answer < 0 ? expected.length : received.length + answer, 0, text);
  }

  /** F7, N8: nobody has heard an answer before what it answers. */
  checkOrder({ received }: Player): void {
    expect(new Set(received).size).toBe(received.length);
    for (const [index, text] of received.entries()) {
      const later = received.slice(index + 1);
      expect(later.filter((other) => this.#past.get(text)?.has(other))).toEqual([]);
    }
  }

  /** N5: all that a player keeps of his own has arrived on both sides. */
  checkKept(player: Player, opponents: readonly Player[]): void {
    for (const { event, payload } of player.kept) {
      const text = heardAs({ event, payload });
      if (event === "game_move") expect(player.received).toContain(text);
      for (const opponent of opponents) expect(opponent.received).toContain(text);
    }
  }
}
