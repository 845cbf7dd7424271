// Real games as lists of UCI moves, read from the PGN files beside this one, with clocks made up for
// them: the files are old enough not to have any.

import { readFileSync } from "node:fs";
import { Chess } from "chess.js";
import type { TimedMove } from "./app-relay-client.ts";

const START_MS = 900_000;

/** The moves of `games/<name>.pgn` with both clocks as they stand after each. */
function famousGame(name: string): TimedMove[] {
  const chess = new Chess();
  chess.loadPgn(readFileSync(new URL(`games/${name}.pgn`, import.meta.url), "utf8"));
  const clocks = [START_MS, START_MS];
  return chess.history({ verbose: true }).map(({ lan }, ply) => {
    const thought = 900 + ((ply * 7_919) % 11_000);
    clocks[ply % 2] = (clocks[ply % 2] ?? 0) - thought;
    return { uci: lan, whiteTime: clocks[0], blackTime: clocks[1] };
  });
}

/** 103 plies, won by White. */
export const CAPABLANCA = famousGame("capablanca-tartakower-1924");
/** 36 plies, a draw. */
export const HAMPPE = famousGame("hamppe-meitner-1872");
