// The relay on its engine, for tests of what things cost: all of it but the host. Its clients hold the other end of wires
// that only count, and time is a number that passes when it is told to.

import type { Via } from "@en-parlant/engine";
import { Engine } from "@en-parlant/engine";
import { createClosedWindows } from "../limits/closed-windows.ts";
import { createConnectionCount } from "../limits/connection-count.ts";
import { createConnections } from "./connections.ts";
import { SocketlessRelay } from "./relay.fixture.ts";

type WireOwner = Parameters<Via["upgrade"]>[0];
type Wire = Parameters<WireOwner["opened"]>[0];

/** A turn of the wheel, in milliseconds. */
const TURN_MS = 20;

/** More than any test opens. */
const UNLIMITED = 1_000_000;

/** The relay's own (C6). */
export const PINGS = { pingIntervalMs: 6_000, pingTimeoutMs: 4_000 };

const WEBSOCKET = "http://relay/socket.io/?EIO=4&transport=websocket";
const POLLING = "http://relay/socket.io/?EIO=4&transport=polling";

const PEER = "192.0.2.1";

const PING = "2";
const PONG = "3";

/** One end of a wire that goes nowhere, and counts what would be a call of the system. */
export class CountedWire implements Wire {
  data: WireOwner;
  /** Sends outside a cork, and corks. */
  writes = 0;
  /** What was sent since this was taken last. */
  frames: string[] = [];
  #isCorked = false;
  /** Pings that have come, … */
  pings = 0;
  /** … and how many of them are answered. */
  #pongs = 0;

  constructor(owner: WireOwner) {
    this.data = owner;
  }

  sendText(text: string): void {
    this.frames.push(text);
    if (text === PING) this.pings += 1;
    if (!this.#isCorked) this.writes += 1;
  }

  sendBinary(): void {
    throw new Error("the relay sends no bytes");
  }

  cork(write: () => void): void {
    this.#isCorked = true;
    write();
    this.#isCorked = false;
    this.writes += 1;
  }

  getBufferedAmount(): number {
    return 0;
  }

  close(): void {}

  terminate(): void {}

  /** The client sends a frame. */
  says(frame: string): void {
    this.data.received(frame);
  }

  /** Answers the ping that has come, if one has. */
  answerPing(): void {
    if (this.#pongs === this.pings) return;
    this.#pongs = this.pings;
    this.says(PONG);
  }

  /** Forgets what was sent. */
  clear(): void {
    this.writes = 0;
    this.frames = [];
  }
}

/** A game's two clients. */
export interface Game {
  readonly white: CountedWire;
  readonly black: CountedWire;
}

/** A relay without a host. */
export class WiredRelay extends SocketlessRelay {
  readonly #engine = new Engine({
    application: createConnections({
      links: this.links,
      rooms: this.rooms,
      tickets: this.tickets,
      dispatch: this.dispatch,
      connections: createConnectionCount({
        all: UNLIMITED,
        open: UNLIMITED,
        perAddress: UNLIMITED,
      }),
      windows: createClosedWindows(() => this.time),
      addressOf: (peer) => peer,
      isAllowed: () => true,
      drawPid: () => "0123456789abcdef",
      arrivals: { spend: () => true, prune: () => {} },
      timers: this.timers,
      now: () => this.time,
      wallClock: () => this.time,
    }),
    limits: PINGS,
    timers: this.timers,
  });

  readonly wires: CountedWire[] = [];

  override [Symbol.dispose](): void {
    this.#engine.close();
    super[Symbol.dispose]();
  }

  /** A client that has joined the root namespace by WebSocket. */
  open(): CountedWire {
    let wire: CountedWire | undefined;
    const upgrade = (owner: WireOwner) => {
      wire = new CountedWire(owner);
      return true;
    };
    const headers = { upgrade: "websocket", origin: "tauri://localhost" };
    void this.#engine.answer(new Request(WEBSOCKET, { headers }), { peer: PEER, upgrade });
    if (!wire) throw new Error("no WebSocket was made of it");
    wire.data.opened(wire);
    wire.says("40");
    this.wires.push(wire);
    return wire;
  }

  /**
   * Two clients in a game.
   * @param about - what they tell of themselves besides their names, as JSON behind a comma
   */
  seatPair(about: string): Game {
    const [white, black] = [this.open(), this.open()];
    white.says(`42["create_game",{"name":"Ann"${about}}]`);
    const code = /"code":"([^"]+)"/.exec(white.frames.join())?.[1];
    black.says(`42["join_game",{"code":"${code}","name":"Bob"${about}}]`);
    return { white, black };
  }

  /** The same in a game under way, a moment after both have answered a ping: nothing is held, and no ping about due. */
  quietGame(about: string): Game {
    const game = this.seatPair(about);
    const { white, black } = game;
    this.pass(2_500);
    for (const wire of [white, black]) wire.says('42["ready"]');
    this.pass(2_500);
    black.says('42["game_move",{"uci":"e7e5"}]');
    // Where both pings are more than half due they leave beside the move, and from then on together.
    this.#passWithoutPing(PINGS.pingIntervalMs / 2);
    white.says('42["game_move",{"uci":"e2e4"}]');
    this.pass(PINGS.pingIntervalMs + 100);
    return game;
  }

  /** Until nobody has been pinged for that long. */
  #passWithoutPing(ms: number): void {
    const pings = () => this.wires.reduce((sum, wire) => sum + wire.pings, 0);
    let before = pings();
    for (let quiet = 0; quiet < ms; quiet += 100) {
      this.pass(100);
      if (pings() > before) quiet = 0;
      before = pings();
    }
  }

  /** A client that has begun by long-polling, and has been told so. */
  openPolling(): void {
    const headers = { origin: "tauri://localhost" };
    void this.#engine.answer(new Request(POLLING, { headers }), {
      peer: PEER,
      upgrade: () => false,
    });
  }

  /** Time passes; whoever is due is woken, and pings are answered. */
  pass(ms: number): void {
    for (const end = this.time + ms; this.time < end; ) {
      this.time = Math.min(this.time + TURN_MS, end);
      this.timers.refresh();
      for (const wire of this.wires) wire.answerPing();
    }
  }
}
