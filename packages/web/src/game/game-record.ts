// One game while its events are replayed: who may do what, and what it leads to. Refuses what the rules of chess
// or the words between two players do not allow. Knows no history and no other game.

import type { Color } from "@en-parlant/client";
import { opposite } from "chessops/util";
import {
  CLAIM_TOLERANCE_MS,
  clocksLeft,
  endOnTime,
  TIME_TOLERANCE_MS,
  thinkingSince,
} from "./clock.ts";
import type { Customs, Fault, Game, Outcome, PlayedMove } from "./game.ts";
import type { Ply } from "./ply.ts";
import { automaticEnd, claimableDraw, play, START } from "./ply.ts";
import type { Clocks, TimeControl } from "./time-control.ts";

/** An offer of a draw that was played past is not made again sooner; as on lichess. */
const PLIES_BETWEEN_OFFERS = 20;

/** Who did something, and when. */
export interface Deed {
  readonly mine: boolean;
  /** Absent for what the relay has not confirmed. */
  readonly at?: number;
  readonly confirmed: boolean;
}

/** How a game begins. */
export interface GameStart {
  readonly number: number;
  readonly mine: Color;
  readonly startedAt: number;
  readonly customs: Customs;
  readonly timeControl: TimeControl | undefined;
}

/** The game so far. */
export class GameRecord {
  readonly start: GameStart;
  readonly #moves: PlayedMove[] = [];
  readonly #offers = { mine: false, peer: false };
  /** After how many moves the own offer was made that is the newest. */
  #offeredAt: number | undefined;
  #ply: Ply = START;
  #outcome: Outcome | undefined;
  #fault: Fault | undefined;

  constructor(start: GameStart) {
    this.start = start;
  }

  /** Nothing can happen in it any more. */
  get isClosed(): boolean {
    return this.#outcome !== undefined || this.#fault !== undefined;
  }

  get hasMoves(): boolean {
    return this.#moves.length > 0;
  }

