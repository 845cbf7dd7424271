// A real relay as a test resource: started as its own process on a free port, ended with the test.
// Knows the process's contract (environment, log lines, signals) and nothing of its inside.

import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import { bunCommand, root, toolNode } from "../tools/runtimes.mjs";
import { portOfProcess } from "./listening-port.ts";
import { Watched } from "./watched.ts";

/** Environment variables of the relay; `undefined` takes one of the tests' own settings away. */
export type Settings = Readonly<Record<string, string | number | undefined>>;

/** How a process ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What to start besides the settings. */
export interface Launch {
  readonly args?: readonly string[];
  /** A module that the runtime loads before the relay. */
  readonly preload?: string;
  /** A program to start instead of the relay's sources: the single binary. */
  readonly program?: string;
  /** Where to start it: by default the repository, of which nothing is at hand to a program of its own. */
  readonly cwd?: string;
  /** What a shell does before it becomes the relay, which is `"$@"`: `ulimit -n 100; exec "$@"`. */
  readonly shell?: string;
}

const RUNTIMES = { bun: bunCommand, node: [toolNode()] };

/** Quick tests would meet the limits against floods; only the tests of those set them lower. */
const UNLIMITED: Settings = {
  CONNECTIONS_PER_MINUTE: 100_000,
  EVENTS_PER_SECOND: 100_000,
  GAMES_PER_MINUTE: 100_000,
  JOIN_FAILURES_PER_MINUTE: 100_000,
};

// Vitest ends a worker whose test hangs by this signal; the relays of that test must end with it.
process.once("SIGTERM", () => process.exit(1));

let secrets = 0;

/** The relay's process. Fails its test at the end when the relay crashed or logged an error. */
export class RelayProcess extends Watched implements AsyncDisposable {
  readonly settings: Settings;
  #child: ChildProcess;
  #stdout = "";
  #stderr = "";
  #port = 0;
  #exit: Exit | undefined;
  #endIsExpected = false;

  constructor(settings: Settings, launch: Launch = {}) {
    super();
    secrets += 1;
    const secret = `secret no. ${secrets} of the test process ${process.pid}, long enough`;
    this.settings = { ...UNLIMITED, PORT: 0, HOST: "127.0.0.1", RELAY_SECRET: secret, ...settings };
    this.#child = this.#spawn(this.settings, launch);
  }

  get port(): number {
    return this.#port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get pid(): number {
    return this.#child.pid ?? -1;
  }

  /** All it has written so far, standard output first. */
  get output(): string {
    return this.#stdout + this.#stderr;
  }

  /** Waits until it listens. */
  async listening(): Promise<void> {
    const looking = setInterval(() => {
      // Its log, which says the port, may go elsewhere.
      this.#port ||= portOfProcess(this.pid);
      this.changed();
    }, 50);
    await this.until("the relay to listen", () => this.#port > 0 || this.#exit !== undefined);
    clearInterval(looking);
    if (this.#exit) throw new Error(`the relay did not come up; ${this.state()}`);
  }

  /** Sends the signal without waiting for what it does. */
  signal(signal: NodeJS.Signals): void {
    this.#endIsExpected = true;
    this.#child.kill(signal);
  }

  /** Waits for the process's end. */
  async exited(): Promise<Exit> {
    this.#endIsExpected = true;
    await this.until("the relay to exit", () => this.#exit !== undefined);
    return this.#exit as Exit;
  }

  /** Ends the process and waits until it is gone. */
  kill(signal: NodeJS.Signals = "SIGKILL"): Promise<Exit> {
    this.signal(signal);
    return this.exited();
  }

  /** Starts it again after its end, on a new port unless `settings` name one. */
  async start(settings: Settings = {}, launch: Launch = {}): Promise<void> {
    if (!this.#exit) throw new Error("the relay is still running");
    this.#checkLog();
    this.#stdout = "";
    this.#stderr = "";
    this.#port = 0;
    this.#exit = undefined;
    this.#endIsExpected = false;
    this.#child = this.#spawn({ ...this.settings, ...settings }, launch);
    await this.listening();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const crashed = this.#exit !== undefined && !this.#endIsExpected;
    if (!this.#exit) await this.kill();
    if (crashed) throw new Error(`the relay crashed; ${this.state()}`);
    this.#checkLog();
  }

  #spawn(settings: Settings, launch: Launch): ChildProcess {
    const { args = [], preload, program, shell } = launch;
    const runtime = inject("runtime");
    const load = runtime === "bun" ? "--preload" : "--import";
    const flags = preload === undefined ? [] : [load, preload];
    const sources = [...RUNTIMES[runtime], ...flags, join(root, "packages/relay/src/main.ts")];
    const [command = "", ...rest] = program ? [program] : sources;
    const { PATH = "", PAGE_FILE } = process.env;
    const env: Record<string, string> = { PATH, ...(PAGE_FILE && { PAGE_FILE }) };
    for (const [name, value] of Object.entries(settings)) {
      if (value !== undefined) env[name] = String(value);
    }
    const whole = [command, ...rest, ...args] as const;
    const [file, ...words] = shell ? (["/bin/sh", "-c", shell, "sh", ...whole] as const) : whole;
    const child = spawn(file, words, {
      cwd: launch.cwd ?? (program ? tmpdir() : root),
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const orphan = (): void => void child.kill("SIGKILL");
    process.once("exit", orphan);
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      this.#stdout += text;
      this.#port ||= portOf(this.#stdout);
      this.changed();
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.#stderr += text;
      this.changed();
    });
    child.once("close", (code, signal) => {
      process.off("exit", orphan);
      this.#exit = { code, signal, stdout: this.#stdout, stderr: this.#stderr };
      this.changed();
    });
    return child;
  }

  #checkLog(): void {
    const errors = jsonLines(this.#stdout).filter(({ level }) => Number(level) >= PINO_ERROR);
    if (errors.length === 0) return;
    throw new Error(`the relay logged errors: ${JSON.stringify(errors, undefined, 2)}`);
  }

  protected override state(): string {
    const exit = this.#exit ? `exit code ${this.#exit.code} ${this.#exit.signal ?? ""}` : "running";
    return `${exit}, it wrote:\n${this.output || "(nothing)"}`;
  }
}

/** A relay that listens. */
export async function startRelay(settings: Settings = {}, launch?: Launch): Promise<RelayProcess> {
  const relay = new RelayProcess(settings, launch);
  await relay.listening();
  return relay;
}

/** Runs the relay's command to its end. */
export function runRelay(args: readonly string[], settings: Settings = {}): Promise<Exit> {
  return new RelayProcess(settings, { args }).exited();
}

const PINO_ERROR = 50;

function portOf(output: string): number {
  const line = jsonLines(output).find(({ msg }) => msg === "listening");
  return Number(line?.port ?? 0);
}

/** The log lines in a relay's output; a last line that is still being written is left out. */
function jsonLines(output: string): Record<string, unknown>[] {
  const whole = output.slice(0, output.lastIndexOf("\n") + 1);
  const lines = whole.split("\n").filter((line) => line.startsWith("{"));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}
