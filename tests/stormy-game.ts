// Two SDK players at one board, each behind a link in bad weather that a seed makes: 200 plies, and draw offers
// between them.

import { LinkProxy } from "./link-proxy.ts";
import type { RelayProcess } from "./relay-process.ts";
import { Resources } from "./resources.ts";
import type { SdkPair } from "./sdk-game.ts";
import { expectSameGame, seatPlayers, shuttle } from "./sdk-game.ts";
import type { SdkPlayer } from "./sdk-player.ts";
import { Seeded } from "./seeded.ts";
import { Storm } from "./storm.ts";

/** Length of a game. */
export const PLIES = 200;

const SCRIPT = shuttle(PLIES);

/** A game that has begun. */
export class StormyGame implements AsyncDisposable {
  readonly seed: number;
  readonly chance: Seeded;
  readonly players: SdkPair;
  readonly #owned: Resources;
  readonly #storms: readonly Storm[];

  private constructor(
    seed: number,
    players: SdkPair,
    parts: { owned: Resources; storms: Storm[] },
  ) {
    this.seed = seed;
    this.chance = new Seeded(~seed);
    this.players = players;
    this.#owned = parts.owned;
    this.#storms = parts.storms;
  }

  static async begin(relay: RelayProcess, seed: number): Promise<StormyGame> {
    await using owned = new Resources();
    const links = [await LinkProxy.before(relay), await LinkProxy.before(relay)] as const;
    for (const link of links) owned.use(link);
    const players = owned.use(await seatPlayers(...links));
    const storms = links.map((link, index) =>
      owned.use(new Storm(link, new Seeded(2 * seed + index))),
    );
    for (const player of players.both) player.play(SCRIPT);
    return new StormyGame(seed, players, { owned: owned.move(), storms });
  }

  /** One of the two. */
  anyPlayer(): SdkPlayer {
    return this.players.both[this.chance.below(2)] ?? this.players.white;
  }

  /** The weather clears, the game is played to its end, and both must have seen the same. */
  async finish(): Promise<void> {
    await Promise.all(this.#storms.map((storm) => storm.end()));
    await expectSameGame(this.players, SCRIPT);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#owned[Symbol.asyncDispose]();
  }
}
