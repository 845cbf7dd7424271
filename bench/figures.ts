// What a run of the bench can find out, once: each figure's heading, unit and digits, and which of them a shape's table
// shows. Knows neither how a figure is measured nor how a table is drawn.

/** How a figure is shown. */
interface Figure {
  readonly heading: string;
  /** Digits behind the point. */
  readonly digits: number;
}

/** Every figure of a run. "Player-second": one player connected for one second. */
export const figures = {
  cpu: { heading: "CPU µs / player-s", digits: 2 },
  cpuPerEvent: { heading: "CPU µs / event", digits: 1 },
  accept: { heading: "accept µs / player", digits: 0 },
  acceptWarm: { heading: "accept µs, again", digits: 0 },
  seatedP50: { heading: "seated p50 ms", digits: 0 },
  seatedP99: { heading: "seated p99 ms", digits: 0 },
  memory: { heading: "MB", digits: 0 },
  pss: { heading: "MB PSS", digits: 0 },
  memoryStart: { heading: "MB at start", digits: 0 },
  memoryFirst: { heading: "MB after 500 games", digits: 0 },
  memoryGrowth: { heading: "× 500 games", digits: 2 },
  kbPerPlayer: { heading: "KB / player", digits: 1 },
  peak: { heading: "MB peak", digits: 0 },
  p50: { heading: "p50 ms", digits: 2 },
  p99: { heading: "p99 ms", digits: 1 },
  p999: { heading: "p99.9 ms", digits: 1 },
  echoP50: { heading: "echo p50 ms", digits: 2 },
  echoP99: { heading: "echo p99 ms", digits: 1 },
  bytes: { heading: "bytes / player-s", digits: 0 },
  reads: { heading: "reads / player-s", digits: 2 },
  moves: { heading: "moves / s", digits: 0 },
  movesPerCpu: { heading: "moves / CPU-s", digits: 0 },
  serverShare: { heading: "server core %", digits: 0 },
  recovered: { heading: "recovered %", digits: 1 },
  backP50: { heading: "back p50 s", digits: 2 },
  backP99: { heading: "back p99 s", digits: 2 },
  loadShare: { heading: "load core %", digits: 0 },
  loadLag: { heading: "load lag p99 ms", digits: 1 },
  otherWork: { heading: "other work %", digits: 0 },
  done: { heading: "done %", digits: 1 },
  lateMoves: { heading: "moves late", digits: 0 },
  lostLinks: { heading: "links lost", digits: 0 },
} as const satisfies Record<string, Figure>;

/** The name of a figure. */
export type FigureName = keyof typeof figures;

/** What one run found out. */
export type Figures = Partial<Record<FigureName, number>>;

/** One row of a run: most shapes have one, `idle` has one for each number of players. */
export interface Row {
  /** Tells the rows of one run apart. */
  readonly label: string;
  readonly figures: Figures;
}

const LOAD = ["loadShare", "loadLag"] as const;
const TRAFFIC = ["cpu", "cpuPerEvent", "accept", "memory", "kbPerPlayer", "peak"] as const;
const LATENCY = ["p50", "p99", "p999"] as const;

/** The shapes, and what their tables show. */
export const shapes = {
  chess: [...TRAFFIC, ...LATENCY, "bytes", "reads", ...LOAD],
  blitz: [...TRAFFIC, ...LATENCY, "bytes", "reads", ...LOAD],
  saturation: ["moves", "movesPerCpu", "cpuPerEvent", "serverShare", ...LATENCY, "peak", ...LOAD],
  connect: ["accept", "acceptWarm", "seatedP50", "seatedP99", "memory", "peak", ...LOAD],
  reconnect: ["accept", "recovered", "backP50", "backP99", "memory", "peak", ...LOAD],
  idle: ["cpu", "memory", "pss", "kbPerPlayer", "peak", ...LOAD],
  long: ["memoryStart", "memoryFirst", "memory", "memoryGrowth", "peak", ...LOAD],
  polling: [...TRAFFIC, ...LATENCY, "bytes", ...LOAD],
} as const satisfies Record<string, readonly FigureName[]>;

/** The name of a shape. */
export type ShapeName = keyof typeof shapes;

/** All shapes, in the order in which `--shape all` runs them. */
export const shapeNames = Object.keys(shapes) as ShapeName[];

/** What the load generator is told, as JSON in its one argument. */
export interface LoadOrder {
  readonly shape: ShapeName;
  readonly port: number;
  /** The server's process, whose CPU and memory are read. */
  readonly pid: number;
  readonly players: number;
  /** How long the measured window is. */
  readonly seconds: number;
  /** How long players play before it, in seconds. */
  readonly warmUp: number;
  /** Games played to their end by `long`. */
  readonly games: number;
  /** The cores of server and load, where they are pinned. */
  readonly cores: readonly [server: number, load: number] | undefined;
}
