// The opponent's indicator over two links, at every phase that two clients' heartbeats can have to each other: the real
// engine, connections, dispatcher and rooms between wires that are none, on a clock that is a number (rules H1, H2, H3).

import { afterEach, beforeEach, expect, test } from "vitest";
import type { CountedWire } from "./wired-relay.fixture.ts";
import { WiredRelay } from "./wired-relay.fixture.ts";

const TICK_MS = 20;
const BEAT_MS = 5_000;
const PHASE_STEP_MS = 200;
const WATCHED_MS = 61_000;

/** The app's patience is 10 s; what a slow network may add stays free. */
const PATIENCE_MS = 8_500;

/** There and back. */
const ROUND_TRIP_MS = 2 * TICK_MS;

let relay: WiredRelay;
let clients: SlowClient[];

beforeEach(() => {
  relay = new WiredRelay();
  clients = [];
});

afterEach(() => relay[Symbol.dispose]());

/** A client that answers pings one round trip later, and notes when it hears of its opponent. */
class SlowClient {
  /** When it heard of its opponent. */
  readonly signs: number[] = [];
  code = "";
  readonly #wire: CountedWire = relay.open();
  readonly #pongs: number[] = [];
  #pings = 0;

  constructor() {
    clients.push(this);
  }

  emit(...event: readonly unknown[]): void {
    this.#wire.says(`42${JSON.stringify(event)}`);
    for (const client of clients) client.hear();
  }

  tick(): void {
    if (!this.#pongs[0] || this.#pongs[0] > relay.time) return;
    this.#pongs.shift();
    this.#wire.answerPing();
  }

  /** Takes in what has been written to it since, at the time that it is. */
  hear(): void {
    for (const frame of this.#wire.frames) {
      if (frame.startsWith('42["peer_heartbeat"')) this.signs.push(relay.time);
      this.code = /"game_created",\{"code":"([^"]+)/.exec(frame)?.[1] ?? this.code;
    }
    this.#wire.clear();
    for (; this.#pings < this.#wire.pings; this.#pings += 1) {
      this.#pongs.push(relay.time + ROUND_TRIP_MS);
    }
  }
}

/** Two in a game, of whom Black beats so much later than White. */
class Pair {
  readonly white = new SlowClient();
  readonly black = new SlowClient();
  readonly phase: number;
  readonly #begun: number;

  constructor(phase: number) {
    this.phase = phase;
    this.white.emit("create_game", { name: "Ann" });
    this.black.emit("join_game", { code: this.white.code, name: "Bob", client: "b" });
    this.#begun = relay.time;
  }

  /** @param isWhiteSilent - White has beaten once and never again, as the released app after a lost link */
  tick(isWhiteSilent: boolean): void {
    const since = relay.time - this.#begun;
    const isBeat = (late: number) => since >= late && (since - late) % BEAT_MS === 0;
    if (isBeat(0) && (since === 0 || !isWhiteSilent)) this.white.emit("heartbeat");
    if (isBeat(this.phase)) this.black.emit("heartbeat");
    for (const client of [this.white, this.black]) client.tick();
  }

  /** The longest that a client knew nothing of its opponent. */
  longestSilence({ signs }: SlowClient): number {
    const times = [this.#begun, ...signs, relay.time];
    return Math.max(...times.slice(1).map((at, index) => at - (times[index] as number)));
  }
}

/** Runs a minute of many games, one for each phase. */
function aMinute(pairs: readonly Pair[], each: (pair: Pair) => void): void {
  for (const end = relay.time + WATCHED_MS; relay.time < end; pass()) {
    for (const pair of pairs) each(pair);
  }
}

/** Some time passes; no timer is early. */
function pass(): void {
  relay.time += TICK_MS;
  relay.timers.refresh();
  for (const client of clients) client.hear();
}

/** The same in every run (Numerical Recipes). */
function randomNumbers(): () => number {
  let seed = 1;
  return () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
}

const atEveryPhase = () =>
  Array.from({ length: BEAT_MS / PHASE_STEP_MS }, (_, step) => new Pair(step * PHASE_STEP_MS));

test("H1 H3 two hearts at whatever phase: none is silent for as long as a heartbeat and its wait", () => {
  const pairs = atEveryPhase();
  aMinute(pairs, (pair) => pair.tick(false));
  for (const pair of pairs) {
    for (const client of [pair.white, pair.black]) {
      expect(pair.longestSilence(client)).toBeLessThanOrEqual(BEAT_MS + 2_000 + 2 * TICK_MS);
      expect(client.signs.length).toBeGreaterThanOrEqual(12);
    }
  }
});

test("H2 H3 pings that stand for White's heart reach Black in time, at whatever phase", () => {
  const pairs = atEveryPhase();
  aMinute(pairs, (pair) => pair.tick(true));
  for (const pair of pairs) {
    expect(pair.longestSilence(pair.black)).toBeLessThan(PATIENCE_MS);
    expect(pair.longestSilence(pair.white)).toBeLessThan(PATIENCE_MS);
  }
});

test("H2 F8 whatever makes White's pings leave early, and whenever, Black hears in time", () => {
  const pairs = atEveryPhase();
  const random = randomNumbers();
  const nextAt = new Map(pairs.map((pair) => [pair, 0]));
  for (let minute = 0; minute < 10; minute += 1) {
    aMinute(pairs, (pair) => {
      pair.tick(true);
      if (relay.time < (nextAt.get(pair) as number)) return;
      // A rematch, again and again: the relay asks White at once whether it has heard.
      pair.black.emit(random() < 0.5 ? "ready" : "offer_draw");
      nextAt.set(pair, relay.time + random() * 8_000);
    });
  }
  for (const pair of pairs) expect(pair.longestSilence(pair.black)).toBeLessThan(PATIENCE_MS);
});

test("H3 however fast the opponent beats, one sign of life waits, and goes out within 2 s", () => {
  const pair = new Pair(0);
  const { signs } = pair.black;
  for (let beat = 0; beat < 8; beat += 1) pair.white.emit("heartbeat");
  expect(signs).toHaveLength(0);
  const beaten = relay.time;
  while (signs.length === 0) pass();
  expect((signs[0] as number) - beaten).toBeLessThanOrEqual(2_000 + 2 * TICK_MS);
  pair.black.emit("heartbeat");
  expect(signs).toHaveLength(1);
  pair.white.emit("heartbeat");
  pair.black.emit("heartbeat");
  expect(signs).toHaveLength(2);
});
