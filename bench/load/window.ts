// The measured window: what server, load and wire have used between its two ends, as figures. Knows no shape.

import type { FigureName, Figures, LoadOrder } from "../figures.ts";
import { coreMicros, cpuMicros, memoryOf } from "../process-figures.ts";
import type { Tally } from "./game.ts";
import { traffic } from "./link.ts";

const MB = 1024 * 1024;

/** Everything that only grows. */
interface Reading {
  readonly at: number;
  readonly server: number;
  readonly load: number;
  readonly core: number;
  readonly bytes: number;
  readonly reads: number;
  readonly tally: Pick<Tally, "moves" | "beats" | "answers" | "arrived" | "late" | "lost">;
}

/** Measures from its making to {@link figures}. */
export class MeasuredWindow {
  readonly #order: LoadOrder;
  readonly #tally: Tally;
  readonly #from: Reading;

  constructor(order: LoadOrder, tally: Tally) {
    this.#order = order;
    this.#tally = tally;
    tally.arrivals.clear();
    tally.echoes.clear();
    tally.lags.clear();
    this.#from = this.#read();
  }

  /** CPU of the server so far, in µs. */
  get cpu(): number {
    return cpuMicros(this.#order.pid) - this.#from.server;
  }

  /** @param players - connected in it */
  figures(players: number): Figures {
    const from = this.#from;
    const to = this.#read();
    const cpu = to.server - from.server;
    const wall = to.at - from.at;
    const playerSeconds = (players * wall) / 1e6;
    const counted = (name: keyof Reading["tally"]) => to.tally[name] - from.tally[name];
    const [moves, beats] = [counted("moves"), counted("beats")];
    return present({
      cpu: cpu / playerSeconds,
      cpuPerEvent: cpu / (moves + beats),
      bytes: (to.bytes - from.bytes) / playerSeconds,
      reads: (to.reads - from.reads) / playerSeconds,
      moves: (counted("arrived") * 1e6) / wall,
      movesPerCpu: (counted("arrived") * 1e6) / cpu,
      done: (100 * (counted("arrived") + counted("answers"))) / (moves + beats),
      serverShare: (100 * cpu) / wall,
      loadShare: (100 * (to.load - from.load)) / wall,
      otherWork: this.#order.cores && (100 * (to.core - from.core - cpu)) / wall,
      lateMoves: counted("late"),
      lostLinks: counted("lost"),
      ...this.#latencies(),
    });
  }

  #latencies(): Partial<Record<FigureName, number | undefined>> {
    const [p50, p99, p999] = this.#tally.arrivals.percentiles(0.5, 0.99, 0.999);
    const [echoP50, echoP99] = this.#tally.echoes.percentiles(0.5, 0.99);
    const [loadLag] = this.#tally.lags.percentiles(0.99);
    return { p50, p99, p999, echoP50, echoP99, loadLag };
  }

  #read(): Reading {
    const { pid, cores } = this.#order;
    const { user, system } = process.cpuUsage();
    return {
      at: performance.now() * 1000,
      server: cpuMicros(pid),
      load: user + system,
      core: cores ? coreMicros(cores[0]) : 0,
      bytes: traffic.sent + traffic.received,
      reads: traffic.reads,
      tally: { ...this.#tally },
    };
  }
}

/** Without what was not measured. */
export function present(figures: Partial<Record<FigureName, number | undefined>>): Figures {
  const known = Object.entries(figures).filter(
    ([, value]) => value !== undefined && Number.isFinite(value),
  );
  return Object.fromEntries(known) as Figures;
}

/** What the server holds, against what it held before anybody came. @param start - in bytes */
export function memoryFigures({ pid }: LoadOrder, start: number, players: number): Figures {
  const { resident, proportional, peak } = memoryOf(pid);
  return present({
    memory: resident / MB,
    pss: proportional > 0 ? proportional / MB : undefined,
    peak: peak / MB,
    memoryStart: start / MB,
    kbPerPlayer: (resident - start) / 1024 / players,
  });
}
