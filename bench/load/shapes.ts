// What each shape does, and which figures it takes. Knows no wire: a table does what it is told.

import { setTimeout as sleep } from "node:timers/promises";
import type { Figures, LoadOrder, Row, ShapeName } from "../figures.ts";
import { cpuMicros } from "../process-figures.ts";
import { Samples } from "../statistics.ts";
import { reconnectStorm } from "./reconnect-storm.ts";
import type { Table } from "./table.ts";
import { MeasuredWindow, memoryFigures, present } from "./window.ts";

/** What a shape works with. */
export interface Run {
  readonly order: LoadOrder;
  readonly table: Table;
  /** What the server held before anybody came, in bytes. */
  readonly startMemory: number;
}

const CHESS_MOVE_MS = 10_000;
const BLITZ_MOVE_MS = 1_000;

/**
 * Until code is compiled and every rhythm has settled. Ours lets a client without a name wait for its first ping and a
 * second more before it hears of moves (F8).
 */
const WARM_UP_MS = 10_000;

/** Games that open at a time where it is not the opening that is measured, … */
const CALM = 32;
/** … and where it is. */
const STORM = 500;
const STORMS = 3;

/** The steps of `idle`, if no number of players is given. */
const IDLE_STEPS = [1_000, 5_000, 9_000] as const;

/** Each shape's doing. */
export const shapeRuns: Record<ShapeName, (run: Run) => Promise<Row[]>> = {
  chess: (run) => rhythm(run, CHESS_MOVE_MS),
  blitz: (run) => rhythm(run, BLITZ_MOVE_MS),
  polling: (run) => rhythm(run, CHESS_MOVE_MS),
  saturation,
  connect: connectStorms,
  reconnect,
  idle,
  long: longLife,
};

async function rhythm(run: Run, moveEveryMs: number): Promise<Row[]> {
  const { order, table } = run;
  const { players } = order;
  const { accept } = await seated(run, CALM);
  table.play(moveEveryMs);
  await sleep(WARM_UP_MS);
  const traffic = await measured(run);
  return [{ label: "", figures: { ...traffic, accept, ...memoryOf(run, players) } }];
}

/** Every move is answered as soon as it has come. */
async function saturation(run: Run): Promise<Row[]> {
  const { order, table } = run;
  await seated(run, CALM);
  table.play(CHESS_MOVE_MS);
  await sleep(WARM_UP_MS);
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

/** Everybody comes at once, leaves, and comes again: the first time nothing is compiled yet. */
async function connectStorms(run: Run): Promise<Row[]> {
  const { order, table } = run;
  const accepts: number[] = [];
  const times = new Samples();
  const window = new MeasuredWindow(order, table.tally);
  let memory: Figures = {};
  for (let storm = 0; storm < STORMS; storm += 1) {
    const seats = await seated(run, STORM);
    accepts.push(seats.accept);
    for (const ms of seats.times) times.add(ms);
    memory = memoryOf(run, order.players);
    for (const player of table.players) player.quit();
    table.games = [];
    await sleep(1_500);
  }
  const [accept = 0, ...again] = accepts;
  const [seatedP50, seatedP99] = times.percentiles(0.5, 0.99);
  const acceptWarm = again.reduce((sum, micros) => sum + micros, 0) / again.length;
  const { loadShare, loadLag, lostLinks, otherWork } = window.figures(order.players);
  const load = { loadShare, loadLag, lostLinks, otherWork };
  return [
    {
      label: "",
      figures: { ...memory, ...present({ accept, acceptWarm, seatedP50, seatedP99, ...load }) },
    },
  ];
}

async function reconnect(run: Run): Promise<Row[]> {
  const { order, table } = run;
  await seated(run, CALM);
  table.play(CHESS_MOVE_MS);
  await sleep(WARM_UP_MS);
  const window = new MeasuredWindow(order, table.tally);
  const storm = await reconnectStorm(table);
  const accept = window.cpu / order.players;
  const { loadShare, loadLag, otherWork } = window.figures(order.players);
  const load = present({ loadShare, loadLag, otherWork });
  return [{ label: "", figures: { ...load, ...storm, accept, ...memoryOf(run, order.players) } }];
}

/** Hearts and pings only. */
async function idle(run: Run): Promise<Row[]> {
  const { order, table } = run;
  const rows: Row[] = [];
  const steps = order.players > 0 ? [order.players] : IDLE_STEPS;
  for (const players of steps) {
    await table.seat(players - table.players.length, CALM);
    table.play();
    await sleep(WARM_UP_MS);
    const figures = await measured({ ...run, order: { ...order, players } });
    rows.push({ label: `${players} players`, figures: { ...figures, ...memoryOf(run, players) } });
    table.pause();
  }
  return rows;
}

const BATCH_GAMES = 500;
const GAME_MOVES = 20;

/** Games one after another, played to their end and left; what is held then is held for nothing. */
async function longLife(run: Run): Promise<Row[]> {
  const { order, table } = run;
  const window = new MeasuredWindow(order, table.tally);
  let first: number | undefined;
  for (let played = 0; played < order.games; played += BATCH_GAMES) {
    await table.seat(2 * Math.min(BATCH_GAMES, order.games - played), 100);
    await Promise.all(table.games.map(playToTheEnd));
    for (const player of table.players) player.leave();
    await sleep(200);
    for (const player of table.players) player.quit();
    table.games = [];
    await sleep(300);
    if (first === undefined) {
      await sleep(3_000);
      first = memoryOf(run, 1).memory;
    }
  }
  const traffic = window.figures(2 * BATCH_GAMES);
  await sleep(10_000);
  const memory = memoryOf(run, 1);
  const growth = present({
    memoryFirst: first,
    memoryGrowth: first && memory.memory && memory.memory / first,
  });
  return [{ label: `${order.games} games`, figures: { ...traffic, ...memory, ...growth } }];
}

function playToTheEnd(game: Table["games"][number]): Promise<void> {
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

/** Seats all players. @returns the server's CPU for it in µs a player, and how long each game took in ms */
async function seated({ order, table }: Run, inFlight: number) {
  const before = cpuMicros(order.pid);
  const times = await table.seat(order.players, inFlight);
  return { accept: (cpuMicros(order.pid) - before) / order.players, times };
}

async function measured({ order, table }: Run): Promise<Figures> {
  const window = new MeasuredWindow(order, table.tally);
  await sleep(order.seconds * 1000);
  return window.figures(order.players);
}

function memoryOf({ order, startMemory }: Run, players: number): Figures {
  return memoryFigures(order, startMemory, players);
}
