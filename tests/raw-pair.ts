// Two raw clients in one room, for tests that need a game but no chess.

import type { ClientOptions } from "./raw-client.ts";
import { RawClient } from "./raw-client.ts";

/** Both seats of a room. */
export interface RawPair extends AsyncDisposable {
  readonly white: RawClient;
  readonly black: RawClient;
  readonly code: string;
}

/** Where a player connects, if not at the relay itself: a link proxy, usually. */
export interface Ways {
  readonly white?: { readonly url: string };
  readonly black?: { readonly url: string };
  readonly options?: ClientOptions;
  /**
   * Without names, as the released app has none, what is logged may wait while the clients draw (F8), so a round trip does
   * not prove that nothing more will come.
   */
  readonly named?: false;
}

/** Creates a game and returns its code. @param client - the host's name for itself, if it gives one */
export async function createGame(host: RawClient, client?: string): Promise<string> {
  host.emit("create_game", { name: "White", client });
  return ((await host.next("game_created")).payload as { code: string }).code;
}

/** Two players who have just met. Both have heard everything that comes with it. */
export async function seatPair(relay: { readonly url: string }, ways: Ways = {}): Promise<RawPair> {
  const white = await RawClient.connect((ways.white ?? relay).url, ways.options);
  const black = await RawClient.connect((ways.black ?? relay).url, ways.options);
  const isNamed = ways.named ?? true;
  const code = await createGame(white, isNamed ? "the client of White" : undefined);
  black.emit("join_game", { code, name: "Black", ...(isNamed && { client: "Black's" }) });
  await Promise.all([
    white.next("game_joined"),
    white.next("peer_joined"),
    black.next("game_joined"),
  ]);
  return {
    white,
    black,
    code,
    async [Symbol.asyncDispose]() {
      await white[Symbol.asyncDispose]();
      await black[Symbol.asyncDispose]();
    },
  };
}
