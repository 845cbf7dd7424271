// A relay as a process on its own core, from its start until it is gone. Knows the contract (PORT, an answer by HTTP, a
// signal) and nothing of what is inside.

import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { portOfProcess } from "../tests/listening-port.ts";
import type { Contender } from "./contenders.ts";
import type { Cores } from "./machine.ts";

const PATIENCE_MS = 15_000;
const CLOSING_MS = 5_000;

/** How much of what a relay writes about an error is worth repeating. */
const TAIL = 2_000;

/** Runs `command` on one core, where cores can be chosen. */
export function pinned(command: readonly string[], core: number | undefined): [string, string[]] {
  const [program = "", ...args] =
    core === undefined ? command : ["taskset", "--cpu-list", `${core}`, ...command];
  return [program, args];
}

/** One run's relay. */
export class ServerProcess implements AsyncDisposable {
  readonly port: number;
  readonly #child: ChildProcess;
  readonly #name: string;
  #errors = "";

  private constructor({ name, command, environment }: Contender, port: number, cores?: Cores) {
    this.port = port;
    this.#name = name;
    const [program, args] = pinned(command, cores?.[0]);
    const { PATH = "" } = process.env;
    this.#child = spawn(program, args, {
      cwd: tmpdir(),
      env: { PATH, ...environment, PORT: `${port}` },
      // What it logs is nobody's cost but its own.
      stdio: ["ignore", "ignore", "pipe"],
    });
    this.#child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#errors = (this.#errors + text).slice(-TAIL);
    });
    this.#child.on("error", (error) => {
      this.#errors += error.message;
    });
    process.once("exit", this.#kill);
  }

  /** A relay that answers. @throws where it does not come up */
  static async start(contender: Contender, cores: Cores | undefined): Promise<ServerProcess> {
    const server = new ServerProcess(contender, await freePort(), cores);
    try {
      await server.#answering();
      return server;
    } catch (error) {
      await server[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** `taskset` and the shell become the relay, so this is its own. */
  get pid(): number {
    return this.#child.pid ?? -1;
  }

  get #isOver(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** For the message of a run that failed. */
  get errors(): string {
    return this.#isOver ? `${this.#name} has ended. ${this.#errors}` : this.#errors;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    process.off("exit", this.#kill);
    if (this.#isOver || this.#child.pid === undefined) return;
    const gone = once(this.#child, "exit");
    this.#child.kill("SIGTERM");
    await Promise.race([gone, sleep(CLOSING_MS)]);
    if (this.#isOver) return;
    this.#kill();
    await gone;
  }

  readonly #kill = (): void => void this.#child.kill("SIGKILL");

  async #answering(): Promise<void> {
    const until = performance.now() + PATIENCE_MS;
    while (performance.now() < until && !this.#isOver && this.#child.pid !== undefined) {
      if (await answers(this.port)) return this.#checkProcess();
      await sleep(50);
    }
    throw new Error(`${this.#name} does not answer on its PORT. ${this.#errors}`);
  }

  /** Otherwise it would be a shell's CPU time that is measured, or a container client's. */
  #checkProcess(): void {
    if (portOfProcess(this.pid) > 0) return;
    throw new Error(`${this.#name}: the process that was started is not the one that listens.`);
  }
}

/** Anything will do: what is at `/` is each relay's own affair. */
async function answers(port: number): Promise<boolean> {
  try {
    await (await fetch(`http://127.0.0.1:${port}/health`)).text();
    return true;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address ? address.port : 0;
}
