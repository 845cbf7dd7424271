// A server under test as a resource: its own process on a free port, with a way to ask it and a way to know that it has
// dealt with all that was sent. Ends with its test, and fails it when it crashed or wrote an error.

import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { bunCommand, root, toolNode } from "../../tools/runtimes.mjs";
import { Watched } from "../watched.ts";
import { Barrier } from "./barrier.ts";
import { HttpPool } from "./http-pool.ts";
import type { Counts, Question, ServerSettings } from "./server-settings.ts";
import { CALM } from "./server-settings.ts";

/** Which server, on which runtime. */
export interface Launch {
  readonly program: "engine-server.ts" | "official-server.ts";
  readonly runtime: "bun" | "node";
}

const RUNTIMES = { bun: [...bunCommand, "--expose-gc"], node: [toolNode(), "--expose-gc"] };

/** A process that listens. */
export class ServerProcess extends Watched implements AsyncDisposable {
  readonly settings: ServerSettings;
  readonly #child: ChildProcess;
  readonly #answers: unknown[] = [];
  #pool = new HttpPool(0);
  #barrier = new Barrier(this.#pool);
  #port = 0;
  #unread = "";
  #errors = "";
  #hasExited = false;
  #endIsExpected = false;

  private constructor({ program, runtime }: Launch, settings: ServerSettings) {
    super();
    this.settings = settings;
    const [command = "", ...flags] = RUNTIMES[runtime];
    const file = join(root, "tests/engine", program);
    this.#child = spawn(command, [...flags, file, JSON.stringify(settings)], {
      cwd: root,
      env: { PATH: process.env.PATH },
      stdio: ["pipe", "pipe", "pipe"],
    });
    this.#listen();
  }

  static async start(launch: Launch, settings: ServerSettings = CALM): Promise<ServerProcess> {
    const server = new ServerProcess(launch, settings);
    await server.until("the server to listen", () => server.#port > 0 || server.#hasExited);
    server.#check();
    server.#pool = new HttpPool(server.#port);
    server.#barrier = new Barrier(server.#pool);
    return server;
  }

  get port(): number {
    return this.#port;
  }

  /** Connections for requests to it. */
  get http(): HttpPool {
    return this.#pool;
  }

  /** Resolves when the server has dealt with all that was sent to it before. */
  settled(): Promise<void> {
    return this.#barrier.passed();
  }

  counts(): Promise<Counts> {
    return this.#ask("counts") as Promise<Counts>;
  }

  /** The reasons of the ends that its application was told of since the last question. */
  ends(): Promise<string[]> {
    return this.#ask("ends") as Promise<string[]>;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#check();
    this.#endIsExpected = true;
    this.#pool.end();
    this.#child.kill("SIGKILL");
    await this.until("the server to end", () => this.#hasExited);
  }

  async #ask(question: Question): Promise<unknown> {
    const before = this.#answers.length;
    this.#child.stdin?.write(`${question}\n`);
    await this.until("an answer", () => this.#answers.length > before || this.#hasExited);
    this.#check();
    return this.#answers[before];
  }

  #listen(): void {
    const child = this.#child;
    const orphan = (): void => void child.kill("SIGKILL");
    process.once("exit", orphan);
    child.stdin?.on("error", () => {});
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      this.#unread += text;
      const lines = this.#unread.split("\n");
      this.#unread = lines.pop() ?? "";
      for (const line of lines) this.#hear(JSON.parse(line));
      this.changed();
    });
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#errors += text;
    });
    child.once("close", () => {
      process.off("exit", orphan);
      this.#hasExited = true;
      this.changed();
    });
  }

  #hear(line: unknown): void {
    if (this.#port > 0) this.#answers.push(line);
    else this.#port = (line as { port: number }).port;
  }

  /** @throws Error when it crashed or wrote an error */
  #check(): void {
    if (this.#hasExited && !this.#endIsExpected) throw new Error(`it crashed; ${this.state()}`);
    if (this.#errors) throw new Error(`it wrote an error; ${this.state()}`);
  }

  protected override state(): string {
    return `${this.#hasExited ? "ended" : "running"}, it wrote:\n${this.#errors.slice(0, 4000) || "(nothing)"}`;
  }
}
