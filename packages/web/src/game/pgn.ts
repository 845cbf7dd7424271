// A game as PGN: for other programs, so in English, with the clock after each move.

import type { Color } from "@en-parlant/client";
import type { PgnNodeData } from "chessops/pgn";
import { defaultGame, extend, makeComment, makeOutcome, makePgn } from "chessops/pgn";
import type { Ending, Game, Outcome } from "./game.ts";

/** The export format has lines shorter than 80 characters, tags apart. */
const LINE_LENGTH = 79;

const DRAWN: Readonly<Record<Ending, string>> = {
  checkmate: "",
  resignation: "",
  stalemate: "Draw by stalemate",
  insufficient: "Draw by insufficient material",
  time: "Time forfeit, drawn by insufficient material",
  agreement: "Draw by agreement",
  threefold: "Draw by threefold repetition",
  fifty: "Draw by the fifty-move rule",
  abandoned: "Draw, the game was abandoned",
};

/** The game as PGN, with a final newline. */
export function pgnOf(game: Game, names: Readonly<Record<Color, string>>): string {
  const { outcome, timeControl } = game;
  const pgn = defaultGame<PgnNodeData>(() => new Map());
  const tags: Readonly<Record<string, string>> = {
    Event: "Casual game",
    Site: "En Parlant",
    Date: dateOf(game).replaceAll("-", "."),
    Round: String(game.number),
    White: tagText(names.white),
    Black: tagText(names.black),
    Result: makeOutcome(outcome),
    TimeControl: timeControl
      ? `${timeControl.initialMs / 1_000}+${timeControl.incrementMs / 1_000}`
      : "-",
    Termination: termination(outcome),
  };
  for (const [name, value] of Object.entries(tags)) pgn.headers.set(name, value);
  extend(
    pgn.moves,
    game.moves.map((move, index) => {
      const isLast = index === game.moves.length - 1;
      const text = isLast ? reason(outcome) : "";
      const clock = move.clocks && Math.max(0, move.clocks[move.by]) / 1_000;
      const comment = makeComment({
        ...(text && { text }),
        ...(clock !== undefined && { clock }),
      });
      return { san: move.san, ...(comment && { comments: [comment] }) };
    }),
  );
  const [tagLines = "", movetext = ""] = makePgn(pgn).trimEnd().split("\n\n");
  return `${tagLines}\n\n${wrapped(movetext)}\n`;
}

/** Broken between moves, their numbers and their comments; what is longer than a line has one to itself. */
function wrapped(movetext: string): string {
  const lines: string[] = [];
  let line = "";
  for (const [token] of movetext.matchAll(/\{[^}]*\}|\S+/g)) {
    const longer = line && `${line} ${token}`;
    if (longer.length > LINE_LENGTH) lines.push(line);
    line = longer && longer.length <= LINE_LENGTH ? longer : token;
  }
  return [...lines, line].join("\n");
}

/** A file's name for it: `Ann-Bob-2026-03-01.pgn`. */
export function pgnFileName(game: Game, names: Readonly<Record<Color, string>>): string {
  const part = (name: string) => name.replace(/[^\p{L}\p{N}]+/gu, "_").replace(/^_+|_+$/g, "");
  const number = game.number > 1 ? [String(game.number)] : [];
  const parts = [part(names.white) || "White", part(names.black) || "Black", dateOf(game)];
  return `${[...parts, ...number].join("-")}.pgn`;
}

/** By the calendar of whoever saves it. */
function dateOf({ startedAt }: Game): string {
  const date = new Date(startedAt);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function termination(outcome: Outcome | undefined): string {
  if (!outcome) return "Unterminated";
  if (outcome.why === "abandoned") return "Abandoned";
  return outcome.why === "time" ? "Time forfeit" : "Normal";
}

function reason(outcome: Outcome | undefined): string {
  if (!outcome) return "";
  const { winner, why } = outcome;
  if (!winner) return DRAWN[why];
  const [name, other] = winner === "white" ? ["White", "Black"] : ["Black", "White"];
  if (why === "time") return `${name} wins on time`;
  if (why === "abandoned") return `${name} wins, ${other} has left the game`;
  return why === "resignation" ? `${name} wins by resignation` : "";
}

/** Other programs read one line of text. */
function tagText(name: string): string {
  return name.replace(/\s+/g, " ").trim() || "?";
}
