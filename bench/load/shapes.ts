// What each shape does while games go on, and which figures it takes; what happens at the doors is in storms.ts. Knows no
// wire: a table does what it is told.

import { setTimeout as sleep } from "node:timers/promises";
import type { Row, ShapeName } from "../figures.ts";
import { longLife } from "./long-life.ts";
import type { Run } from "./run.ts";
import { CALM, CHESS_MOVE_MS, measured, memoryOf, seated, warmedUp } from "./run.ts";
import { connectStorms, reconnectStorm } from "./storms.ts";

const BLITZ_MOVE_MS = 1_000;

/** The steps of `idle`, if no number of players is given. */
const IDLE_STEPS = [1_000, 5_000, 9_000] as const;

/** Each shape's doing. */
export const shapeRuns: Record<ShapeName, (run: Run) => Promise<Row[]>> = {
  chess: (run) => rhythm(run, CHESS_MOVE_MS),
  blitz: (run) => rhythm(run, BLITZ_MOVE_MS),
  polling: (run) => rhythm(run, CHESS_MOVE_MS),
  saturation,
  connect: connectStorms,
  reconnect: reconnectStorm,
  idle,
  long: longLife,
};

async function rhythm(run: Run, moveEveryMs: number): Promise<Row[]> {
  const { accept } = await seated(run, CALM);
  await warmedUp(run, moveEveryMs);
  const traffic = await measured(run);
  return [{ label: "", figures: { ...traffic, accept, ...memoryOf(run, run.order.players) } }];
}

/** Every move is answered as soon as it has come. */
async function saturation(run: Run): Promise<Row[]> {
  const { order, table } = run;
  await seated(run, CALM);
  await warmedUp(run, CHESS_MOVE_MS);
  table.play();
  // What is under way has arrived by then.
  await sleep(1_000);
  for (const game of table.games) {
    game.onMove = () => game.move();
    game.move();
  }
  await sleep(2_000);
  const figures = await measured(run);
  return [{ label: "", figures: { ...figures, ...memoryOf(run, order.players) } }];
}

/** Hearts and pings only. */
async function idle(run: Run): Promise<Row[]> {
  const { order, table } = run;
  const rows: Row[] = [];
  const steps = order.players > 0 ? [order.players] : IDLE_STEPS;
  for (const players of steps) {
    await table.seat(players - table.players.length, CALM);
    await warmedUp(run);
    const figures = await measured({ ...run, order: { ...order, players } });
    rows.push({ label: `${players} players`, figures: { ...figures, ...memoryOf(run, players) } });
    table.pause();
  }
  return rows;
}
