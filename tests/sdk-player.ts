// A player with the SDK, driven by a script: makes each move of the list when it is his turn, and remembers
// what he was told. Judges nothing.

import type { ConnectionState, HistoryEntry, PeerStatus, SessionOptions } from "@en-parlant/client";
import { Session } from "@en-parlant/client";
import type { Color } from "@en-parlant/protocol";
import type { TimedMove } from "./app-relay-client.ts";
import { Watched } from "./watched.ts";

/** A storage like a tab's, which outlives the page. */
export class TabStorage {
  readonly items = new Map<string, string>();

  getItem(key: string): string | null {
    return this.items.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.items.set(key, value);
  }

  removeItem(key: string): void {
    this.items.delete(key);
  }
}

/** Comes back as fast as a test wants it. */
const QUICK = { minMs: 4, maxMs: 60 };

/** One player; `reload` gives him a new session from what the old one had stored. */
export class SdkPlayer extends Watched implements AsyncDisposable {
  readonly name: string;
  readonly told: HistoryEntry[] = [];
  readonly errors: string[] = [];
  /** Every state of the link, and of the opponent, that his sessions told. */
  readonly states: ConnectionState[] = [];
  readonly peers: PeerStatus[] = [];
  readonly storage: TabStorage;
  session: Session;
  readonly #options: SessionOptions;
  #script: readonly TimedMove[] = [];

  constructor(url: string, name: string, options: Partial<SessionOptions> = {}) {
    super();
    this.name = name;
    this.storage = (options.storage as TabStorage | undefined) ?? new TabStorage();
    this.#options = { url, backoff: QUICK, ...options, storage: this.storage };
    this.session = this.#open();
  }

  /** The moves of the game so far, as this player was told, each with who made it. */
  get moves(): readonly (TimedMove & { readonly mine: boolean })[] {
    return this.told.flatMap((entry) =>
      entry.event === "game_move" ? [{ ...entry.payload, mine: entry.mine }] : [],
    );
  }

  /** How many events of this name the opponent sent. */
  heard(event: string): number {
    return this.told.filter((entry) => entry.event === event && !entry.mine).length;
  }

  /** Waits until the link is up and the seat held. */
  online(): Promise<void> {
    return this.until("the link", () => this.session.connection.status === "online");
  }

  /** Waits until the loss of the link is known. */
  reconnecting(): Promise<void> {
    return this.until("the loss", () => this.session.connection.status === "reconnecting");
  }

  /** From now on he plays by the list. */
  play(script: readonly TimedMove[]): void {
    this.#script = script;
    this.#moveIfDue();
  }

  /** The page goes, with all that was not stored, and another comes. */
  async reload(): Promise<void> {
    this.session.detach();
    this.session = this.#open();
    this.told.splice(0, this.told.length);
    const resumed = this.session.resume();
    this.told.unshift(...this.session.history);
    await resumed;
    this.#moveIfDue();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.session.close();
  }

  #open(): Session {
    const session = new Session(this.#options);
    session.on("history", (entry) => {
      this.told.push(entry);
      this.changed();
      this.#moveIfDue();
    });
    session.on("error", (error) => {
      this.errors.push(error.code);
      this.changed();
    });
    session.on("connection", (state) => {
      this.states.push(state);
      this.changed();
    });
    session.on("peer", (status) => {
      this.peers.push(status);
      this.changed();
    });
    for (const event of ["seat", "latency"] as const) session.on(event, () => this.changed());
    return session;
  }

  #moveIfDue(): void {
    const { seat, pending } = this.session;
    const move = this.#script[this.moves.length];
    const turn: Color = this.moves.length % 2 === 0 ? "white" : "black";
    if (!move || turn !== seat?.color || pending.some(({ event }) => event === "game_move")) return;
    void this.session.sendMove(move.uci, clocksOf(move));
  }

  protected override state(): string {
    const { connection, seat, pending, peer } = this.session;
    const last = this.told.slice(-4);
    return `${this.name}: ${JSON.stringify({ connection, seat, peer, pending, last })}, ${this.moves.length} moves, errors ${this.errors}`;
  }
}

function clocksOf({ whiteTime, blackTime }: TimedMove) {
  return {
    ...(whiteTime === undefined ? {} : { whiteTime }),
    ...(blackTime === undefined ? {} : { blackTime }),
  };
}
