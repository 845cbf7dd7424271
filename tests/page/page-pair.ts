// Two people with a page each at one relay, Ann, who opens the game, and Bob: each behind a network of their own, so that
// Ann's can fail and both find a restarted relay again.

import type { Browser, BrowserContextOptions } from "playwright-core";
import { LinkProxy } from "../link-proxy.ts";
import type { Launch, RelayProcess, Settings } from "../relay-process.ts";
import { startRelay } from "../relay-process.ts";
import { Resources } from "../resources.ts";
import { PagePlayer } from "./page-player.ts";

/** What may differ from two desktops, the usual time control and a relay as the tests have it. */
export interface PairOptions {
  readonly ann?: BrowserContextOptions;
  readonly bob?: BrowserContextOptions;
  /** How Ann opens the game; returns the code. */
  readonly create?: (ann: PagePlayer) => Promise<string>;
  /** The relay's. */
  readonly settings?: Settings;
  readonly launch?: Launch;
}

/** Both players; ends with their browsers and their relay. */
export class PagePair implements AsyncDisposable {
  readonly relay: RelayProcess;
  /** Between Ann and the relay. */
  readonly network: LinkProxy;
  readonly ann: PagePlayer;
  readonly bob: PagePlayer;
  readonly #owned: Resources;

  private constructor(
    { relay, network, ann, bob }: Pick<PagePair, "relay" | "network" | "ann" | "bob">,
    owned: Resources,
  ) {
    this.relay = relay;
    this.network = network;
    this.ann = ann;
    this.bob = bob;
    this.#owned = owned;
  }

  /** Both are at the start screen. */
  static async open(browser: Browser, about: PairOptions = {}): Promise<PagePair> {
    await using owned = new Resources();
    const relay = owned.use(await startRelay(about.settings, about.launch));
    const network = owned.use(await LinkProxy.before(relay));
    const { url } = owned.use(await LinkProxy.before(relay));
    const [hers, his] = [about.ann ?? {}, about.bob ?? {}];
    const ann = owned.use(
      await PagePlayer.open(browser, { url: network.url, name: "Ann", options: hers }),
    );
    const bob = owned.use(await PagePlayer.open(browser, { url, name: "Bob", options: his }));
    return new PagePair({ relay, network, ann, bob }, owned.move());
  }

  /** Both are in a game that runs, Ann to move. */
  static async start(browser: Browser, about: PairOptions = {}): Promise<PagePair> {
    await using owned = new Resources();
    const pair = owned.use(await PagePair.open(browser, about));
    const create = about.create ?? ((ann: PagePlayer) => ann.create());
    await pair.bob.join(await create(pair.ann));
    for (const player of pair.both) await player.ready();
    await pair.ann.page.locator(".turn.mine").waitFor();
    await pair.bob.page.locator(".turn").filter({ hasText: "Ann to move" }).waitFor();
    return new PagePair(pair, owned.move());
  }

  get both(): readonly PagePlayer[] {
    return [this.ann, this.bob];
  }

  /** Types the moves in turn, each as soon as both see the one before. @param moves - with spaces between */
  async play(moves: string): Promise<void> {
    const { ann, bob } = this;
    const players = (await ann.side()) === "white" ? [ann, bob] : [bob, ann];
    let ply = (await ann.moves(0)).length;
    for (const move of moves.split(" ")) {
      await players[ply % 2]?.move(move);
      ply += 1;
      for (const player of players) await player.moves(ply);
    }
  }

  /** Both ask for one more game, and see its empty list. */
  async rematch(): Promise<void> {
    for (const player of this.both) await player.button("Rematch, colours swapped").click();
    for (const player of this.both) await player.sees("No moves yet");
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#owned[Symbol.asyncDispose]();
  }
}
