// What happens at the doors: everybody comes at once, and everybody comes back at once.

import { setTimeout as sleep } from "node:timers/promises";
import type { Figures, Row } from "../figures.ts";
import { Samples } from "../statistics.ts";
import { shuffled } from "./rotation.ts";
import type { Run } from "./run.ts";
import { CALM, CHESS_MOVE_MS, loadOf, memoryOf, seated, warmedUp } from "./run.ts";
import type { Table } from "./table.ts";
import { MeasuredWindow, present } from "./window.ts";

/** Games that open at a time. */
const IN_FLIGHT = 500;
const STORMS = 3;

/** socket.io-client's delay before it comes back: a second, half of it more or less. */
const DELAY_MS = { least: 500, range: 1_000 } as const;

/** Who is not back by then does not come back. */
const PATIENCE_MS = 30_000;

/** Everybody comes, leaves, and comes again: the first time nothing is compiled yet. */
export async function connectStorms(run: Run): Promise<Row[]> {
  const { order, table } = run;
  const accepts: number[] = [];
  const times = new Samples();
  const window = new MeasuredWindow(order, table.tally);
  let memory: Figures = {};
  for (let storm = 0; storm < STORMS; storm += 1) {
    const seats = await seated(run, IN_FLIGHT);
    accepts.push(seats.accept);
    for (const ms of seats.times) times.add(ms);
    memory = memoryOf(run, order.players);
    for (const player of table.players) player.quit();
    table.games = [];
    await sleep(1_500);
  }
  const [accept = 0, ...again] = accepts;
  const acceptWarm = again.reduce((sum, micros) => sum + micros, 0) / again.length;
  const [seatedP50, seatedP99] = times.percentiles(0.5, 0.99);
  const doors = present({ accept, acceptWarm, seatedP50, seatedP99 });
  return [{ label: "", figures: { ...memory, ...doors, ...loadOf(window) } }];
}

/**
 * All links are cut in one moment, as when a network or a proxy goes, and everybody comes back as socket.io-client does:
 * with its session and its last offset.
 */
export async function reconnectStorm(run: Run): Promise<Row[]> {
  const { order, table } = run;
  await seated(run, CALM);
  await warmedUp(run, CHESS_MOVE_MS);
  const window = new MeasuredWindow(order, table.tally);
  const back = await cutAndReturn(table);
  const accept = window.cpu / order.players;
  const memory = memoryOf(run, order.players);
  return [{ label: "", figures: { ...memory, ...back, accept, ...loadOf(window) } }];
}

async function cutAndReturn(table: Table): Promise<Figures> {
  table.pause();
  const players = shuffled(table.players);
  const times = new Samples();
  const from = performance.now();
  const allBack = new Promise<void>((resolve) => {
    for (const game of table.games) {
      game.onBack = () => {
        times.add((performance.now() - from) / 1000);
        if (times.count === players.length) resolve();
      };
    }
  });
  for (const player of players) player.cut();
  for (const [index, player] of players.entries()) {
    const delay = DELAY_MS.least + (index / players.length) * DELAY_MS.range;
    setTimeout(() => player.connect(), delay);
  }
  await Promise.race([allBack, sleep(PATIENCE_MS)]);
  const [backP50, backP99] = times.percentiles(0.5, 0.99);
  const recovered = players.filter(({ isRecovered }) => isRecovered).length;
  return present({
    backP50,
    backP99,
    recovered: (100 * recovered) / players.length,
    lostLinks: players.length - times.count,
  });
}