  /**
   * What is known of it, as data.
   * @param verdict - how it ended by this page's own judgement, where no event says so
   */
  game(verdict?: Outcome): Game {
    const { timeControl, ...start } = this.start;
    const outcome = this.#judged(verdict);
    const offer = this.#offers.peer ? "peer" : this.#offers.mine ? "mine" : undefined;
    const open = !outcome && this.#fault === undefined;
    const claimable = open ? claimableDraw(this.#ply) : undefined;
    const offerWait = open && !offer ? this.#offerWait : 0;
    return {
      ...start,
      ...(timeControl && { timeControl }),
      moves: this.#moves,
      fen: this.#ply.fen,
      turn: this.#ply.position.turn,
      ...(open && offer && { drawOffer: offer }),
      ...(offerWait > 0 && { offerWait }),
      ...(claimable && { claimable }),
      ...(outcome && { outcome }),
      ...(this.#fault && { fault: this.#fault }),
    };
  }

  /** A move; a wrong one of the opponent's is kept as a fault, an own one is dropped. */
  move(deed: Deed, { uci, clocks }: { uci: string; clocks: Partial<Clocks> }): void {
    if (this.isClosed) return;
    const by = this.#colorOf(deed);
    const { turn } = this.#ply.position;
    const next = by === turn ? play(this.#ply, uci) : undefined;
    if (!next) {
      if (!deed.mine) this.#fault = { kind: "move", uci };
      return;
    }
    const left = this.#clocksAfter(by, clocks, deed.at);
    const check = next.position.isCheck();
    this.#moves.push({
      uci: next.uci,
      san: next.san,
      by,
      fen: next.fen,
      ...(left && { clocks: left }),
      at: deed.at ?? this.#guessedTime(by, left),
      confirmed: deed.confirmed,
      check,
    });
    this.#ply = next;
    const isApp = this.start.customs === "app";
    if (!isApp) this.#offers[deed.mine ? "peer" : "mine"] = false;
    const end = automaticEnd(next) ?? (isApp ? claimableDraw(next) : undefined);
    if (end) this.#outcome = { winner: end === "checkmate" ? by : undefined, why: end };
  }

  /**
   * Somebody gives up, or says whose time is over. That it is the other's is believed with a look at the clock.
   * @param named - the loser, as it was sent, else whoever gave up; and the clocks that came with it
   */
  resign(deed: Deed, named: { loser: Color | undefined; clocks: Partial<Clocks> }): void {
    if (this.isClosed) return;
    const self = this.#colorOf(deed);
    const loser = named.loser ?? self;
    const left = this.#timeLeft(loser, deed.at) ?? Number.POSITIVE_INFINITY;
    const isClaim = loser !== self;
    if (isClaim && !deed.mine && left > CLAIM_TOLERANCE_MS) this.#fault = { kind: "loss" };
    else if (isClaim || this.#isFlag(loser, { left, told: named.clocks[loser] })) {
      this.#outcome = endOnTime(this.#ply.fen, loser);
    } else this.#outcome = { winner: opposite(loser), why: "resignation" };
  }

  offerDraw({ mine }: Deed): void {
    if (this.isClosed) return;
    this.#offers[mine ? "mine" : "peer"] = true;
    if (mine) this.#offeredAt = this.#moves.length;
  }

  /**
   * Agrees to a draw that was offered, or claims one. The opponent's word for it alone is not enough; the own
   * one is, for the opponent has been told.
   */
  acceptDraw({ mine }: Deed): void {
    if (this.isClosed) return;
    const isOffered = this.#offers[mine ? "peer" : "mine"];
    const claim = claimableDraw(this.#ply);
    if (isOffered || mine || claim) {
      this.#outcome = { winner: undefined, why: isOffered ? "agreement" : (claim ?? "agreement") };
    }
  }

  /**
   * Whether the loser's own flag fell: only a clock that runs runs out. The loser's word tells it from giving up with
   * little time left; pages of the first version say nothing.
   */
  #isFlag(loser: Color, { left, told }: { left: number; told: number | undefined }): boolean {
    if (loser !== this.#ply.position.turn) return false;
    return told === undefined ? left <= TIME_TOLERANCE_MS : told <= 0 && left <= CLAIM_TOLERANCE_MS;
  }

  /** How many own moves the next offer has to wait. In the app an offer stays open, so there is no next one. */
  get #offerWait(): number {
    if (this.#offeredAt === undefined) return 0;
    return Math.ceil((this.#offeredAt + PLIES_BETWEEN_OFFERS - this.#moves.length) / 2);
  }

  #colorOf({ mine }: Deed): Color {
    return mine ? this.start.mine : opposite(this.start.mine);
  }

  /** Events say how it ended; the page's own judgement knows better only why. */
  #judged(verdict: Outcome | undefined): Outcome | undefined {
    const known = this.#outcome;
    if (this.#fault !== undefined) return known;
    const isReason = verdict?.why === "abandoned" || known?.why === "resignation";
    const isSame = isReason && known?.winner === verdict?.winner;
    return isSame ? verdict : (known ?? verdict);
  }

  /**
   * What a move carries of its mover's clock counts; what it leaves out is worked out. The other's clock it cannot change,
   * or a move could take the opponent's time.
   */
  #clocksAfter(by: Color, carried: Partial<Clocks>, at: number | undefined): Clocks | undefined {
    const known = this.#clocksLeft;
    if (!known) return undefined;
    const used = at === undefined ? 0 : Math.max(0, at - this.#thinkingSince);
    const reckoned = Math.max(0, known[by] - used) + this.#incrementMs;
    return { ...known, [by]: carried[by] ?? reckoned };
  }

  /** When an own move was made that is not confirmed yet: its clock tells how long it took. */
  #guessedTime(by: Color, left: Clocks | undefined): number {
    const known = this.#clocksLeft;
    if (!known || !left) return this.#thinkingSince;
    return this.#thinkingSince + Math.max(0, known[by] + this.#incrementMs - left[by]);
  }

  /** What was left on a clock at a time; nothing in a game without clocks. */
  #timeLeft(color: Color, at: number | undefined): number | undefined {
    const known = this.#clocksLeft;
    if (!known) return undefined;
    const isThinking = color === this.#ply.position.turn;
    const used = isThinking && at !== undefined ? at - this.#thinkingSince : 0;
    return known[color] - used;
  }

  get #clocksLeft(): Clocks | undefined {
    const { timeControl } = this.start;
    return clocksLeft({ moves: this.#moves, ...(timeControl && { timeControl }) });
  }

  get #thinkingSince(): number {
    return thinkingSince({ startedAt: this.start.startedAt, moves: this.#moves });
  }

  get #incrementMs(): number {
    return this.start.timeControl?.incrementMs ?? 0;
  }
}
