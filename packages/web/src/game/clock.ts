// The clocks of a game at a given moment: what each shows, which one runs, whose flag has fallen. The moves carry
// what was left; here time passes since the last one. Time is an argument; nothing ticks here.

import type { Color } from "@en-parlant/client";
import { Chess } from "chessops/chess";
import { parseFen } from "chessops/fen";
import { opposite } from "chessops/util";
import type { Game, Outcome, PlayedMove } from "./game.ts";
import type { Clocks } from "./time-control.ts";

/** From the later ready to the start, in milliseconds: the released app's listeners need a moment. */
export const COUNTDOWN_MS = 3_000;

/** A clock with less left than this, in milliseconds, counts as run out when its player gives up and does not say. */
export const TIME_TOLERANCE_MS = 1_000;

/**
 * The two players' clocks agree within this, in milliseconds, when the one says that the other's has run out: a move
 * may have come so late, over a link that nobody knew to be dead.
 */
export const CLAIM_TOLERANCE_MS = 10_000;

/** How long an opponent's move may be on its way before the flag is held against him, in milliseconds. */
export const FLAG_GRACE_MS = 2_000;

/** Below this a clock shows tenths, in milliseconds. */
export const TENTHS_BELOW_MS = 10_000;

/** Less than this, in milliseconds, is little time. */
const LOW_BELOW_MS = 20_000;

/** What a clock needs to know of a game. */
export type ClockedGame = Pick<
  Game,
  "mine" | "moves" | "outcome" | "fault" | "startedAt" | "timeControl" | "turn"
>;

/** Both clocks as they are shown, and the side whose clock runs. */
export interface ShownClocks extends Clocks {
  readonly running?: Color;
}

/** What was left after the last move, or at the start; nothing in a game without clocks. */
export function clocksLeft({
  moves,
  timeControl,
}: Pick<ClockedGame, "moves" | "timeControl">): Clocks | undefined {
  if (!timeControl) return undefined;
  const { initialMs } = timeControl;
  return moves.at(-1)?.clocks ?? { white: initialMs, black: initialMs };
}

/** Since when the side to move has been thinking, in the page's time. */
export function thinkingSince(game: {
  readonly startedAt: number;
  readonly moves: readonly Pick<PlayedMove, "at">[];
}): number {
  return game.moves.at(-1)?.at ?? game.startedAt;
}

/**
 * What both clocks show; nothing in a game without clocks. When the game is over they stand as after the last move.
 * @param now - in the page's time; when the game ended, if it has
 */
export function clocksAt(game: ClockedGame, now: number): ShownClocks | undefined {
  const left = clocksLeft(game);
  if (!left) return undefined;
  const clocks = { white: Math.max(0, left.white), black: Math.max(0, left.black) };
  const { outcome, turn } = game;
  if (outcome?.why === "time" && outcome.winner !== turn) return { ...clocks, [turn]: 0 };
  if (outcome || game.fault) return clocks;
  const used = Math.max(0, now - thinkingSince(game));
  return { ...clocks, [turn]: Math.max(0, clocks[turn] - used), running: turn };
}

/** What the own move that is made now carries: both clocks, the increment added to the own one. */
export function clocksWithMove(game: ClockedGame, now: number): Clocks | undefined {
  const shown = clocksAt(game, now);
  if (!shown) return undefined;
  const { white, black } = shown;
  const increment = game.timeControl?.incrementMs ?? 0;
  return { white, black, [game.mine]: Math.round(shown[game.mine] + increment) };
}

/**
 * When the flag of the side to move falls, in the page's time: the own one at once, the opponent's only when no move of
 * his can be on its way to the relay any more, and never while he may not have heard of the own move.
 */
export function flagFallsAt(game: ClockedGame): number | undefined {
  const left = clocksLeft(game);
  const { outcome, fault, turn, moves } = game;
  if (!left || outcome || fault) return undefined;
  const zero = thinkingSince(game) + Math.max(0, left[turn]);
  if (turn === game.mine) return zero;
  const isHeard = moves.at(-1)?.confirmed ?? true;
  return isHeard ? zero + FLAG_GRACE_MS : undefined;
}

/** Whose flag has fallen, if anyone's. */
export function flagFallen(game: ClockedGame, now: number): Color | undefined {
  const fallsAt = flagFallsAt(game);
  return fallsAt !== undefined && now >= fallsAt ? game.turn : undefined;
}

/** How a game ends whose flag has fallen: lost, or drawn where the other side could never checkmate. */
export function endOnTime(fen: string, loser: Color): Outcome {
  const winner = opposite(loser);
  const position = parseFen(fen).chain((setup) => Chess.fromSetup(setup));
  const cannotWin = position.unwrap(
    (chess) => chess.hasInsufficientMaterial(winner),
    () => false,
  );
  return { winner: cannotWin ? undefined : winner, why: "time" };
}

/** Whether that is little time left, in a game that began with more. */
export function isLow({ timeControl }: Pick<ClockedGame, "timeControl">, ms: number): boolean {
  return timeControl !== undefined && ms < LOW_BELOW_MS && timeControl.initialMs > LOW_BELOW_MS;
}

/** As a clock shows it: `1:05:03`, `4:09`, and `0:09.4` below ten seconds. */
export function clockText(ms: number): string {
  const left = Math.max(0, ms);
  const seconds = Math.floor(left / 1_000);
  const minutes = Math.floor(seconds / 60);
  const tenths = left < TENTHS_BELOW_MS ? `.${Math.floor((left % 1_000) / 100)}` : "";
  const tail = `${two(seconds % 60)}${tenths}`;
  if (minutes < 60) return `${minutes}:${tail}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${tail}`;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
