// A relay under attack: what it keeps, before, meanwhile and after, and an honest pair that plays on.

import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "vitest";
import type { RawPair } from "./raw-pair.ts";
import { seatPair } from "./raw-pair.ts";
import type { Launch, RelayProcess, Settings } from "./relay-process.ts";
import { startRelay } from "./relay-process.ts";
import { Resources } from "./resources.ts";

const TOKEN = "a token for the monitor";

/** The limits that it has without settings; but the honest, in one process with who attacks, may be slow to answer a ping. */
const USUAL: Settings = {
  EVENTS_PER_SECOND: undefined,
  CONNECTIONS_PER_MINUTE: undefined,
  PING_TIMEOUT_SECONDS: 20,
  METRICS_TOKEN: TOKEN,
};

/** Of the times in /proc, on every Linux. */
const TICKS_PER_SECOND = 100;

/** Longest wait until everything is given back. */
const PATIENCE_MS = 40_000;

/** What a relay holds. */
export interface Held {
  readonly sessions: number;
  readonly timers: number;
  readonly connections: number;
}

/** A relay with a game on it. */
export class AttackedRelay implements AsyncDisposable {
  readonly relay: RelayProcess;
  readonly pair: RawPair;
  readonly #owned: Resources;
  readonly #before: { descriptors: number; megabytes: number };

  /** Connections of the test's own that are kept alive, and what Node opens when it first needs it. */
  static readonly #FEW_DESCRIPTORS = 3;

  private constructor(relay: RelayProcess, pair: RawPair, owned: Resources) {
    this.relay = relay;
    this.pair = pair;
    this.#owned = owned;
    this.#before = { descriptors: this.descriptors, megabytes: this.megabytes };
  }

  static async start(settings: Settings = {}, launch?: Launch): Promise<AttackedRelay> {
    await using owned = new Resources();
    const relay = owned.use(await startRelay({ ...USUAL, ...settings }, launch));
    const pair = owned.use(await seatPair(relay));
    await pair.white.barrier();
    return new AttackedRelay(relay, pair, owned.move());
  }

  get port(): number {
    return this.relay.port;
  }

  get descriptors(): number {
    return readdirSync(`/proc/${this.relay.pid}/fd`).length;
  }

  /** Resident memory. */
  get megabytes(): number {
    const status = readFileSync(`/proc/${this.relay.pid}/status`, "utf8");
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
  }

  /** What it has worked so far, in seconds of the processor. */
  get cpuSeconds(): number {
    const [, figures = ""] = readFileSync(`/proc/${this.relay.pid}/stat`, "utf8").split(") ");
    const [user = 0, system = 0] = figures.split(" ").slice(11, 13).map(Number);
    return (user + system) / TICKS_PER_SECOND;
  }

  /** How much memory it has taken since the start. */
  get grownMegabytes(): number {
    return this.megabytes - this.#before.megabytes;
  }

  async held(): Promise<Held> {
    const headers = { authorization: `Bearer ${TOKEN}`, connection: "close" };
    const text = await (await fetch(`${this.relay.url}/metrics`, { headers })).text();
    const value = (name: string) =>
      Number(new RegExp(`^relay_${name} (\\d+)$`, "m").exec(text)?.[1]);
    return {
      sessions: value("sessions"),
      timers: value("timers"),
      connections: value("connections"),
    };
  }

  /** The honest pair plays, on the connections that it had. */
  async playsOn(): Promise<void> {
    const { white, black } = this.pair;
    const moves = black.count("game_move");
    expect(await white.ask("game_move", "e2e4")).toEqual({ ok: true });
    await black.until("the move", () => black.count("game_move") === moves + 1);
    expect(white.connects + black.connects).toBe(2);
  }

  /** Waits until nothing is left of an attack but the pair, its two timers and some memory of the runtime. */
  async isClean(): Promise<void> {
    const wanted = { sessions: 2, timers: 2, connections: 2 };
    const most = this.#before.descriptors + AttackedRelay.#FEW_DESCRIPTORS;
    const deadline = performance.now() + PATIENCE_MS;
    // Nobody is answered before there are descriptors again.
    const isClean = async () =>
      this.descriptors <= most && JSON.stringify(await this.held()) === JSON.stringify(wanted);
    while (!(await isClean()) && performance.now() < deadline) await delay(50);
    expect(await this.held()).toEqual(wanted);
    expect(this.descriptors).toBeLessThanOrEqual(most);
    await this.playsOn();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#owned[Symbol.asyncDispose]();
  }
}
