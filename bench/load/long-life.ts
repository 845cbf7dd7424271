// Many games one after another, played to their end and left: what the relay still holds then, it holds for nothing.

import { setTimeout as sleep } from "node:timers/promises";
import type { Row } from "../figures.ts";
import type { Game } from "./game.ts";
import type { Run } from "./run.ts";
import { memoryOf } from "./run.ts";
import { MeasuredWindow, present } from "./window.ts";

const BATCH_GAMES = 500;
const IN_FLIGHT = 100;
const GAME_MOVES = 20;

/** A runtime gives memory back when it finds the time. */
const REST_MS = 30_000;

/** Plays the ordered number of games. */
export async function longLife(run: Run): Promise<Row[]> {
  const { order, table } = run;
  const window = new MeasuredWindow(order, table.tally);
  let first: number | undefined;
  for (let played = 0; played < order.games; played += BATCH_GAMES) {
    await playBatch(run, Math.min(BATCH_GAMES, order.games - played));
    if (first !== undefined) continue;
    await sleep(REST_MS);
    first = memoryOf(run, 1).memory;
  }
  const traffic = window.figures(2 * BATCH_GAMES);
  await sleep(REST_MS);
  const memory = memoryOf(run, 1);
  const growth = present({
    memoryFirst: first,
    memoryGrowth: first && memory.memory && memory.memory / first,
  });
  return [{ label: `${order.games} games`, figures: { ...traffic, ...memory, ...growth } }];
}

async function playBatch({ table }: Run, games: number): Promise<void> {
  await table.seat(2 * games, IN_FLIGHT);
  await Promise.all(table.games.map(playToTheEnd));
  for (const player of table.players) player.leave();
  await sleep(200);
  for (const player of table.players) player.quit();
  table.games = [];
  await sleep(300);
}

function playToTheEnd(game: Game): Promise<void> {
  return new Promise((resolve) => {
    let moves = 0;
    game.onMove = () => {
      moves += 1;
      if (moves < GAME_MOVES) game.move();
      else resolve();
    };
    game.move();
  });
}
