// What all shapes have in common: what they are given, seating, the measured window, memory, and the figures that tell
// of the load. Knows no shape.

import { setTimeout as sleep } from "node:timers/promises";
import type { Figures, LoadOrder } from "../figures.ts";
import { cpuMicros } from "../process-figures.ts";
import type { Table } from "./table.ts";
import { MeasuredWindow, memoryFigures, present } from "./window.ts";

/** What a shape works with. */
export interface Run {
  readonly order: LoadOrder;
  readonly table: Table;
  /** What the server held before anybody came, in bytes. */
  readonly startMemory: number;
}

/** How often a game moves. */
export const CHESS_MOVE_MS = 10_000;

/** Games that open at a time where it is not the opening that is measured. */
export const CALM = 32;

/** Seats all players. @returns the server's CPU for it in µs a player, and how long each game took in ms */
export async function seated({ order, table }: Run, inFlight: number) {
  const before = cpuMicros(order.pid);
  const times = await table.seat(order.players, inFlight);
  return { accept: (cpuMicros(order.pid) - before) / order.players, times };
}

/**
 * Lets hearts beat and games move, if they do, until code is compiled and every rhythm has settled. Ours lets a client
 * without a name wait for its first ping and a second more before it hears of moves (F8).
 */
export async function warmedUp({ order, table }: Run, moveEveryMs?: number): Promise<void> {
  table.play(moveEveryMs);
  await sleep(order.warmUp * 1000);
}

/** What a window of the ordered length shows. */
export async function measured({ order, table }: Run): Promise<Figures> {
  const window = new MeasuredWindow(order, table.tally);
  await sleep(order.seconds * 1000);
  return window.figures(order.players);
}

export function memoryOf({ order, startMemory }: Run, players: number): Figures {
  return memoryFigures(order, startMemory, players);
}

/** Of a window in which nobody plays: only what tells whether to believe it. */
export function loadOf(window: MeasuredWindow): Figures {
  const { loadShare, loadLag, otherWork } = window.figures(1);
  return present({ loadShare, loadLag, otherWork });
}
