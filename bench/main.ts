// The bench: every contender in turn, round after round, each as a fresh process; then the table. `npm run bench` starts
// it on Bun. Measures nothing itself: the load generator does, in its own process.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { buildBinary } from "../tools/relay-binary.mjs";
import { bun, root } from "../tools/runtimes.mjs";
import type { BenchOptions } from "./arguments.ts";
import { parseBenchArguments, UsageError, usage } from "./arguments.ts";
import type { Contender } from "./contenders.ts";
import { allContenders, BINARY, takesPart } from "./contenders.ts";
import type { LoadOrder, Row, ShapeName } from "./figures.ts";
import type { Cores } from "./machine.ts";
import { chooseCores, machineLines } from "./machine.ts";
import { ratioTable } from "./ratios.ts";
import { shapeTable } from "./report.ts";
import type { Round } from "./rounds.ts";
import { pinned, ServerProcess } from "./server-process.ts";

/** How many play, if it is not said; 0 leaves it to the shape. */
const PLAYERS: Record<ShapeName, number> = {
  chess: 8_000,
  blitz: 8_000,
  saturation: 1_000,
  connect: 8_000,
  reconnect: 8_000,
  idle: 0,
  long: 0,
  polling: 1_000,
};

/** No run takes longer, unless it hangs. */
const LONGEST_MS = 15 * 60_000;

/** All that a run is made of. */
interface Bench {
  readonly options: BenchOptions;
  readonly contenders: readonly Contender[];
  readonly cores: Cores | undefined;
}

async function run(bench: Bench, shape: ShapeName, contender: Contender): Promise<readonly Row[]> {
  const { options, cores } = bench;
  await using server = await ServerProcess.start(contender, cores);
  const { port, pid } = server;
  const { seconds, warmUp, games, players = PLAYERS[shape] } = options;
  const order: LoadOrder = { shape, port, pid, players, seconds, warmUp, games, cores };
  const command = [bun, join(root, "bench/load/main.ts"), JSON.stringify(order)];
  const [program, args] = pinned(command, cores?.[1]);
  const load = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"], timeout: LONGEST_MS });
  const [out, [code]] = await Promise.all([text(load.stdout), once(load, "exit")]);
  if (code !== 0) throw new Error(`${contender.name}: the load failed. ${server.errors}`);
  return JSON.parse(out) as Row[];
}

function chosen({ options, contenders }: Bench, shape: ShapeName): readonly Contender[] {
  const { only } = options;
  return contenders.filter((contender) =>
    only.length > 0 ? only.includes(contender.name) : takesPart(contender, shape),
  );
}

/** Round by round, so that what changes on the machine meanwhile meets all of them. */
async function allRounds(bench: Bench, onRound: (round: Round) => void): Promise<void> {
  const { shapes, rounds } = bench.options;
  for (const shape of shapes) {
    for (let round = 1; round <= rounds; round += 1) {
      for (const contender of chosen(bench, shape)) {
        const { name } = contender;
        console.error(`${shape}, round ${round} of ${rounds}: ${name}`);
        try {
          onRound({ shape, contender: name, round, rows: await run(bench, shape, contender) });
        } catch (error) {
          console.error(error instanceof Error ? error.message : error);
          process.exitCode = 1;
        }
      }
    }
  }
}

function prepared(options: BenchOptions, folder: string): Bench {
  const binary = join(folder, "en-parlant-relay");
  const contenders = allContenders({ ...options, binary });
  const names = contenders.map(({ name }) => name);
  const unknown = [...options.only, ...options.against].find((name) => !names.includes(name));
  if (unknown) throw new UsageError(`There is no ${unknown}; there are ${names.join(", ")}.`);
  const bench = { options, contenders, cores: chooseCores(options.cores) };
  const isWanted = options.shapes.some((shape) =>
    chosen(bench, shape).some(({ name }) => name === BINARY),
  );
  if (isWanted) buildBinary(binary);
  return bench;
}

async function main(args: readonly string[]): Promise<void> {
  const options = parseBenchArguments(args);
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const bench = prepared(options, folder);
  const header = [
    `- Command: npm run bench -- ${args.join(" ")}`,
    `- Date: ${new Date().toISOString()}; ${options.rounds} rounds, interleaved, medians (lowest–highest)`,
    ...machineLines(bench.cores),
  ];
  console.log(header.join("\n"));
  const rounds: Round[] = [];
  await allRounds(bench, (round) => {
    rounds.push(round);
    if (options.json) writeFileSync(options.json, JSON.stringify({ header, rounds }, undefined, 2));
  });
  for (const shape of options.shapes) {
    console.log(`\n### ${shape}\n\n${shapeTable(shape, rounds)}`);
    for (const other of options.against) {
      const table = ratioTable(shape, rounds, other);
      if (table) console.log(`\n${table}`);
    }
  }
}

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
try {
  const args = process.argv.slice(2);
  if (args.includes("--help")) console.log(usage);
  else await main(args);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}\n\n${usage}`);
  process.exitCode = 2;
}
