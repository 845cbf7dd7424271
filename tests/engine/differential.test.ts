// The official server and ours play the same scripts, and a client sees the same (docs/ENGINE.md, W54). Scripts come from
// seeds: DIFFERENTIAL=20000 plays so many, from DIFFERENTIAL_SEED on.

import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import type { Pair } from "./differences.ts";
import { differences, evened, isSame, untried } from "./differences.ts";
import type { Script } from "./script.ts";
import { printed } from "./script.ts";
import { scriptOf } from "./script-maker.ts";
import { ScriptPlayer } from "./script-player.ts";
import { ServerProcess } from "./server-process.ts";
import type { ServerSettings } from "./server-settings.ts";
import { CALM } from "./server-settings.ts";
import { TIMED, timedScripts } from "./timed-scripts.ts";

/** In `npm test`, on each runtime. */
const DEFAULT_SCRIPTS = 2500;
const SCRIPTS = Number(process.env.DIFFERENTIAL ?? DEFAULT_SCRIPTS);
const SEED = Number(process.env.DIFFERENTIAL_SEED ?? 1);
const AT_A_TIME = 80;

/** Failures beyond these say nothing new. */
const MOST_FAILURES = 3;

/** A script is so fast that thousands of them are one test. */
const PATIENCE = { timeout: 30_000 + SCRIPTS * 40 };

/** Both servers with the same settings. */
interface Servers {
  readonly official: ServerProcess;
  readonly ours: ServerProcess;
}

let calm: Servers;
let timed: Servers;
/** Rows of the table that explained something. */
const used = new Set<string>();

async function start(settings: ServerSettings): Promise<Servers> {
  const runtime = inject("runtime");
  const [official, ours] = await Promise.all([
    ServerProcess.start({ program: "official-server.ts", runtime: "node" }, settings),
    ServerProcess.start({ program: "engine-server.ts", runtime }, settings),
  ]);
  return { official, ours };
}

async function played(servers: Servers, script: Script): Promise<Pair> {
  const [official, ours] = await Promise.all([
    new ScriptPlayer(servers.official).play(script),
    new ScriptPlayer(servers.ours).play(script),
  ]);
  const even = evened({ official, ours }, script);
  for (const name of even.used) used.add(name);
  return even.pair;
}

/** As few steps as still show a difference. */
async function shrunk(servers: Servers, script: Script): Promise<Script> {
  for (let index = script.length - 1; index >= 0; index -= 1) {
    const shorter = script.toSpliced(index, 1);
    const pair = await played(servers, shorter).catch(() => undefined);
    if (pair && !isSame(pair)) return shrunk(servers, shorter);
  }
  return script;
}

/** What a failed script has to tell: nothing, if it saw the same on both servers. */
async function failure(servers: Servers, script: Script): Promise<string | undefined> {
  if (isSame(await played(servers, script))) return undefined;
  const short = await shrunk(servers, script);
  const { official, ours } = await played(servers, short);
  const at = short.findIndex((_, index) => `${official[index]}` !== `${ours[index]}`);
  const seen = `official ${JSON.stringify(official[at])}\nours     ${JSON.stringify(ours[at])}`;
  return `${printed(short)}\nat step ${at} they saw\n${seen}`;
}

beforeAll(async () => {
  [calm, timed] = await Promise.all([start(CALM), start(TIMED)]);
});

afterAll(async () => {
  for (const server of [calm.official, calm.ours, timed.official, timed.ours]) {
    await server[Symbol.asyncDispose]();
  }
});

test(
  `W54 ${SCRIPTS} scripts from seed ${SEED} are seen alike on both servers`,
  PATIENCE,
  async () => {
    const failures: string[] = [];
    let next = SEED;
    const player = async (): Promise<void> => {
      while (next < SEED + SCRIPTS && failures.length < MOST_FAILURES) {
        const seed = next;
        next += 1;
        const told = await failure(calm, scriptOf(seed));
        if (told) failures.push(`seed ${seed}:\n${told}`);
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, player));
    expect(failures.join("\n\n")).toBe("");
  },
);

test.concurrent.each(Object.keys(timedScripts))(
  "W54 %s: seen alike on both servers",
  async (name) => {
    const script = timedScripts[name] ?? [];
    const { official, ours } = await played(timed, script);
    expect(ours, printed(script)).toEqual(official);
  },
);

test("W54 each difference that is listed is one", () => {
  const here = differences.filter(
    ({ runtime = inject("runtime") }) => runtime === inject("runtime"),
  );
  const idle = here.map(({ name }) => name).filter((name) => !used.has(name));
  // A few scripts meet only a few of them.
  expect(SCRIPTS < DEFAULT_SCRIPTS ? [] : idle).toEqual([]);
});

test("W54 what no script tries is held by a rule of its own", () => {
  const rules = readFileSync(new URL("../../docs/ENGINE.md", import.meta.url), "utf8");
  expect(Object.keys(untried).filter((rule) => !rules.includes(`- **${rule}** `))).toEqual([]);
});
