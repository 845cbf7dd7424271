// How far each player has numbered the game events that were taken from him (rules N): the same pair
// stands in offsets, in `resume_game` and in a room. Knows no seats.

/** The highest number of a game event of White's, and of Black's; 0 where there is none. */
export interface Counts {
  readonly white: number;
  readonly black: number;
}

/** Nobody has numbered anything. */
export const NO_COUNTS: Counts = { white: 0, black: 0 };

/** The higher number of each side; one of the two given where it has both. */
export function highestCounts(one: Counts, other: Counts): Counts {
  if (one.white >= other.white && one.black >= other.black) return one;
  if (other.white >= one.white && other.black >= one.black) return other;
  return { white: Math.max(one.white, other.white), black: Math.max(one.black, other.black) };
}
