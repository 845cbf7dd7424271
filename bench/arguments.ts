// What may be asked of the bench on the command line, and what is taken when nothing is said. Starts nothing.

import { parseArgs } from "node:util";
import type { ShapeName } from "./figures.ts";
import { shapeNames } from "./figures.ts";

/** Another relay that speaks these events; the command becomes it, and finds `PORT` in its environment. */
export interface Peer {
  readonly name: string;
  readonly command: string;
}

/** What the bench is to do. */
export interface BenchOptions {
  readonly shapes: readonly ShapeName[];
  readonly rounds: number;
  /** `undefined`: what the shape has by default. */
  readonly players: number | undefined;
  readonly seconds: number;
  /** How long players play before the measured window. */
  readonly warmUp: number;
  readonly games: number;
  readonly peers: readonly Peer[];
  /** Contenders by name; empty: all that the shape has. */
  readonly only: readonly string[];
  /** Those that the others are divided by, in a table each. */
  readonly against: readonly string[];
  /** Further environment variables of our relay. */
  readonly settings: Readonly<Record<string, string>>;
  /** The cores of server and load, if not chosen here. */
  readonly cores: readonly [server: number, load: number] | undefined;
  /** Where all rounds go as JSON. */
  readonly json: string | undefined;
}

/** It was asked for something that there is not. */
export class UsageError extends Error {}

/** What `--help` prints. */
export const usage = `npm run bench -- [options]
  --shape NAME,…        ${shapeNames.join(", ")}, or all (chess)
  --rounds N            how often each contender runs, in turns (5)
  --players N           players at a time (what the shape has)
  --seconds N           length of the measured window (20)
  --warm-up N           seconds that players play before it (45): until runtimes have compiled what is used
  --games N             games that "long" plays to their end (10000)
  --only NAME,…         these contenders only
  --peer NAME=COMMAND   another relay; the command must become it (exec), and finds PORT in its environment
  --against NAME,…      a table of ratios to each of these
  --set NAME=VALUE      a setting of our relay
  --cores SERVER,LOAD   the cores of server and load
  --json FILE           every round's figures`;

/** @throws UsageError */
export function parseBenchArguments(args: readonly string[]): BenchOptions {
  const values = read(args);
  return {
    shapes: shapesOf(values.shape),
    rounds: whole("rounds", values.rounds),
    players: values.players === undefined ? undefined : even(whole("players", values.players)),
    seconds: whole("seconds", values.seconds),
    warmUp: whole("warm-up", values["warm-up"]),
    games: whole("games", values.games),
    peers: values.peer.map((text) => {
      const [name, command] = pair("peer", text);
      return { name, command };
    }),
    only: values.only.flatMap((names) => names.split(",")),
    against: values.against.flatMap((names) => names.split(",")),
    settings: Object.fromEntries(values.set.map((text) => pair("set", text))),
    cores: values.cores === undefined ? undefined : coresOf(values.cores),
    json: values.json,
  };
}

function read(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        shape: { type: "string", default: "chess" },
        rounds: { type: "string", default: "5" },
        players: { type: "string" },
        seconds: { type: "string", default: "20" },
        "warm-up": { type: "string", default: "45" },
        games: { type: "string", default: "10000" },
        only: { type: "string", multiple: true, default: [] },
        peer: { type: "string", multiple: true, default: [] },
        against: { type: "string", multiple: true, default: [] },
        set: { type: "string", multiple: true, default: [] },
        cores: { type: "string" },
        json: { type: "string" },
      },
    }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function shapesOf(text: string): readonly ShapeName[] {
  if (text === "all") return shapeNames;
  return text.split(",").map((name) => {
    const shape = shapeNames.find((known) => known === name);
    if (!shape) throw new UsageError(`There is no shape ${name}.`);
    return shape;
  });
}

function whole(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new UsageError(`--${name} wants a whole number, not ${text}.`);
  return value;
}

/** Two play a game. */
function even(players: number): number {
  return players + (players % 2);
}

function pair(name: string, text: string): [string, string] {
  const at = text.indexOf("=");
  if (at < 1) throw new UsageError(`--${name} wants NAME=…, not ${text}.`);
  return [text.slice(0, at), text.slice(at + 1)];
}

function coresOf(text: string): [number, number] {
  const [server, load, ...more] = text.split(",").map(Number);
  const isPair = Number.isInteger(server) && Number.isInteger(load) && more.length === 0;
  if (!isPair || server === undefined || load === undefined)
    throw new UsageError(`--cores wants two numbers, as 1,0, not ${text}.`);
  return [server, load];
}
