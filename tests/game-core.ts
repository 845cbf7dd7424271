// The rules of chess as the app's game core applies them: a move is played if it is legal and refused
// if not. That is how a move delivered twice, lost or out of order shows up in a test.

import type { Color } from "@en-parlant/protocol";
import { Chess } from "chess.js";

/** One game on one app's board. */
export class GameCore {
  readonly #chess = new Chess();
  readonly #moves: string[] = [];
  readonly #refused: string[] = [];
  #isResigned = false;

  get turn(): Color {
    return this.#chess.turn() === "w" ? "white" : "black";
  }

  /** The game so far, as UCI moves. */
  get moves(): readonly string[] {
    return this.#moves;
  }

  /** How the game ended by itself: the core tells nobody else, and refuses what follows. */
  get result(): "1-0" | "0-1" | "1/2-1/2" | undefined {
    const chess = this.#chess;
    if (chess.isCheckmate()) return chess.turn() === "w" ? "0-1" : "1-0";
    const isDrawn = chess.isStalemate() || chess.isInsufficientMaterial();
    return isDrawn || chess.isDrawByFiftyMoves() || chess.isThreefoldRepetition()
      ? "1/2-1/2"
      : undefined;
  }

  /** Moves that did not fit: the app's own when they come back, and nothing else if all is well. */
  get refused(): readonly string[] {
    return this.#refused;
  }

  /** Somebody has resigned. Of an agreed draw the core hears nothing. */
  resign(): void {
    this.#isResigned = true;
  }

  /** Plays the move, or refuses it. */
  play(uci: string): boolean {
    try {
      if (this.result || this.#isResigned) throw new Error("Game not in progress");
      this.#chess.move({ from: uci.slice(0, 2), to: uci.slice(2, 4), promotion: uci.slice(4) });
    } catch {
      this.#refused.push(uci);
      return false;
    }
    this.#moves.push(uci);
    return true;
  }
}
