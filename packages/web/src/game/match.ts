// A whole match as one seat sees it: all its games from the first ready on, worked out anew from what the relay
// logged. The same history gives the same match, so a reload changes nothing. Knows no session, no clock and no
// rules of chess.

import type { Color, HistoryEntry, OwnEvent, Seat } from "@en-parlant/client";
import { opposite } from "chessops/util";
import { COUNTDOWN_MS } from "./clock.ts";
import type { Game, Outcome } from "./game.ts";
import type { Deed } from "./game-record.ts";
import { GameRecord } from "./game-record.ts";
import { isAgainstPage, isMarked } from "./page-mark.ts";
import type { Payload } from "./payload.ts";
import { clocksIn, colorIn, words } from "./payload.ts";
import type { Score } from "./score.ts";
import { scoreAfter } from "./score.ts";
import type { TimeControl } from "./time-control.ts";
import { timeControlIn } from "./time-control.ts";

export type { Game, Outcome, PlayedMove } from "./game.ts";

/** Where a match stands. */
type Phase =
  /** Nobody has joined. */
  | "waiting"
  /** Before the first game. */
  | "ready"
  | "playing"
  | "over"
  /** The opponent's board is another one; see {@link Game.fault}. */
  | "differs";

/** All games of two players in one room. */
export interface Match {
  readonly phase: Phase;
  /** The game that runs, or the last one. */
  readonly game?: Game;
  /** The games before {@link Match.game}, oldest first. */
  readonly past: readonly Game[];
  /** For the next game. */
  readonly ready: Readiness;
  /** The opponent has told that it plays on this page too; until then it counts as the app. */
  readonly peerIsPage: boolean;
  /** Of the next game; absent where it is untimed. */
  readonly timeControl?: TimeControl;
  readonly score: Score;
}

/** Who is ready for the next game. */
interface Readiness {
  readonly mine: boolean;
  /** Stays true when the opponent leaves: after the grace he may be back, and his own page still has it. */
  readonly peer: boolean;
  /** The opponent is ready to play with the same colours only. */
  readonly peerKeepsColors: boolean;
}

/** What went before the first entry of a history that was trimmed. */
export interface Before {
  /** How many games. */
  readonly games: number;
  /** The own colour in the last of them. */
  readonly mine: Color;
  readonly score: Score;
}

/** All that a match is made of. */
export interface MatchInput {
  readonly seat: Seat;
  readonly history: readonly HistoryEntry[];
  /** What the relay does not have yet; counts as done. */
  readonly pending: readonly OwnEvent[];
  /** By the game's number: ends that this page decided and no event tells. */
  readonly verdicts: ReadonlyMap<number, Outcome>;
  readonly before?: Before;
  /** When the relay took what the opponent claimed while this page was away. */
  readonly missed?: ReadonlySet<number>;
  /** Both players have agreed by word of mouth that this page's clocks count, though the opponent has none. */
  readonly keepsClocks?: boolean;
}

/** The match as it stands. */
export function matchOf(input: MatchInput): Match {
  return replayOf(input).match;
}

/**
 * How the session's history can be trimmed to the game that runs, before it grows over its limit: how many entries
 * to keep, and what to remember with them. Nothing in the first game.
 */
export function trimOf(
  input: MatchInput,
): { readonly keep: number; readonly before: Before } | undefined {
  return replayOf(input).trim;
}

function replayOf(input: MatchInput): MatchReplay {
  const replay = new MatchReplay(input);
  for (const entry of input.history) replay.enter(entry);
  for (const own of input.pending) replay.expect(own);
  return replay;
}

/** What a player said with his ready. */
interface Ready {
  readonly swap: boolean;
  /** Its place in the history. */
  readonly index: number;
}

/** The match so far. */
class MatchReplay {
  readonly #input: MatchInput;
  readonly #past: GameRecord[] = [];
  #current: GameRecord | undefined;
  #mine: Ready | undefined;
  #peer: Ready | undefined;
  #isMineOnItsWay = false;
  #entries = 0;
  /** Where the game's first ready stands in the history. */
  #firstEntry = 0;
  #peerIsPage: boolean;

  constructor(input: MatchInput) {
    this.#input = input;
    this.#peerIsPage = isAgainstPage(input.seat);
  }

