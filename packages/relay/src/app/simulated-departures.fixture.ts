// Who was told that his opponent left, and whether it was true (rules P3, P4).

import type { Color } from "@en-parlant/protocol";
import { opponentOf } from "@en-parlant/protocol";
import { expect } from "vitest";
import type { Room } from "../room/room.ts";
import { opponentSeat } from "../room/room.ts";
import type { Player } from "./simulated-player.fixture.ts";

/** Knows each time that a seat lost its player in the present relay. */
export class Departures {
  /** How often, by room identity and colour. */
  readonly #losses = new Map<string, number>();
  /** The opponents' departures that each player was told of. */
  readonly #told = new Map<Player, Set<string>>();

  /** The seat's link has ended. */
  lost({ id }: Room, color: Color): void {
    const seat = `${id} ${color}`;
    this.#losses.set(seat, (this.#losses.get(seat) ?? 0) + 1);
  }

  /** Whoever is said to have left is not there, and it is said once. */
  check(player: Player, room: Room, color: Color): void {
    const opponent = opponentSeat(room, color);
    // Whoever came back to somebody for whom the game is over is told so as often as that happens (P7).
    if (opponent?.isOver) return;
    expect(["gone", "left"]).toContain(opponent?.presence.at);
    const gone = `${room.id} ${opponentOf(color)}`;
    const departure = `${gone} ${this.#losses.get(gone)}`;
    const told = this.#told.get(player) ?? new Set();
    expect(told.has(departure)).toBe(false);
    this.#told.set(player, told.add(departure));
  }
}
