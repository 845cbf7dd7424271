// One page and the released app at one board, and what they do in turn. Whoever has White has opened the game.

import type { Browser } from "playwright-core";
import { expect } from "vitest";
import { AppDouble } from "../app-double.ts";
import { LinkProxy } from "../link-proxy.ts";
import type { Settings } from "../relay-process.ts";
import { startRelay } from "../relay-process.ts";
import { Resources } from "../resources.ts";
import { PagePlayer } from "./page-player.ts";

/** Ann's page and Bob's app; ends with both and their relay. */
export class PageAndApp implements AsyncDisposable {
  readonly page: PagePlayer;
  readonly app: AppDouble;
  /** The page's. */
  readonly network: LinkProxy;
  readonly #owned: Resources;

  private constructor(
    { page, app, network }: Pick<PageAndApp, "page" | "app" | "network">,
    owned: Resources,
  ) {
    this.page = page;
    this.app = app;
    this.network = network;
    this.#owned = owned;
  }

  /** Both have met, nobody is ready. @param color - the page's; as White it has chosen 10+5 */
  static async meet(
    browser: Browser,
    color: "white" | "black",
    settings: Settings = {},
  ): Promise<PageAndApp> {
    await using owned = new Resources();
    const relay = owned.use(await startRelay(settings));
    const network = owned.use(await LinkProxy.before(relay));
    const app = owned.use(new AppDouble(relay.url, "Bob"));
    const page = owned.use(await PagePlayer.open(browser, { url: network.url, name: "Ann" }));
    if (color === "white") await app.joinGame(await page.create());
    else await page.join(await app.createGame());
    await app.until("the opponent", () => app.peerName === "Ann" && app.attentive);
    return new PageAndApp({ page, app, network }, owned.move());
  }

  /** Both are in a game. */
  static async start(
    browser: Browser,
    color: "white" | "black",
    settings: Settings = {},
  ): Promise<PageAndApp> {
    await using owned = new Resources();
    const both = owned.use(await PageAndApp.meet(browser, color, settings));
    await both.page.ready();
    await both.#begin();
    return new PageAndApp(both, owned.move());
  }

  /** Plays moves in turn, written as UCI: the page's typed and the app's on its board. */
  async play(moves: string): Promise<void> {
    const { app, page } = this;
    for (const uci of moves.split(" ")) {
      const known = app.core.moves.length;
      if (app.core.turn === app.color) app.move(uci);
      else await page.move(uci);
      await app.until(`the move ${uci}`, () => app.core.moves.length === known + 1);
      expect(app.core.moves.at(-1)).toBe(uci);
    }
    expect(await page.moves(app.core.moves.length)).toHaveLength(app.core.moves.length);
  }

  /** The app is ready for another game; the page, once it has been told, is too. */
  async rematch(): Promise<void> {
    const { app, page } = this;
    const asked = this.#begin();
    await page.sees("Bob would like a rematch");
    await page.sees("Against the app colours stay as they are.");
    await page.button("Rematch, same colours").click();
    await asked;
    await page.sees("No moves yet");
    expect(await page.side()).not.toBe(app.color);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#owned[Symbol.asyncDispose]();
  }

  async #begin(): Promise<void> {
    const { app } = this;
    const { core } = app;
    app.ready();
    await app.until("the start", () => app.core !== core && app.attentive);
  }
}
