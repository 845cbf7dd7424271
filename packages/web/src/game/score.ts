// What a match stands at: the points of its games. Knows no history.

import type { Game } from "./game.ts";

/** Points of all games that are over, half a point for a draw. */
export interface Score {
  readonly mine: number;
  readonly peer: number;
}

/** The score after these games too. @param before - the score of the games before them */
export function scoreAfter(games: readonly Game[], before: Score = { mine: 0, peer: 0 }): Score {
  let { mine, peer } = before;
  for (const game of games) {
    if (!game.outcome) continue;
    const { winner } = game.outcome;
    const points = winner === undefined ? 0.5 : Number(winner === game.mine);
    mine += points;
    peer += 1 - points;
  }
  return { mine, peer };
}
