// A browser tab in which the SDK plays: the test says what to do, the tab remembers what it was told. A reload or a
// second tab gets a new session, as a real page would make one.

import type { ConnectionState, HistoryEntry, Session } from "@en-parlant/client";
import type { Page } from "playwright-core";

declare global {
  /** In a page only: the session and what it has told. */
  var tab: { session: Session; states: ConnectionState[]; errors: string[] };
}

/** What a page has that a program has not. */
interface Options {
  readonly url: string;
  readonly backoff?: { readonly minMs: number; readonly maxMs: number };
}

/** One tab with one session. */
export class SdkTab {
  readonly page: Page;
  readonly #options: Options;

  private constructor(page: Page, options: Options) {
    this.page = page;
    this.#options = options;
  }

  /** @param page - one that has loaded the SDK */
  static async of(page: Page, options: Options): Promise<SdkTab> {
    const tab = new SdkTab(page, options);
    await tab.begin();
    return tab;
  }

  /** The page's script starts. */
  async begin(): Promise<void> {
    await this.page.evaluate((options) => {
      const session = new EnParlant.Session(options);
      globalThis.tab = { session, states: [], errors: [] };
      session.on("connection", (state) => globalThis.tab.states.push(state));
      session.on("error", ({ code }) => globalThis.tab.errors.push(code));
    }, this.#options);
  }

  /** Does something in the page with its session, and returns what comes of it. */
  run<R, A>(act: (about: { session: Session; arg: A }) => R | Promise<R>, arg: A): Promise<R>;
  run<R>(act: (about: { session: Session }) => R | Promise<R>): Promise<R>;
  run(
    act: (about: { session: Session; arg: unknown }) => unknown,
    arg?: unknown,
  ): Promise<unknown> {
    const source = `(${act})({ session: globalThis.tab.session, arg: ${JSON.stringify(arg)} })`;
    return this.page.evaluate(source);
  }

  history(): Promise<readonly HistoryEntry[]> {
    return this.run(({ session }) => session.history);
  }

  states(): Promise<ConnectionState[]> {
    return this.page.evaluate(() => globalThis.tab.states);
  }

  errors(): Promise<string[]> {
    return this.page.evaluate(() => globalThis.tab.errors);
  }

  /** Waits for an entry of the history. */
  async heard(event: string, times = 1): Promise<void> {
    await this.page.waitForFunction(
      (wanted) => {
        const { history } = globalThis.tab.session;
        const found = history.filter((entry) => entry.event === wanted.event && !entry.mine);
        return found.length >= wanted.times;
      },
      { event, times },
    );
  }

  /** Waits for a state of the link. */
  async connection(status: ConnectionState["status"]): Promise<void> {
    await this.page.waitForFunction(
      (wanted) => globalThis.tab.session.connection.status === wanted,
      status,
    );
  }
}
