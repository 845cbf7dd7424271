// Two SDK players through weather that cuts, freezes, delays, swallows and doubles: 200 plies, and draw offers
// between them. At the end both have the same game, each event once and in order (rules N, S).
// The weather comes from the seeds in a test's name; STORMS in the environment asks for more of them.

import { test } from "vitest";
import { startRelay } from "./relay-process.ts";
import { STORM, stormBatches, together } from "./storm-seeds.ts";
import { PLIES, StormyGame } from "./stormy-game.ts";

const OFFERS = 5;

test.concurrent.for(stormBatches())(
  "N2 N5 S3 two SDKs in a storm, seeds $names",
  STORM,
  async ({ seeds }) => {
    await using relay = await startRelay();
    const weathers = seeds.map((seed) => ({ seed }));
    await together(weathers, async ({ seed }) => {
      await using game = await StormyGame.begin(relay, seed);
      for (let offers = 1; offers <= OFFERS; offers += 1) {
        const player = game.anyPlayer();
        void player.session.offerDraw();
        const goal = (offers * PLIES) / OFFERS;
        await player.until(`ply ${goal}`, () => player.moves.length >= goal);
      }
      await game.finish();
    });
  },
);