  /** An event that the relay has. */
  enter({ event, payload, mine, at }: HistoryEntry): void {
    const missed = !mine && this.#input.missed?.has(at) === true;
    const deed = { mine, at, confirmed: true, missed };
    if (event === "ready" || event === "peer_ready") this.#ready(deed, words(payload));
    else this.#happen(event, words(payload), deed);
    this.#entries += 1;
  }

  /** An own event that is on its way. A ready begins no game before it has arrived. */
  expect({ event, payload }: MatchInput["pending"][number]): void {
    if (event === "ready") this.#isMineOnItsWay = true;
    else this.#happen(event, words(payload), { mine: true, confirmed: false });
  }

  get match(): Match {
    const { seat } = this.#input;
    const timeControl = this.#timeControl;
    const game = this.#current?.game;
    return {
      phase: phaseOf(seat.joined, game),
      ...(game && { game }),
      past: this.#past.map((record) => record.game),
      ready: {
        mine: this.#mine !== undefined || this.#isMineOnItsWay,
        peer: this.#peer !== undefined,
        peerKeepsColors: this.#peer?.swap === false,
      },
      peerIsPage: this.#peerIsPage,
      ...(timeControl && { timeControl }),
      score: this.#scoreAfter(this.#current ? [...this.#past, this.#current] : []),
    };
  }

  /** The app has no clock, and would lose on time without having seen one. A host that chose a time has one. */
  get #timeControl(): TimeControl | undefined {
    const { seat, keepsClocks } = this.#input;
    const counts = seat.color === "black" || this.#peerIsPage || keepsClocks;
    return counts ? timeControlIn(seat.options) : undefined;
  }

  get trim(): { keep: number; before: Before } | undefined {
    const last = this.#past.at(-1);
    if (!last) return undefined;
    const { number: games, mine } = last.start;
    const before = { games, mine, score: this.#scoreAfter(this.#past) };
    return { keep: this.#entries - this.#firstEntry, before };
  }

  #scoreAfter(records: readonly GameRecord[]): Score {
    const games = records.map((record) => record.game);
    return scoreAfter(games, this.#input.before?.score);
  }

  #happen(event: string, payload: Payload, deed: Deed): void {
    const game = this.#current;
    if (event === "game_move") {
      game?.move(deed, { uci: String(payload.uci), clocks: clocksIn(payload) });
    } else if (event === "resign") {
      game?.resign(deed, { loser: colorIn(payload), clocks: clocksIn(payload) });
    } else if (event === "offer_draw") game?.offerDraw(deed);
    else if (event === "accept_draw") game?.acceptDraw(deed);
  }

  #ready({ mine, at = 0 }: Deed, payload: Payload): void {
    if (!mine) this.#peerIsPage ||= isMarked(payload);
    const game = this.#current;
    // A second click on the same button.
    if (game?.isRunning && !game.hasMoves && at < game.start.startedAt) return;
    const ready = { swap: payload.swap === true, index: this.#entries };
    if (mine) this.#mine = ready;
    else this.#peer = ready;
    // Both say so only when the game is over for both, though its end may be known to one side alone.
    if (!this.#mine || !this.#peer) return;
    this.#firstEntry = Math.min(this.#mine.index, this.#peer.index);
    this.#begin(at, this.#mine.swap && this.#peer.swap);
  }

  #begin(at: number, swap: boolean): void {
    const { seat, before } = this.#input;
    const last = this.#current?.start;
    if (this.#current) this.#past.push(this.#current);
    const lastColor = last?.mine ?? before?.mine;
    const sameColor = lastColor ?? seat.color;
    const number = (last?.number ?? before?.games ?? 0) + 1;
    this.#current = new GameRecord({
      number,
      mine: swap && lastColor ? opposite(sameColor) : sameColor,
      startedAt: at + COUNTDOWN_MS,
      customs: this.#peerIsPage ? "page" : "app",
      timeControl: this.#timeControl,
      verdict: this.#input.verdicts.get(number),
    });
    this.#mine = undefined;
    this.#peer = undefined;
  }
}

function phaseOf(joined: boolean, game: Game | undefined): Phase {
  if (!game) return joined ? "ready" : "waiting";
  if (game.fault) return "differs";
  return game.outcome ? "over" : "playing";
}
