// All links cut in one moment, as when a network or a proxy goes, and everybody back as socket.io-client comes back:
// after half a second to one and a half, with its session and its last offset.

import { setTimeout as sleep } from "node:timers/promises";
import type { Figures } from "../figures.ts";
import { Samples } from "../statistics.ts";
import type { Player } from "./player.ts";
import { shuffled } from "./rotation.ts";
import type { Table } from "./table.ts";
import { present } from "./window.ts";

/** socket.io-client's: a second, half of it more or less. */
const DELAY_MS = { least: 500, range: 1_000 } as const;

/** Who is not back by then does not come back. */
const PATIENCE_MS = 30_000;

/** Cuts every link and waits until everybody is back. */
export async function reconnectStorm(table: Table): Promise<Figures> {
  table.pause();
  const { players } = table;
  const times = new Samples();
  const from = performance.now();
  const allBack = new Promise<void>((resolve) => {
    for (const game of table.games) {
      game.forgetMove();
      game.onBack = () => {
        times.add((performance.now() - from) / 1000);
        if (times.count === players.length) resolve();
      };
    }
  });
  for (const player of players) player.cut();
  for (const [index, player] of shuffled(players).entries())
    comeBack(player, index / players.length);
  await Promise.race([allBack, sleep(PATIENCE_MS)]);
  const [backP50, backP99] = times.percentiles(0.5, 0.99);
  const recovered = players.filter(({ isRecovered }) => isRecovered).length;
  return present({
    backP50,
    backP99,
    recovered: (100 * recovered) / players.length,
    lostLinks: players.length - times.count,
  });
}

function comeBack(player: Player, share: number): void {
  setTimeout(() => player.connect(), DELAY_MS.least + share * DELAY_MS.range);
}
