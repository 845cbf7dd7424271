// A game between the released app's double and an SDK player, either as host, each behind a network of its
// own. The app repeats nothing (rule S12): whoever breaks its link must rest its hand before.

import type { Color } from "@en-parlant/protocol";
import { expect } from "vitest";
import { AppDouble } from "./app-double.ts";
import type { AppVariant, TimedMove } from "./app-relay-client.ts";
import type { Target } from "./link-proxy.ts";
import { LinkProxy } from "./link-proxy.ts";
import type { Entry } from "./recorder.ts";
import { Resources } from "./resources.ts";
import { SdkPlayer } from "./sdk-player.ts";

/** The app, but back at once after a lost link, and never tired of trying. */
const BRISK: AppVariant = {
  options: { reconnectionDelay: 5, reconnectionDelayMax: 40, reconnectionAttempts: Infinity },
};

/** The two players, and the networks between them and the relay. */
export class SdkAppGame implements AsyncDisposable {
  readonly app: AppDouble;
  readonly sdk: SdkPlayer;
  readonly appLink: LinkProxy;
  readonly sdkLink: LinkProxy;
  readonly appColor: Color;
  readonly #owned: Resources;
  #script: readonly TimedMove[] = [];
  #resting = false;
  #hand: Promise<void> = Promise.resolve();

  private constructor(
    parts: Pick<SdkAppGame, "app" | "sdk" | "appLink" | "sdkLink" | "appColor">,
    owned: Resources,
  ) {
    this.app = parts.app;
    this.sdk = parts.sdk;
    this.appLink = parts.appLink;
    this.sdkLink = parts.sdkLink;
    this.appColor = parts.appColor;
    this.#owned = owned;
  }

  /** The two have met, and the app's board is there. */
  static async sit(relay: Target, appColor: Color): Promise<SdkAppGame> {
    await using owned = new Resources();
    const appLink = owned.use(await LinkProxy.before(relay));
    const sdkLink = owned.use(await LinkProxy.before(relay));
    const app = owned.use(new AppDouble(appLink.url, "App", BRISK));
    const sdk = owned.use(new SdkPlayer(sdkLink.url, "SDK"));
    if (appColor === "white") {
      await sdk.session.joinGame(await app.createGame(), sdk.name);
    } else {
      await app.joinGame((await sdk.session.createGame(sdk.name)).code);
      await sdk.session.waitForPeer();
    }
    await app.until("the app's board", () => app.attentive);
    return new SdkAppGame({ app, sdk, appLink, sdkLink, appColor }, owned.move());
  }

  /** Both press "Ready", and the app listens. Nobody moves yet. */
  async start(): Promise<void> {
    const { app, sdk } = this;
    const goal = sdk.heard("peer_ready") + 1;
    app.ready();
    await sdk.session.ready();
    await sdk.until("the app's ready", () => sdk.heard("peer_ready") >= goal);
    await app.started();
  }

  /** Both play by the list. */
  play(script: readonly TimedMove[]): void {
    this.#script = script;
    this.sdk.play(script);
    this.#moveOn();
  }

  /** The app's player rests his hand, the relay has all that he sent, and the app has a link that can break. */
  async rest(): Promise<void> {
    this.#resting = true;
    const { app } = this;
    await app.until("the app's echoes", () => app.online && !this.#lacksEchoes);
  }

  /** The SDK has what the app sent, so that no killed relay can take it along. */
  async caughtUp(): Promise<void> {
    const { sdk } = this;
    const theirs = () => sdk.moves.filter(({ mine }) => !mine).length;
    await sdk.until("the app's moves", () => theirs() === this.#appMoves);
  }

  /** The app's player goes on. */
  goOn(): void {
    this.#resting = false;
    this.#moveOn();
  }

  /** Breaks the app's link while nothing of the app's is under way; it goes on before it is back. */
  async breakAppLink(how: "cut" | "freeze" | "keepAway"): Promise<void> {
    await this.rest();
    const noticed = this.app.disconnected();
    this.appLink[how]();
    await noticed;
    this.goOn();
    this.appLink.accept();
  }

  /** Waits for the end of the list, then compares what both heard with what was played. */
  async verify(): Promise<void> {
    const { app, sdk } = this;
    const script = this.#script;
    const done = () => app.core.moves.length === script.length;
    await app.until("the end of the game", () => done() && !this.#lacksEchoes);
    const settled = () =>
      sdk.moves.length >= script.length &&
      sdk.session.pending.length === 0 &&
      sdk.session.connection.status === "online";
    await sdk.until("the end of the game", settled);
    await this.#hand;
    const said = sdk.told.flatMap<Entry>(({ event, payload, mine }) =>
      mine ? [[event === "ready" ? "peer_ready" : event, payload]] : [],
    );
    const heard = () => app.logged.filter((entry) => !isSeating(entry) && !this.#isOwn(entry));
    await app.until("all that the SDK sent", () => heard().length >= said.length);
    expect(heard()).toEqual(said);
    const sent = script.map((move, ply) => (this.#isApps(ply) ? { uci: move.uci } : move));
    expect(app.logged.filter(isMove)).toEqual(sent.map((move) => ["game_move", move]));
    expect(sdk.moves).toEqual(sent.map((move, ply) => ({ ...move, mine: !this.#isApps(ply) })));
    const uci = script.map((move) => move.uci);
    expect(app.core.moves).toEqual(uci);
    expect(app.core.refused).toEqual(uci.filter((_, ply) => this.#isApps(ply)));
    expect(app.phase).toBe("connected");
    expect(app.count("error")).toBe(0);
    expect(sdk.errors).toEqual([]);
    expect(sdk.heard("peer_left")).toBe(0);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#owned[Symbol.asyncDispose]();
  }

  #moveOn(): void {
    this.#hand = this.#hand.then(() => this.#playApp());
    // Told by `verify`, if the test gets as far.
    this.#hand.catch(() => {});
  }

  async #playApp(): Promise<void> {
    const { app } = this;
    const myTurn = () => app.core.turn === this.appColor;
    const over = () => this.#resting || app.core.moves.length >= this.#script.length;
    for (;;) {
      await app.until("the app's turn", () => over() || myTurn());
      const move = this.#script[app.core.moves.length];
      if (over() || !move) return;
      app.move(move.uci);
    }
  }

  get #appMoves(): number {
    return this.app.core.moves.filter((_, ply) => this.#isApps(ply)).length;
  }

  get #lacksEchoes(): boolean {
    return this.app.core.refused.length < this.#appMoves;
  }

  #isApps(ply: number): boolean {
    return (ply % 2 === 0) === (this.appColor === "white");
  }

  /** The app's moves carry no clocks. */
  #isOwn([event, payload]: Entry): boolean {
    return event === "game_move" && (payload as TimedMove).whiteTime === undefined;
  }
}

function isMove([event]: Entry): boolean {
  return event === "game_move";
}

function isSeating([event]: Entry): boolean {
  return event === "game_created" || event === "game_joined" || event === "peer_joined";
}
