// What the relay pays for what its clients do, counted and not timed: the real engine with all that is built on it, but for the
// host. The table is a limit: no number may grow, and one that shrinks is written down.

import { take, takeMany } from "@en-parlant/engine";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Game } from "./wired-relay.fixture.ts";
import { WiredRelay } from "./wired-relay.fixture.ts";

const { copies, counting } = await vi.hoisted(() => import("./copies.fixture.ts"));

vi.mock("../room/change.ts", async (original) => {
  const real = await original<typeof import("../room/change.ts")>();
  return { ...real, changed: counting(real.changed), withSeat: counting(real.withSeat) };
});
vi.mock("../../../engine/src/token-bucket.ts", { spy: true });

/** What something costs: the first of two is for the client that does it, the other for its opponent. */
interface Cost extends Counts {
  /** Calls that reach a wire: sends outside a cork, and corks. */
  readonly writes: readonly number[];
  readonly frames: readonly string[];
}

interface Counts {
  readonly stringify: number;
  readonly parse: number;
  /** Entries put into a slot of the timer wheel. */
  readonly placed: number;
  /** Takes from a token bucket. */
  readonly takes: number;
  /** Copies of a room. */
  readonly rooms: number;
}

interface Scene {
  readonly before?: (game: Game) => void;
  readonly happens: (game: Game) => void;
  /** What is not said is none. */
  readonly costs: Pick<Cost, "writes" | "frames"> & Partial<Counts>;
}

const BEAT = '42["heartbeat"]';
const MOVE = '{"uci":"g1f3","whiteTime":300000,"blackTime":300000';
const A_MINUTE = "12 heartbeat_ack, 12 peer_heartbeat, 11 ping";
const NOTHING: Counts = { stringify: 0, parse: 0, placed: 0, takes: 0, rooms: 0 };
/** Payloads become text once, and rooms are copied once; the connection's bucket is the only one. */
const OF_A_MOVE = { stringify: 1, parse: 1, takes: 1, rooms: 1 };

let relay: WiredRelay;
let placed: number;

/** In a game in which nothing is held, and no ping is about due. */
const SCENES: Readonly<Record<string, Scene>> = {
  // Two buckets, the connection's and that of its heartbeats; the copy for the opponent waits, for which it is put on the wheel.
  "H1 a heartbeat": {
    happens: ({ white }) => white.says(BEAT),
    costs: { writes: [1, 0], frames: ["heartbeat_ack", ""], parse: 1, placed: 1, takes: 2 },
  },
  // … and leaves in the same write as the acknowledgement of the opponent's own.
  "H1 the heartbeat of its opponent, within two seconds": {
    before({ black }) {
      black.says(BEAT);
      relay.pass(1_900);
    },
    happens: ({ white }) => white.says(BEAT),
    costs: { writes: [1, 0], frames: ["peer_heartbeat, heartbeat_ack", ""], parse: 1, takes: 2 },
  },
  // Without one it leaves by itself; then the client is put on the wheel for its next ping.
  "H1 a heartbeat, and silence": {
    happens({ white }) {
      white.says(BEAT);
      relay.pass(2_020);
    },
    costs: {
      writes: [1, 1],
      frames: ["heartbeat_ack", "peer_heartbeat"],
      parse: 1,
      placed: 2,
      takes: 2,
    },
  },
  // The ping leaves in the same write as the acknowledgement.
  "H1 a heartbeat, when the ping is more than half due": {
    before: () => relay.pass(3_000),
    happens: ({ white }) => white.says(BEAT),
    costs: { writes: [1, 0], frames: ["heartbeat_ack, ping", ""], parse: 1, takes: 2 },
  },
  "F1 a move": {
    happens: ({ white }) => white.says(`42["game_move",${MOVE}}]`),
    costs: { ...OF_A_MOVE, writes: [1, 1], frames: ["game_move", "game_move"] },
  },
  "F1 N1 a numbered move": {
    happens: ({ white }) => white.says(`42["game_move",${MOVE},"n":1}]`),
    costs: { ...OF_A_MOVE, writes: [1, 1], frames: ["game_move", "game_move"] },
  },
  // The acknowledgement is text already.
  "F5 N1 an acknowledged move": {
    happens: ({ white }) => white.says(`427["game_move",${MOVE},"n":1}]`),
    costs: { ...OF_A_MOVE, writes: [2, 1], frames: ["game_move, ok", "game_move"] },
  },
  // What is held leaves in the same write.
  "F1 H1 a move, with a heartbeat of the opponent held": {
    before: ({ black }) => black.says(BEAT),
    happens: ({ white }) => white.says(`42["game_move",${MOVE}}]`),
    costs: { ...OF_A_MOVE, writes: [1, 1], frames: ["peer_heartbeat, game_move", "game_move"] },
  },
  // For both clients: each takes its place on the wheel once, for the next.
  "C6 a ping and its answer": {
    happens: () => relay.pass(6_000),
    costs: { writes: [1, 1], frames: ["ping", "ping"], placed: 2, takes: 2 },
  },
  "H2 a ping, whose answer stands for a heartbeat": {
    before({ white }) {
      white.says(BEAT);
      relay.pass(2_020);
    },
    happens: () => relay.pass(6_000),
    costs: { writes: [1, 2], frames: ["ping", "ping, peer_heartbeat"], placed: 4, takes: 2 },
  },
  "C6 a minute in which nobody says anything": {
    happens: () => relay.pass(60_000),
    costs: { writes: [10, 10], frames: ["10 ping", "10 ping"], placed: 20, takes: 20 },
  },
  // Whoever beats within two seconds after its opponent has all in the writes of its acknowledgements; …
  "H1 a minute in which both beat, Black a second after White": {
    happens: (game) => beats(game, 1_000),
    costs: { writes: [24, 15], frames: [A_MINUTE, A_MINUTE], parse: 24, placed: 18, takes: 70 },
  },
  // … where both beat later than that, copies leave by themselves, and of the pings only a few.
  "H1 a minute in which both beat, as far apart as can be": {
    happens: (game) => beats(game, 2_500),
    costs: { writes: [24, 26], frames: [A_MINUTE, A_MINUTE], parse: 24, placed: 47, takes: 70 },
  },
};

