// The SDK against the released app, as host or as joiner: 200 plies with the SDK's link in a storm, the app's
// link broken while nothing of the app's is under way (rule S12), and a relay that is killed in every other
// batch. Both have the same game, each event once and in order.

import { test } from "vitest";
import type { RelayProcess } from "./relay-process.ts";
import { startRelay } from "./relay-process.ts";
import { Resources } from "./resources.ts";
import { SdkAppGame } from "./sdk-app-game.ts";
import { wander } from "./sdk-game.ts";
import { Seeded } from "./seeded.ts";
import { Storm } from "./storm.ts";
import { STORM, stormBatches, together } from "./storm-seeds.ts";

const PLIES = 200;
const PARTS = 4;
const BREAKS_A_PART = 2;
const SCRIPT = wander(PLIES);
const BREAKS = ["cut", "freeze", "keepAway"] as const;

/** A game, its weather, and the chance behind both. */
interface StormyApp extends AsyncDisposable {
  readonly seed: number;
  readonly chance: Seeded;
  readonly game: SdkAppGame;
  readonly storm: Storm;
}

test.concurrent.for(stormBatches().map((batch, index) => ({ ...batch, kills: index % 2 === 1 })))(
  "N2 N5 N6 S3 S7 S12 the SDK against the app in a storm, killed relays: $kills, seeds $names",
  STORM,
  async ({ seeds, kills }) => {
    await using relay = await startRelay();
    await using owned = new Resources();
    const games = await Promise.all(seeds.map((seed) => begin(relay, seed)));
    for (const game of games) owned.use(game);
    for (let part = 1; part <= PARTS; part += 1) {
      await together(games, (stormy) => playPart(stormy, part));
      if (kills && part < PARTS) await killUnder(relay, games);
    }
    await together(games, async ({ game, storm }) => {
      await storm.end();
      await game.verify();
    });
  },
);

async function begin(relay: RelayProcess, seed: number): Promise<StormyApp> {
  const chance = new Seeded(seed);
  const game = await SdkAppGame.sit(relay, chance.pick(["white", "black"]));
  await game.start();
  const storm = new Storm(game.sdkLink, new Seeded(~seed));
  game.play(SCRIPT);
  return {
    seed,
    chance,
    game,
    storm,
    async [Symbol.asyncDispose]() {
      await storm.end();
      await game[Symbol.asyncDispose]();
    },
  };
}

/** Some breaks of the app's link and some draw offers, spread over a part of the game. */
async function playPart({ chance, game }: StormyApp, part: number): Promise<void> {
  const { app, sdk } = game;
  const begin = ((part - 1) * PLIES) / PARTS;
  const length = PLIES / PARTS / BREAKS_A_PART;
  for (let breaks = 0; breaks < BREAKS_A_PART; breaks += 1) {
    const goal = begin + breaks * length + chance.below(length);
    await app.until(`ply ${goal}`, () => app.core.moves.length >= goal);
    void sdk.session.offerDraw();
    await game.breakAppLink(chance.pick(BREAKS));
  }
}

/** Nothing of the apps' is under way; the SDKs' events may be. */
async function killUnder(relay: RelayProcess, games: readonly StormyApp[]): Promise<void> {
  await together(games, async ({ game }) => {
    await game.rest();
    await game.caughtUp();
  });
  for (const { game } of games) void game.sdk.session.offerDraw();
  const noticed = games.map(({ game }) => game.app.disconnected());
  await relay.kill();
  await Promise.all(noticed);
  for (const { game } of games) game.goOn();
  await relay.start();
}
