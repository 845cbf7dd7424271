// One player's session with a relay: the public face of the package. Everything it does is done by the seat
// keeper; here stand the words for it.

import type { ClientPayload, Color, ForwardedEvent, JsonObject } from "@en-parlant/protocol";
import type { Backoff } from "./backoff.ts";
import { DEFAULT_BACKOFF } from "./backoff.ts";
import type { ConnectionState } from "./connection.ts";
import { Deferred, ignorable } from "./deferred.ts";
import { Emitter } from "./emitter.ts";
import type { HistoryEntry } from "./history.ts";
import type { OwnEvent } from "./outbox.ts";
import type { PeerStatus } from "./presence.ts";
import { PEER_TIMEOUT_MS } from "./presence.ts";
import { relayUrl } from "./relay-url.ts";
import type { Seat } from "./seat.ts";
import { SeatKeeper } from "./seat-keeper.ts";
import type { SeatStorage } from "./seat-storage.ts";
import { SeatMemory } from "./seat-storage.ts";
import type { SessionError } from "./session-error.ts";
import { ownError } from "./session-error.ts";
import type { SessionEvents } from "./session-events.ts";
import type { SocketIoOptions } from "./socket-options.ts";
import { timeLimit } from "./time-limit.ts";

/** How a session is set up. */
export interface SessionOptions {
  /**
   * The relay: `ws://`, `wss://`, `http://` or `https://`; a path names a Socket.IO namespace. Requests reject with
   * `BAD_URL` at once when it is none of these.
   */
  readonly url: string | URL;
  /**
   * Where the seat is kept for the next life of the program: by default `sessionStorage`, where there is one;
   * `null` keeps it nowhere. What is not a session's stays as it is: then the seat is not kept.
   */
  readonly storage?: SeatStorage | null;
  /** The key in the storage, by default `en-parlant`; two sessions in one program need two. */
  readonly storageKey?: string;
  /**
   * Longest wait for an answer of the relay, in milliseconds. 10,000, as in the released app; `Infinity` waits as long
   * as it takes.
   */
  readonly timeoutMs?: number;
  /** Bounds of the wait between attempts to connect; by default 300 ms and 8 s. */
  readonly backoff?: Backoff;
  /**
   * The session's clock, which tells `at` in the history and `since` of the opponent: milliseconds, by default
   * `Date.now`. One that nobody sets keeps durations right when the computer's clock is.
   */
  readonly now?: () => number;
  /** For socket.io-client: certificates, headers, transports. Reconnecting and repeating are the session's own. */
  readonly io?: SocketIoOptions;
}

/** Lets a wait be given up: the promise rejects with the signal's reason. */
export interface Waiting {
  readonly signal?: AbortSignal;
}

/** Both clocks in milliseconds; left out in a game without clocks. */
export interface Clocks {
  readonly whiteTime?: number | undefined;
  readonly blackTime?: number | undefined;
}

/**
 * A session. Nothing happens before something is asked for; then it connects, and keeps the link and the seat
 * until {@link Session.close}. Failed requests reject with a {@link SessionError}.
 */
export class Session extends Emitter<SessionEvents> implements Disposable {
  readonly #keeper: SeatKeeper;

  /** @throws RangeError when a duration among the options is not above 0 */
  constructor(options: SessionOptions) {
    super();
    const { storage, storageKey = "en-parlant", io = {}, backoff = DEFAULT_BACKOFF } = options;
    timeLimit("backoff.minMs", backoff.minMs);
    timeLimit("backoff.maxMs", backoff.maxMs);
    const inside = {
      url: relayUrl(options.url),
      io,
      backoff,
      memory: new SeatMemory(storage, storageKey),
      timeoutMs: timeLimit("timeoutMs", options.timeoutMs ?? 10_000),
      now: options.now ?? (() => Date.now()),
    };
    this.#keeper = new SeatKeeper(inside, (event, ...args) => this.emit(event, ...args));
  }