function beats({ white, black }: Game, apartMs: number): void {
  for (let n = 0; n < 12; n += 1) {
    white.says(BEAT);
    relay.pass(apartMs);
    black.says(BEAT);
    relay.pass(5_000 - apartMs);
  }
}

function costOf(happens: () => void): Cost {
  const { wires } = relay;
  for (const wire of wires) wire.clear();
  const mocks = [JSON.stringify, JSON.parse, take, takeMany].map((each) => vi.mocked(each));
  for (const mock of mocks) mock.mockClear();
  placed = 0;
  copies.rooms = 0;
  happens();
  const [stringify = 0, parse = 0, ...takes] = mocks.map(({ mock }) => mock.calls.length);
  return {
    writes: wires.map(({ writes }) => writes),
    frames: wires.map(({ frames }) => inWords(frames)),
    stringify,
    parse,
    placed,
    takes: takes.reduce((sum, each) => sum + each),
    rooms: copies.rooms,
  };
}

/** What frames they are, and how many of each. */
function inWords(frames: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const frame of frames) {
    const name = frame === "2" ? "ping" : (/^42\["(\w+)"/.exec(frame)?.[1] ?? "ok");
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const inOrder = frames.length > counts.size ? [...counts].sort() : [...counts];
  return inOrder.map(([name, n]) => (n === 1 ? name : `${n} ${name}`)).join(", ");
}

beforeEach(() => {
  relay = new WiredRelay();
  const set = relay.timers.set.bind(relay.timers);
  const timers = vi.spyOn(relay.timers, "set").mockImplementation((entry, at) => {
    const { turn } = entry;
    set(entry, at);
    if (entry.turn !== turn) placed += 1;
  });
  const json = [vi.spyOn(JSON, "stringify"), vi.spyOn(JSON, "parse")];
  return () => {
    for (const spy of [timers, ...json]) spy.mockRestore();
    relay[Symbol.dispose]();
  };
});

describe.each([
  ["of the released app", ""],
  ["of clients with names", ',"client":"page"'],
])("in a game %s", (_, about) => {
  test.each(Object.entries(SCENES))("%s", (_name, { before, happens, costs }) => {
    const game = relay.quietGame(about);
    before?.(game);
    expect(costOf(() => happens(game))).toEqual({ ...NOTHING, ...costs });
  });
});
