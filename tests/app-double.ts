// The released app as far as the relay can tell: its set-up screen and its board, driven by a test instead of a person.
//
// What it does, and where the app's source (version 0.1.11, f1bc58a) shows it; BG is BoardGame.tsx, MS MultiplayerSetup.tsx,
// R relay.ts, G game.rs. Facts, no code.
// - It connects, waits 500 ms and then asks; without a link by then it fails at once. MS:69-71, MS:93-94, R:58-60
// - A request ends with its answer, with the next `error`, or after 10 s. R:69-79, R:103-113
// - A button that is pressed twice asks twice; the second answer is nobody's. R:81, R:115
// - Each screen's listeners are attached after it has been drawn: for the joiner in MS:48-59, for `peer_ready` and `peer_left`
//   in BG:587-617, for the game in BG:620-676.
// - In a rematch the listeners of the first game stay, and feed the finished core until the new one has started.
//   BG:377, BG:807-817, G:536-547
// - Moves carry no clocks; those that come are shown for a tenth of a second. BG:357-396, BG:480, G:175-193
// - The core ends a game by itself, by mate, stalemate, dead positions, fifty moves and threefold repetition, and tells
//   nobody. G:413-461, BG:559-573
// - An offer of a draw stands until it is accepted, or a rematch begins. BG:657, BG:782, BG:814
// - A resignation or an agreed draw that comes late changes the result of a finished game; the core hears of the resignation
//   only. G:704-737, BG:636-660, BG:778-783
// - `peer_left` ends what is under way for good: all listeners go, moves may still be sent. After a game it changes nothing.
//   BG:594-604
// - A second `peer_ready` is kept for the rematch. BG:590-592
// - Heartbeats end with the link and do not begin again. R:35-38, R:221-231

import type { Color } from "@en-parlant/protocol";
import type { AppVariant, TimedMove } from "./app-relay-client.ts";
import { AppRelayClient } from "./app-relay-client.ts";
import { GameCore } from "./game-core.ts";

/** The app waits this long between connecting and its first request. */
const CONNECT_PAUSE_MS = 500;
/** From an event to the listeners of the screen it opens, at a desktop that is slow; a quick one needs 10 to 100 ms. */
const DRAWING_MS = 250;
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
  /** The clocks of the newest move that came. */
  clocks: Omit<TimedMove, "uci"> = {};
  drawOffered = false;
  /** Each look of the status indicator at the opponent. */
  readonly peerSeenOnline: boolean[] = [];
  #localReady = false;
  #peerReady = false;
  /** The core of the game that is shown has been started. */
  #isStarted = false;
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
    const isDrawn = this.game !== "playing" || this.#isStarted;
    return this.phase === "connected" && listeners.length > 0 && isDrawn;
  }

  /** Waits until a game is on its board, and listens. */
  started(): Promise<void> {
    return this.until("the game", () => this.game === "playing" && this.attentive);
  }

  /** Presses "Create game"; the screen then shows the returned code. */
  async createGame(): Promise<string> {
    this.phase = "creating";
    const { code } = await this.#connectFirst(() => this.requestGame(this.name));
    this.phase = "waiting";
    await pause(DRAWING_MS);
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
  move(uci: string): void {
    if (this.game !== "playing" || this.core.turn !== this.color) {
      throw new Error(`${this.name} cannot move: ${this.game}, ${this.core.turn} to move`);
    }
    this.sendMove({ uci });
    this.core.play(uci);
    this.#endIfOver();
  }

  resign(): void {
    this.send("resign", { color: this.color });
    this.core.resign();
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
    this.#afterDrawing(() => {
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
    this.result = undefined;
    this.game = "playing";
    this.#isStarted = false;
    this.#afterDrawing(() => {
      this.core = new GameCore();
      this.#isStarted = true;
      if (this.#gameListeners.length > 0) return;
      this.#gameListeners = [
        this.listen<TimedMove>("game_move", (move) => this.#moved(move)),
        this.listen<{ color: Color }>("resign", ({ color }) => {
          this.core.resign();
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
    this.clocks = { whiteTime, blackTime };
    this.core.play(uci);
    this.#endIfOver();
  }

  /** The core ends a game by itself, and sends nothing. */
  #endIfOver(): void {
    const { result } = this.core;
    if (result && this.#isStarted && this.game === "playing") this.#over(result);
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

  #afterDrawing(attach: () => void): void {
    setTimeout(() => {
      if (this.phase !== "connected") return;
      attach();
      this.changed();
    }, DRAWING_MS);
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
