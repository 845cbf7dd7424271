// Two players and a relay that takes every event in turn: what each of them has in his history.

import type { Color, HistoryEntry, JsonObject, Seat } from "@en-parlant/client";
import { Chess } from "chessops/chess";
import { parsePgn } from "chessops/pgn";
import { parseSan } from "chessops/san";
import type { NormalMove } from "chessops/types";
import { kingCastlesTo, makeUci, opposite } from "chessops/util";
import type { Match, Outcome } from "./match.ts";
import { matchOf } from "./match.ts";
import { PAGE_MARK } from "./page-mark.ts";

/** A room with both players in it. */
export class Table {
  now = 1_000_000;
  /** What the host told with the game, and the joiner on joining. */
  readonly options: JsonObject | undefined;
  readonly peerOptions: JsonObject | undefined;
  readonly histories: Record<Color, HistoryEntry[]> = { white: [], black: [] };
  readonly verdicts: Record<Color, Map<number, Outcome>> = { white: new Map(), black: new Map() };
  keepsClocks = false;
  readonly #told: (table: Table) => void;

  /** @param options.told - is called after each event */
  constructor(
    about: {
      options?: JsonObject;
      peerOptions?: JsonObject;
      told?: (table: Table) => void;
    } = {},
  ) {
    this.options = about.options;
    this.peerOptions = about.peerOptions;
    this.#told = about.told ?? (() => undefined);
    this.#enter("white", { event: "game_created", payload: { code: "AB-CD-EF" }, mine: false });
    this.#enter("white", { event: "peer_joined", payload: { peerName: "Bob" }, mine: false });
    const joined = { color: "black", peerName: "Ann", code: "AB-CD-EF" };
    this.#enter("black", { event: "game_joined", payload: joined, mine: false });
  }

  seat(color: Color): Seat {
    const name = color === "white" ? "Ann" : "Bob";
    const { options, peerOptions } = this;
    return {
      code: "AB-CD-EF",
      color,
      name,
      joined: true,
      ...(options && { options }),
      ...(peerOptions && color === "white" && { peerOptions }),
    };
  }

  /** @param by - the seat, which is the colour in the first game */
  send(by: Color, event: string, payload: JsonObject = {}, afterMs = 100): this {
    this.now += afterMs;
    this.#enter(by, { event, payload, mine: true });
    const as = event === "ready" ? "peer_ready" : event;
    this.#enter(opposite(by), { event: as, payload, mine: false });
    this.#told(this);
    return this;
  }

  start(extras: JsonObject = {}): this {
    return this.send("white", "ready", extras).send("black", "ready", extras);
  }

  /** @param moves - in UCI, the first by the seat that has White */
  moves(moves: string, first: Color = "white"): this {
    let by = first;
    for (const uci of moves.split(/\s+/).filter(Boolean)) {
      this.send(by, "game_move", { uci });
      by = opposite(by);
    }
    return this;
  }

  match(color: Color): Match {
    return matchOf({
      seat: this.seat(color),
      history: this.histories[color],
      pending: [],
      verdicts: this.verdicts[color],
      keepsClocks: this.keepsClocks,
    });
  }

  #enter(to: Color, entry: { event: string; payload: unknown; mine: boolean }): void {
    this.histories[to].push({ ...entry, at: this.now } as HistoryEntry);
  }
}

/** Two players with this page. @param options - what the host attached besides @param told - is called after each event */
export function pages(options: JsonObject = {}, told?: (table: Table) => void): Table {
  const marked = { options: { ...PAGE_MARK, ...options }, peerOptions: PAGE_MARK };
  return new Table({ ...marked, ...(told && { told }) });
}

/** What both sides must see alike: all but whose it is. */
export function common(match: Match): unknown {
  const { phase, timeControl, past, game } = match;
  const shared = [...past, ...(game ? [game] : [])].map((one) => {
    const { mine, drawOffer, offerWait: _, moves, ...rest } = one;
    const offer = drawOffer && (drawOffer === "mine" ? mine : opposite(mine));
    return { ...rest, offer, moves: moves.map(({ at: __, ...move }) => move) };
  });
  return { phase, timeControl, shared };
}

/** UCI of a game in PGN. @param rookStyle - castling as the king's move onto the rook */
export function uciOf(pgn: string, rookStyle = false): string {
  const position = Chess.default();
  const moves: string[] = [];
  for (const { san } of parsePgn(pgn)[0]?.moves.mainline() ?? []) {
    const move = parseSan(position, san) as NormalMove | undefined;
    if (!move) throw new Error(`${san} is illegal`);
    const side = san.startsWith("O-O-O") ? "a" : san.startsWith("O-O") ? "h" : undefined;
    const to = side && !rookStyle ? kingCastlesTo(position.turn, side) : move.to;
    moves.push(makeUci({ ...move, to }));
    position.play(move);
  }
  return moves.join(" ");
}