  /** The link to the relay. */
  get connection(): ConnectionState {
    return this.#keeper.connection.state;
  }

  /** The seat that is held, if any. */
  get seat(): Seat | undefined {
    return this.#keeper.life.held?.seat;
  }

  /** How the opponent stands. */
  get peer(): PeerStatus {
    return this.#keeper.life.presence.status;
  }

  /** The game so far, oldest first, at most 1,000 events; after a reload it is whole again. */
  get history(): readonly HistoryEntry[] {
    return this.#keeper.life.held?.history ?? [];
  }

  /** What the player has sent and the relay has not confirmed yet, oldest first. */
  get pending(): readonly OwnEvent[] {
    return this.#keeper.life.held?.outbox.pending ?? [];
  }

  /** The newest round trip to the relay in milliseconds; nothing before the first one. */
  get latencyMs(): number | undefined {
    return this.#keeper.life.latencyMs;
  }

  /**
   * Connects, and stays connected also without a seat; while it waits between two attempts, tries at once.
   * Waits as long as it takes, and goes on trying when the wait is given up; rejects with `CLOSED` when the
   * session goes offline.
   */
  async connect({ signal }: Waiting = {}): Promise<void> {
    signal?.throwIfAborted();
    this.#keeper.open();
    const isOnline = () => {
      const { status } = this.connection;
      return status === "offline" ? ownError("CLOSED") : status === "online";
    };
    await this.#until("connection", isOnline, signal);
  }

