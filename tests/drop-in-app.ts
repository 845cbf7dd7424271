// The app as it would be with `@en-parlant/client/app` in the place of its own relay module: it connects, waits,
// asks, listens and plays by these functions alone. As in the app, a screen listens, and a game core plays, only when
// it has been drawn; in a rematch the old listeners stay. Judges nothing.

import type { createAppRelay } from "@en-parlant/client/app";
import type { Color } from "@en-parlant/protocol";
import type { TimedMove } from "./app-relay-client.ts";
import { GameCore } from "./game-core.ts";
import { Watched } from "./watched.ts";

/** The app waits this long between connecting and its first request. */
const CONNECT_PAUSE_MS = 500;
/** A slow desktop's time from a change to the screen that shows it. */
const DRAWING_MS = 250;

/** One player. */
export class DropInApp extends Watched implements AsyncDisposable {
  color: Color = "white";
  peerName: string | undefined;
  core = new GameCore();
  playing = false;
  /** The opponent waits for this player's ready. */
  peerReady = false;
  /** Moves that came when no game was being played. */
  readonly missed: string[] = [];
  /** What it was told besides moves, in order. */
  readonly heard: string[] = [];
  readonly clocks: (readonly [white: number | undefined, black: number | undefined])[] = [];
  readonly #relay: ReturnType<typeof createAppRelay>;
  #hasGameListeners = false;
  #localReady = false;

  constructor(relay: ReturnType<typeof createAppRelay>) {
    super();
    this.#relay = relay;
  }

  /** Presses "Create game"; the screen then shows the returned code. */
  async createGame(name: string): Promise<string> {
    await this.#connect();
    const { code } = await this.#relay.createGame(name);
    this.#drawn(() => {
      const stop = this.#relay.onPeerJoined((peerName) => {
        stop();
        this.#connected("white", peerName);
      });
    });
    return code;
  }

  async joinGame(code: string, name: string): Promise<void> {
    await this.#connect();
    const { color, peerName } = await this.#relay.joinGame(code, name);
    this.#connected(color, peerName);
  }

  ready(): void {
    this.#localReady = true;
    this.#relay.sendReady();
    this.#startIfBothReady();
  }

  move({ uci, whiteTime, blackTime }: TimedMove): void {
    this.core.play(uci);
    this.#relay.sendMove(uci, whiteTime, blackTime);
    this.changed();
  }

  resign(): void {
    this.#relay.sendResign(this.color);
    this.playing = false;
  }

  offerDraw(): void {
    this.#relay.sendDrawOffer();
  }

  acceptDraw(): void {
    this.#relay.sendAcceptDraw();
    this.playing = false;
  }

  isPeerAlive(): boolean {
    return this.#relay.isPeerAlive();
  }

  /** Quits, cancels or opens the analysis. */
  quit(): void {
    this.#relay.disconnectFromRelay();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.quit();
  }

  async #connect(): Promise<void> {
    this.#relay.connectToRelay();
    await new Promise((resolve) => setTimeout(resolve, CONNECT_PAUSE_MS));
  }

  #connected(color: Color, peerName: string): void {
    this.color = color;
    this.peerName = peerName;
    const relay = this.#relay;
    relay.startHeartbeat();
    this.#drawn(() => {
      relay.onPeerReady(() => {
        this.peerReady = true;
        this.#startIfBothReady();
      });
      relay.onPeerLeft(() => this.#hear("left"));
    });
    this.changed();
  }

  #startIfBothReady(): void {
    if (this.#localReady && this.peerReady) {
      this.#localReady = false;
      this.peerReady = false;
      this.#drawn(() => this.#start());
    }
    this.changed();
  }

  #start(): void {
    this.core = new GameCore();
    this.playing = true;
    this.changed();
    if (this.#hasGameListeners) return;
    this.#hasGameListeners = true;
    const relay = this.#relay;
    relay.onPeerMove((uci, whiteTime, blackTime) => {
      this.clocks.push([whiteTime, blackTime]);
      if (this.playing) this.core.play(uci);
      else this.missed.push(uci);
      this.changed();
    });
    relay.onPeerResign((loser) => this.#over(`${loser} resigns`));
    relay.onDrawOffer(() => this.#hear("draw offer"));
    relay.onDrawAccepted(() => this.#over("draw"));
  }

  #drawn(then: () => void): void {
    setTimeout(then, DRAWING_MS);
  }

  #over(how: string): void {
    this.playing = false;
    this.#hear(how);
  }

  #hear(what: string): void {
    this.heard.push(what);
    this.changed();
  }

  protected override state(): string {
    const { color, peerName, playing, heard, missed, core } = this;
    const { moves } = core;
    return `drop-in app: ${JSON.stringify({ color, peerName, playing, heard, missed, moves })}`;
  }
}
