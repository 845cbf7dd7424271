// A hand on the board: moves pieces by mouse or finger, and tells what is drawn where. Finds a square by where it is
// on the screen, so it sees what a person sees; knows no rules.

import type { Page } from "playwright-core";
import type { PagePlayer } from "./page-player.ts";

/** A piece on its square. */
export interface PlacedPiece {
  readonly square: string;
  /** `white` */
  readonly color: string;
  /** `pawn` */
  readonly role: string;
}

interface Drawing {
  readonly isPiece: boolean;
  readonly classes: string;
  readonly file: number;
  readonly rank: number;
}

const ROLES = ["king", "queen", "rook", "bishop", "knight", "pawn"];

/** Runs in the page once all that is due has been drawn: chessground draws with the next frame, and styles may glide. */
const DRAWN = `(async () => {
  await new Promise(requestAnimationFrame);
  const ground = document.querySelector("cg-board");
  await Promise.allSettled(ground.getAnimations({ subtree: true }).map((glide) => glide.finished));
  const board = ground.getBoundingClientRect();
  return [...ground.querySelectorAll(":scope > piece, :scope > square")].map((thing) => {
    const box = thing.getBoundingClientRect();
    return {
      isPiece: thing.localName === "piece",
      classes: thing.className,
      file: Math.floor(((box.left + box.width / 2 - board.left) / board.width) * 8),
      rank: 7 - Math.floor(((box.top + box.height / 2 - board.top) / board.height) * 8),
    };
  });
})()`;

/** The hand of one player. */
export class BoardHand {
  readonly #page: Page;

  constructor({ page }: Pick<PagePlayer, "page">) {
    this.#page = page;
  }

  /** Carries a piece with the mouse. */
  async drag(from: string, to: string): Promise<void> {
    const { mouse } = this.#page;
    const [start, end] = [await this.centre(from), await this.centre(to)];
    await mouse.move(start.x, start.y);
    await mouse.down();
    await mouse.move(end.x, end.y);
    // A press and a release within one frame would be a click.
    await this.#drawings();
    await mouse.up();
  }

  /** Clicks on one square, then on another. */
  async click(...squares: readonly string[]): Promise<void> {
    for (const square of squares) {
      const { x, y } = await this.centre(square);
      await this.#page.mouse.click(x, y);
    }
  }

  /** Touches one square, then another. */
  async tap(...squares: readonly string[]): Promise<void> {
    for (const square of squares) {
      const { x, y } = await this.centre(square);
      await this.#page.touchscreen.tap(x, y);
    }
  }

  /** The pieces as they are drawn, in the words of {@link boardWords}. */
  async drawn(): Promise<string> {
    const isTurned = await this.#isTurned();
    const pieces = (await this.#drawings()).filter(({ isPiece }) => isPiece);
    return boardWords(
      pieces.map(({ classes, file, rank }) => {
        const [color = "", role = ""] = classes.split(" ");
        return { square: squareAt(file, rank, isTurned), color, role };
      }),
    );
  }

  /** The squares that bear a mark, in order. @param mark - chessground's name for it */
  async marked(mark: "last-move" | "check" | "current-premove"): Promise<string[]> {
    const isTurned = await this.#isTurned();
    const marks = (await this.#drawings()).filter(({ classes }) => classes.includes(mark));
    return marks.map(({ file, rank }) => squareAt(file, rank, isTurned)).sort();
  }

  /** The middle of a square on the screen. */
  async centre(square: string): Promise<{ x: number; y: number }> {
    const box = await this.#page.locator("cg-board").boundingBox();
    if (!box) throw new Error("no board is in sight");
    const [file, rank] = ["abcdefgh".indexOf(square.charAt(0)), Number(square.charAt(1)) - 1];
    const isTurned = await this.#isTurned();
    const [left, down] = isTurned ? [7 - file, rank] : [file, 7 - rank];
    const size = box.width / 8;
    return { x: box.x + (left + 0.5) * size, y: box.y + (down + 0.5) * size };
  }

  async #drawings(): Promise<readonly Drawing[]> {
    return this.#page.evaluate<Drawing[]>(DRAWN);
  }

  /** As the letters and numbers at the edge say: they are drawn for Black. */
  async #isTurned(): Promise<boolean> {
    return (await this.#page.locator(".board coords.files.black").count()) > 0;
  }
}

/** A position in the words of the page: `Chessboard. White: king e1, … Black: …` */
export function boardWords(pieces: readonly PlacedPiece[]): string {
  const side = (color: string) =>
    ROLES.flatMap((role) =>
      pieces
        .filter((piece) => piece.color === color && piece.role === role)
        .map(({ square }) => square)
        .sort((one, other) => rowFirst(one).localeCompare(rowFirst(other)))
        .map((square) => `${role} ${square}`),
    ).join(", ");
  return `Chessboard. White: ${side("white")}. Black: ${side("black")}.`;
}

function rowFirst(square: string): string {
  return `${square.charAt(1)}${square.charAt(0)}`;
}

function squareAt(file: number, rank: number, isTurned: boolean): string {
  const [column, row] = isTurned ? [7 - file, 7 - rank] : [file, rank];
  return `${"abcdefgh"[column]}${row + 1}`;
}