  /**
   * Asks the relay for an answer. When it is here, so is all that the relay had said before (F7): the moves that it
   * had taken, for instance. Rejects with `UNREACHABLE` while there is no link, with `NO_ANSWER` where none comes.
   */
  ping({ signal }: Waiting = {}): Promise<void> {
    return ignorable(this.#keeper.ping(signal));
  }

  /**
   * Opens a game and takes White; leaves the game that is under way. Rejects with `UNREACHABLE`,
   * `NO_ANSWER`, `BUSY` or the relay's refusal.
   * @param about - `options` is a small JSON object that the opponent gets with the game (1024 characters)
   */
  async createGame(name: string, about: Waiting & { options?: JsonObject } = {}): Promise<Seat> {
    const { signal, options } = about;
    return this.#keeper.ask({ event: "create_game", name, options }, signal);
  }

  /**
   * Joins a game and takes Black; leaves the game that is under way. Rejects as {@link Session.createGame}
   * does, with `GAME_NOT_FOUND` and `GAME_FULL` among the refusals.
   * @param code - as it was read out, in any spelling
   * @param about - `options` is a small JSON object that the host gets as {@link Seat.peerOptions} (1024 characters)
   */
  async joinGame(
    code: string,
    name: string,
    about: Waiting & { options?: JsonObject } = {},
  ): Promise<Seat> {
    const { signal, options } = about;
    return this.#keeper.ask({ event: "join_game", name, code: spelled(code), options }, signal);
  }

  /**
   * Takes the stored seat back, after a reload for instance; from another window too, if that has it. The
   * history that was missed comes with it. When time is over the session still goes on trying. Rejects with
   * `SEAT_LOST` when nothing is stored or the game has ended.
   */
  resume({ signal }: Waiting = {}): Promise<Seat> {
    return this.#keeper.ask({ event: "resume_game" }, signal);
  }

  /** Waits until somebody has joined, as long as it takes; rejects with `NOT_IN_GAME` without a seat. */
  async waitForPeer({ signal }: Waiting = {}): Promise<Seat> {
    const isJoined = () => this.seat?.joined ?? ownError("NOT_IN_GAME");
    await this.#until("seat", isJoined, signal);
    return this.seat as Seat;
  }

  /**
   * Sends any event that the relay forwards. It is repeated after lost links until the relay has it.
   * @param payload - as JSON has it at the call; without a field `n`, which is the protocol's own (N1)
   * @returns a promise that the relay has it, which may be ignored; what is refused is told by `error` too. Rejects
   *   with `NOT_IN_GAME` without a seat, with `CLOSED` when the seat is gone before, with `BAD_PAYLOAD` at once when
   *   JSON cannot hold it or it is too large.
   */
  send<E extends ForwardedEvent>(event: E, payload: ClientPayload<E>): Promise<void> {
    return this.#send(event, () => payload);
  }

  /**
   * A move. It comes back as `game_move` with `mine` when the relay has it.
   * @param uci - such as `e2e4` or `e7e8q`
   * @param clocks - what is left on both after the move
   */
  sendMove(uci: string, clocks: Clocks = {}): Promise<void> {
    return this.#send("game_move", () => ({ uci, ...clocks }) as ClientPayload<"game_move">);
  }

  /**
   * Gives the game up; the seat is kept.
   * @param color - the loser's, by default the own; after a rematch with swapped colours it may differ
   */
  resign(color?: Color): Promise<void> {
    return this.send("resign", { color: color ?? this.seat?.color ?? "white" });
  }

  /** Goes to the opponent. */
  offerDraw(): Promise<void> {
    return this.send("offer_draw", {});
  }

  /** Goes to both: it comes back as `accept_draw` with `mine`. */
  acceptDraw(): Promise<void> {
    return this.send("accept_draw", {});
  }

  /**
   * A game, or a rematch, begins when both are ready; the relay keeps no count.
   * @param extras - a small JSON object for the opponent, such as whether colours swap (1024 characters)
   */
  ready(extras: JsonObject = {}): Promise<void> {
    return this.send("ready", extras);
  }

  /**
   * Gives the seat up; the connection stays.
   * @returns a promise that the relay knows, which may be ignored
   */
  leave(): Promise<void> {
    return ignorable(this.#keeper.leave());
  }

  /** Quits: gives the seat up and disconnects. A later request connects again. */
  close(): void {
    this.#keeper.close(true);
  }

  /** Disconnects and keeps the seat in the storage, for {@link Session.resume}. */
  detach(): void {
    this.#keeper.close(false);
  }

  /** Whether the opponent gave a sign of life within that time, in milliseconds; true before the first one. */
  isPeerAlive(timeoutMs: number = PEER_TIMEOUT_MS): boolean {
    return this.#keeper.life.presence.isAlive(timeoutMs);
  }

  /** Resumes the heartbeats, which otherwise beat by themselves while a seat is held. */
  startHeartbeat(): void {
    this.#keeper.life.beat(true);
  }

  /** Ends the heartbeats. The relay then speaks for a link that proves alive (H2), and a dead one is noticed later. */
  stopHeartbeat(): void {
    this.#keeper.life.beat(false);
  }

  /** Forgets all but the newest entries of the history; for the start of a rematch. */
  trimHistory(keep = 0): void {
    this.#keeper.life.held?.trimHistory(keep);
    this.#keeper.life.keep();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /** What cannot even be read is refused by the promise as well. */
  #send<E extends ForwardedEvent>(event: E, read: () => ClientPayload<E>): Promise<void> {
    return ignorable(this.#keeper.send(event, read as () => JsonObject));
  }

  /** Waits until it holds after such an event, or an error says that it never will. */
  async #until(
    event: "connection" | "seat",
    holds: () => boolean | SessionError,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    signal?.throwIfAborted();
    const wait = new Deferred<void>({ signal }, () => stop());
    const look = () => {
      const end = holds();
      if (end === true) wait.resolve();
      else if (end) wait.reject(end);
    };
    const stop = this.on(event, look);
    look();
    await wait.promise;
  }
}

/** Old relays know one spelling only. */
function spelled(typed: string): string {
  const plain = typed.toUpperCase().replace(/[^A-Z0-9]/g, "");
  return plain.replace(/^(..)(..)(..)$/, "$1-$2-$3");
}
