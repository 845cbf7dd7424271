// The released app as far as the relay can tell: its set-up screen and its board, driven by a test
// instead of a person. Its listeners come and go as the app's do, a moment after the screen changes.

import type { Color } from "@en-parlant/protocol";
import type { AppVariant, TimedMove } from "./app-relay-client.ts";
import { AppRelayClient } from "./app-relay-client.ts";
import { GameCore } from "./game-core.ts";

/** The app waits this long between connecting and its first request. */
const CONNECT_PAUSE_MS = 500;
/** React attaches listeners after rendering; an event that comes earlier is lost on the app. */
const RENDER_MS = 5;
const PEER_CHECK_MS = 3_000;

type Phase = "idle" | "creating" | "waiting" | "joining" | "connected" | "disconnected";

/** One player with the released app. */
export class AppDouble extends AppRelayClient implements AsyncDisposable {
  readonly name: string;
  phase: Phase = "idle";
  game: "settingUp" | "playing" | "gameOver" = "settingUp";
  result: "1-0" | "0-1" | "1/2-1/2" | undefined;
  color: Color | undefined;
  peerName: string | undefined;
  core = new GameCore();
  clocks: Omit<TimedMove, "uci"> = {};
  drawOffered = false;
  /** Each look of the status indicator at the opponent. */
  readonly peerSeenOnline: boolean[] = [];
  #localReady = false;
  #peerReady = false;
  #peerCheck: NodeJS.Timeout | undefined;
  #roomListeners: (() => void)[] = [];
  #gameListeners: (() => void)[] = [];

  constructor(url: string, name: string, variant?: AppVariant) {
    super(url, variant);
    this.name = name;
  }

  /** Whether its board listens for the opponent's `ready`, and during a game for his moves. */
  get attentive(): boolean {
    const listeners = this.game === "settingUp" ? this.#roomListeners : this.#gameListeners;
    return this.phase === "connected" && listeners.length > 0;
  }

  /** Presses "Create game"; the screen then shows the returned code. */
  async createGame(): Promise<string> {
    this.phase = "creating";
    const { code } = await this.#connectFirst(() => this.requestGame(this.name));
    this.phase = "waiting";
    await pause(RENDER_MS);
    const stop = this.listen<{ peerName: string }>("peer_joined", ({ peerName }) => {
      stop();
      this.#connected("white", peerName);
    });
    return code;
  }

  /** Presses "Join" with what was typed into the six boxes. */
  async joinGame(typed: string): Promise<void> {
    const code = typed.toUpperCase().replace(/[^A-Z0-9]/g, "");
    const formatted = `${code.slice(0, 2)}-${code.slice(2, 4)}-${code.slice(4, 6)}`;
    this.phase = "joining";
    const request = () => this.requestSeat(formatted, this.name);
    const { color, peerName } = await this.#connectFirst(request);
    this.#connected(color, peerName);
  }

  /** Presses "Ready", before the first game and before each rematch. */
  ready(): void {
    this.#localReady = true;
    this.send("ready");
    this.#startIfBothReady();
  }

  /** Moves a piece; only on its own turn, as on the app's board. */
  move(move: TimedMove): void {
    if (this.game !== "playing" || this.core.turn !== this.color) {
      throw new Error(`${this.name} cannot move: ${this.game}, ${this.core.turn} to move`);
    }
    this.sendMove(move);
    this.core.play(move.uci);
    this.#endIfOver();
  }

  resign(): void {
    this.send("resign", { color: this.color });
    this.#over(this.color === "white" ? "0-1" : "1-0");
  }

  /** Presses "Offer draw", which reads "Accept draw" after an offer. */
  draw(): void {
    this.send(this.drawOffered ? "accept_draw" : "offer_draw");
    if (this.drawOffered) this.#over("1/2-1/2");
  }

  /** Quits, cancels or opens the analysis: the app disconnects in the same way. */
  quit(): void {
    this.#detach();
    this.disconnectFromRelay();
    this.phase = "idle";
    this.changed();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.quit();
  }

  async #connectFirst<T>(request: () => Promise<T>): Promise<T> {
    this.connectToRelay();
    await pause(CONNECT_PAUSE_MS);
    try {
      // A person would press the button again; a busy test machine may need longer than the pause.
      await this.connected();
      return await request();
    } catch (error) {
      this.phase = "idle";
      throw error;
    }
  }

  #connected(color: Color, peerName: string): void {
    this.color = color;
    this.peerName = peerName;
    this.phase = "connected";
    this.startHeartbeat();
    this.#peerCheck = setInterval(() => {
      this.peerSeenOnline.push(this.isPeerAlive());
      this.changed();
    }, PEER_CHECK_MS);
    this.#afterRender(() => {
      this.#roomListeners = [
        this.listen("peer_ready", () => {
          this.#peerReady = true;
          this.#startIfBothReady();
        }),
        this.listen("peer_left", () => this.#peerLeft()),
      ];
    });
  }

  #startIfBothReady(): void {
    if (!this.#localReady || !this.#peerReady) return;
    this.#localReady = false;
    this.#peerReady = false;
    this.drawOffered = false;
    this.core = new GameCore();
    this.result = undefined;
    this.game = "playing";
    for (const stop of this.#gameListeners.splice(0)) stop();
    this.#afterRender(() => {
      this.#gameListeners = [
        this.listen<TimedMove>("game_move", (move) => this.#moved(move)),
        this.listen<{ color: Color }>("resign", ({ color }) => {
          this.#over(color === "white" ? "0-1" : "1-0");
        }),
        this.listen("offer_draw", () => {
          this.drawOffered = true;
        }),
        this.listen("accept_draw", () => this.#over("1/2-1/2")),
      ];
    });
  }

  /** The app hands every move to its game core, which refuses the app's own when it comes back. */
  #moved({ uci, whiteTime, blackTime }: TimedMove): void {
    if (this.core.play(uci)) this.clocks = { whiteTime, blackTime };
    this.#endIfOver();
  }

  /** The core ends a game by itself, and sends nothing. */
  #endIfOver(): void {
    if (this.core.result && this.game === "playing") this.#over(this.core.result);
    else this.changed();
  }

  #over(result: "1-0" | "0-1" | "1/2-1/2"): void {
    this.drawOffered = false;
    this.game = "gameOver";
    this.result = result;
    this.changed();
  }

  /** In a game this is the end: the app shows a notice and there is no way back. */
  #peerLeft(): void {
    if (this.game === "gameOver") return;
    this.phase = "disconnected";
    this.#detach();
    this.changed();
  }

  #afterRender(attach: () => void): void {
    setTimeout(() => {
      if (this.phase !== "connected") return;
      attach();
      this.changed();
    }, RENDER_MS);
  }

  #detach(): void {
    clearInterval(this.#peerCheck);
    for (const stop of this.#roomListeners.splice(0)) stop();
    for (const stop of this.#gameListeners.splice(0)) stop();
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
