// Who walks through the page's screens: one person with the page behind a network that can fail, and an opponent with
// the SDK who does what a walk needs; and the steps that all walks have in common.

import type { Browser, BrowserContextOptions } from "playwright-core";
import { LinkProxy } from "../link-proxy.ts";
import { startRelay } from "../relay-process.ts";
import { Resources } from "../resources.ts";
import { SdkPlayer } from "../sdk-player.ts";
import { PagePlayer } from "./page-player.ts";

/** What is done at a screen, which stands still meanwhile. @param screen - its name, for messages and files */
export type Stop = (player: PagePlayer, screen: string) => Promise<void>;

/** Both players, and what lies between Ann and the relay. */
export interface Walkers {
  readonly ann: PagePlayer;
  /** Has a name as long as the page must bear. */
  readonly bob: SdkPlayer;
  readonly network: LinkProxy;
}

/** Under this key the SDK keeps the seat in the tab's storage. */
export const SEAT = "en-parlant";

/** Ann is at the start screen, in a browser as it is told. */
export async function startWalk(
  browser: Browser,
  options: BrowserContextOptions,
): Promise<Walkers & AsyncDisposable> {
  await using stack = new Resources();
  const relay = stack.use(await startRelay());
  const network = stack.use(await LinkProxy.before(relay));
  const bob = stack.use(new SdkPlayer(relay.url, "Bartholomew the Unconquerable"));
  const ann = stack.use(await PagePlayer.open(browser, { url: network.url, name: "Ann", options }));
  await ann.sees("Play a friend");
  const all = stack.move();
  return { ann, bob, network, [Symbol.asyncDispose]: () => all[Symbol.asyncDispose]() };
}

/** Ann clicks on somebody else's invitation, wherever she is. */
export async function openInvite({ page }: PagePlayer): Promise<void> {
  await page.evaluate(`location.hash = "AB-CD-EF&from=Cleo"`);
  await page.getByText("Cleo invites you to a game").first().waitFor();
}

/** Ann opens a game, Bob joins. */
export async function meet({ ann, bob }: Walkers, time: string): Promise<void> {
  await bob.session.joinGame(await ann.create(time), bob.name);
  await ann.sees("Ready?");
}

/** Both are ready, and Ann, who is White, may move. @param extras - with Bob's ready: what tells a page from an app */
export async function begin({ ann, bob }: Walkers, extras = {}): Promise<void> {
  await bob.session.ready(extras);
  await ann.button(/^I am ready$|^Rematch/).click();
  await ann.page.locator(".turn.mine").waitFor();
}

/** Plays moves in turn, written as UCI. @param first - whose the first is */
export async function play(
  { ann, bob }: Walkers,
  moves: readonly string[],
  first: "ann" | "bob" = "ann",
): Promise<void> {
  for (const [index, uci] of moves.entries()) {
    const isAnns = (index % 2 === 0) === (first === "ann");
    const known = bob.moves.length;
    if (isAnns) await ann.move(uci);
    else await bob.session.sendMove(uci);
    await bob.until(`the move ${uci}`, () => bob.moves.length > known);
  }
  const isAnnsTurn = (moves.length % 2 === 0) === (first === "ann");
  if (isAnnsTurn) await ann.page.locator(".turn.mine, .result").waitFor();
}
