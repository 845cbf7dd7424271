// The opponent's indicator over two links, at every phase that two clients' heartbeats can have to each other: the real
// engine, connections, dispatcher and rooms between wires that are none, on a clock that is a number (rules H1, H2, H3).

import type { Via } from "@en-parlant/engine";
import { Engine } from "@en-parlant/engine";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createConnections } from "./connections.ts";
import { SocketlessRelay } from "./relay.fixture.ts";

type WireOwner = Parameters<Via["upgrade"]>[0];
type Wire = Parameters<WireOwner["opened"]>[0];

const TICK_MS = 20;
const BEAT_MS = 5_000;
const PHASE_STEP_MS = 200;
const WATCHED_MS = 61_000;

/** The app's patience is 10 s; what a slow network may add stays free. */
const PATIENCE_MS = 8_500;

/** There and back. */
const ROUND_TRIP_MS = 2 * TICK_MS;

let relay: SocketlessRelay;
let engine: Engine;

beforeEach(() => {
  vi.useFakeTimers();
  relay = new SocketlessRelay();
  const { links, rooms, tickets, dispatch, timers } = relay;
  const now = () => relay.time;
  const application = createConnections({
    ...{ links, rooms, tickets, dispatch, timers, now },
    connections: {
      isFlooding: () => false,
      isExhausted: () => false,
      add: () => undefined,
      remove() {},
    },
    arrivals: { spend: () => true, prune() {} },
    windows: { opened() {}, ended() {}, wasWindow: () => false, prune() {} },
    addressOf: (peer) => peer,
    isAllowed: () => true,
    drawPid: () => "pid",
    wallClock: now,
  });
  engine = new Engine({
    application,
    limits: { pingIntervalMs: 6_000, pingTimeoutMs: 4_000 },
    timers,
  });
});

afterEach(() => {
  engine.close();
  relay[Symbol.dispose]();
  vi.useRealTimers();
});

/** A client on a wire that is none. It answers pings, one round trip later. */
class WirelessClient implements Wire {
  declare data: WireOwner;
  /** When it heard of its opponent. */
  readonly signs: number[] = [];
  code = "";
  #pongs: number[] = [];

  constructor() {
    const request = new Request("http://relay/socket.io/?EIO=4&transport=websocket", {
      headers: { upgrade: "websocket" },
    });
    // Each from an address of its own: what one may do is no matter here.
    const peer = `peer ${engine.size}`;
    engine.answer(request, { peer, upgrade: (owner) => this.#open(owner) });
    this.data.received("40");
  }

  emit(...event: readonly unknown[]): void {
    this.data.received(`42${JSON.stringify(event)}`);
  }

  tick(): void {
    if (!this.#pongs[0] || this.#pongs[0] > relay.time) return;
    this.#pongs.shift();
    this.data.received("3");
  }

  sendText(text: string): void {
    if (text === "2") this.#pongs.push(relay.time + ROUND_TRIP_MS);
    if (text.startsWith('42["peer_heartbeat"')) this.signs.push(relay.time);
    this.code = /"game_created",\{"code":"([^"]+)/.exec(text)?.[1] ?? this.code;
  }

  sendBinary(): void {}

  cork(write: () => void): void {
    write();
  }

  getBufferedAmount(): number {
    return 0;
  }

  close(): void {}

  terminate(): void {}

  #open(owner: WireOwner): boolean {
    this.data = owner;
    owner.opened(this);
    return true;
  }
}

/** Two in a game, of whom Black beats so much later than White. */
class Pair {
  readonly white = new WirelessClient();
  readonly black = new WirelessClient();
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
  longestSilence({ signs }: WirelessClient): number {
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
  vi.advanceTimersByTime(TICK_MS);
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
