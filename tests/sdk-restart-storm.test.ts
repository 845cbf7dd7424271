// The same weather, and on top of it a relay that is killed again and again with no warning (rules N5, S7): what
// it had taken and not delivered comes from the player who sent it. All games of a batch are on that relay.

import { expect, test } from "vitest";
import { startRelay } from "./relay-process.ts";
import { Resources } from "./resources.ts";
import { STORM, stormBatches, together } from "./storm-seeds.ts";
import { PLIES, StormyGame } from "./stormy-game.ts";

const KILLS = 3;

test.concurrent.for(stormBatches())(
  "N5 N8 S7 two SDKs, storm and killed relays, seeds $names",
  STORM,
  async ({ seeds }) => {
    await using relay = await startRelay();
    await using owned = new Resources();
    const games = await Promise.all(seeds.map((seed) => StormyGame.begin(relay, seed)));
    for (const game of games) owned.use(game);
    for (let kills = 1; kills <= KILLS; kills += 1) {
      const game = games[kills % games.length] as StormyGame;
      const player = game.anyPlayer();
      const goal = game.chance.below((PLIES * kills) / (KILLS + 1));
      await player.until(`ply ${goal}`, () => player.moves.length >= goal);
      for (const { players } of games) void players.white.session.offerDraw();
      await relay.kill();
      for (const { players } of games) void players.black.session.offerDraw();
      await relay.start();
    }
    await together(games, (game) => game.finish());
    for (const { players } of games) expect(players.white.heard("offer_draw")).toBe(KILLS);
  },
);
