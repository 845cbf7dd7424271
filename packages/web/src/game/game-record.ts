// One game while its events are replayed: who may do what, and what it leads to. Refuses what the rules of chess
// or the words between two players do not allow. Knows no history and no other game.

import type { Color } from "@en-parlant/client";
import { opposite } from "chessops/util";
import { CLAIM_TOLERANCE_MS, endOnTime, TIME_TOLERANCE_MS } from "./clock.ts";
import type { Customs, Fault, Game, Outcome, PlayedMove } from "./game.ts";
import type { Ply } from "./ply.ts";
import { automaticEnd, claimableDraw, play, START } from "./ply.ts";
import { TimeAccount } from "./time-account.ts";
import type { Clocks, TimeControl } from "./time-control.ts";

/** An offer of a draw that was played past is not made again sooner; as on lichess. */
const PLIES_BETWEEN_OFFERS = 20;

/** Who did something, and when. */
export interface Deed {
  readonly mine: boolean;
  /** Absent for what the relay has not confirmed. */
  readonly at?: number;
  readonly confirmed: boolean;
  /** The opponent did it while this page was away. */
  readonly missed?: boolean;
}

/** How a game begins. */
export interface GameStart {
  readonly number: number;
  readonly mine: Color;
  readonly startedAt: number;
  readonly customs: Customs;
  readonly timeControl: TimeControl | undefined;
  /** How it ended by this page's own judgement, where no event says so. */
  readonly verdict: Outcome | undefined;
}

/** The game so far. */
export class GameRecord {
  readonly start: GameStart;
  readonly #moves: PlayedMove[] = [];
  readonly #offers = { mine: false, peer: false };
  /** After how many moves the own offer was made that is the newest. */
  #offeredAt: number | undefined;
  readonly #time: TimeAccount;
  #ply: Ply = START;
  #outcome: Outcome | undefined;
  #fault: Fault | undefined;
  /** The end that one player's clock gave the game: the other, whose time it is, may still turn out to have moved. */
  #claim: { readonly loser: Color; readonly end: Outcome } | undefined;
  #isDisputed = false;

  constructor(start: GameStart) {
    this.start = start;
    this.#time = new TimeAccount(start, this.#moves);
  }

  /** The game goes on. */
  get isRunning(): boolean {
    const { verdict } = this.start;
    return !this.#isClosed && this.#claim === undefined && verdict === undefined;
  }

  get hasMoves(): boolean {
    return this.#moves.length > 0;
  }

  /** What is known of it, as data. */
  get game(): Game {
    const { timeControl, verdict: _, ...start } = this.start;
    const outcome = this.#judged;
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
      ...(open && this.#isDisputed && { isDisputed: true }),
    };
  }

  /** A move; a wrong one of the opponent's is kept as a fault, an own one is dropped. */
  move(deed: Deed, { uci, clocks }: { uci: string; clocks: Partial<Clocks> }): void {
    if (!this.#isOpenTo(deed)) return;
    const by = this.#colorOf(deed);
    const { turn } = this.#ply.position;
    const next = by === turn ? play(this.#ply, uci) : undefined;
    if (!next) {
      if (!deed.mine && !this.#claim) this.#fault = { kind: "move", uci };
      return;
    }
    this.#claim = undefined;
    if (!deed.mine) this.#isDisputed = false;
    const left = this.#time.afterMove(by, clocks, deed.at);
    const check = next.position.isCheck();
    this.#moves.push({
      uci: next.uci,
      san: next.san,
      by,
      fen: next.fen,
      ...(left && { clocks: left }),
      at: deed.at ?? this.#time.guessedTime(by, left),
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
   * Somebody gives up, or says whose time is over.
   * @param named - the loser, as it was sent, else whoever gave up; and the clocks that came with it
   */
  resign(deed: Deed, named: { loser: Color | undefined; clocks: Partial<Clocks> }): void {
    if (!this.#isOpenTo(deed)) return;
    const self = this.#colorOf(deed);
    const loser = named.loser ?? self;
    if (loser !== self) {
      if (deed.mine) this.#claimOwn(deed, loser);
      else this.#claimByPeer(deed, loser);
      return;
    }
    const { turn } = this.#ply.position;
    const left = this.#time.leftAt(loser, turn, deed.at) ?? Number.POSITIVE_INFINITY;
    if (this.#isFlag(loser, { left, told: named.clocks[loser] })) {
      this.#outcome = endOnTime(this.#ply.fen, loser);
    } else this.#outcome = { winner: opposite(loser), why: "resignation" };
  }

  offerDraw(deed: Deed): void {
    if (!this.#isOpenTo(deed)) return;
    this.#offers[deed.mine ? "mine" : "peer"] = true;
    if (deed.mine) this.#offeredAt = this.#moves.length;
  }

  /**
   * Agrees to a draw that was offered, or claims one. The opponent's word for it alone is not enough; the own
   * one is, for the opponent has been told.
   */
  acceptDraw(deed: Deed): void {
    if (!this.#isOpenTo(deed)) return;
    const { mine } = deed;
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

  /** Nothing can happen in it any more. */
  get #isClosed(): boolean {
    return this.#outcome !== undefined || this.#fault !== undefined;
  }

  /** Whoever's time is said to be over has the last word: what it did before it heard so counts, in whatever order it comes. */
  #isOpenTo(deed: Deed): boolean {
    const isNamed = this.#claim === undefined || this.#claim.loser === this.#colorOf(deed);
    return !this.#isClosed && isNamed;
  }

  /** The own claim counts once the relay has it. By then the opponent may have moved; the app takes it all the same. */
  #claimOwn({ confirmed }: Deed, loser: Color): void {
    const { customs, verdict } = this.start;
    const end = endOnTime(this.#ply.fen, loser);
    if (!confirmed) return;
    if (verdict?.why === "abandoned" || customs === "app") this.#outcome = end;
    else if (loser === this.#ply.position.turn) this.#claim = { loser, end };
  }

  /** The opponent's claim is believed with a look at the clock; and where this page was away, and could not look. */
  #claimByPeer({ at, missed }: Deed, loser: Color): void {
    const end = endOnTime(this.#ply.fen, loser);
    const isTimed = this.start.timeControl !== undefined;
    const { turn } = this.#ply.position;
    const isToMove = loser === turn;
    const left = isToMove ? this.#time.leftAt(loser, turn, at) : this.#time.leftBeforeMove(loser);
    const isLikely = left !== undefined && left <= CLAIM_TOLERANCE_MS;
    if (isLikely && this.start.customs === "app") this.#outcome = end;
    // One that is likely, and out of turn, has crossed the move.
    else if (isLikely) this.#claim = isToMove ? { loser, end } : undefined;
    else if (missed && isTimed && isToMove) this.#outcome = end;
    else if (isTimed && isToMove) this.#isDisputed = true;
    else this.#fault = { kind: "loss" };
  }

  #colorOf({ mine }: Deed): Color {
    return mine ? this.start.mine : opposite(this.start.mine);
  }

  /** Events say how it ended; the page's own judgement knows better only why. */
  get #judged(): Outcome | undefined {
    const { verdict } = this.start;
    const known = this.#outcome ?? this.#claim?.end;
    if (this.#fault !== undefined) return known;
    const isReason = verdict?.why === "abandoned" || known?.why === "resignation";
    const isSame = isReason && known?.winner === verdict?.winner;
    return isSame ? verdict : (known ?? verdict);
  }
}
