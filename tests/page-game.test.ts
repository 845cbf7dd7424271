// Two people play each other on the page, in real browsers, by nothing but what they see and press.

import { Chess } from "chess.js";
import { expect, test } from "vitest";
import { chromiumOfFile } from "./chromium.ts";
import { BoardHand, boardWords } from "./page/board-hand.ts";
import { PagePlayer } from "./page/page-player.ts";
import { startRelay } from "./relay-process.ts";

const chromium = chromiumOfFile();

/** En passant, castling long and short, a promotion, a mate; as it is written. */
const GAME = "e4 d5 e5 f5 exf6 Nc6 fxg7 Be6 Nf3 Qd7 Be2 O-O-O O-O Bh3 gxh8=Q Qg4 Qxh7 Qxg2#".split(
  " ",
);

const ROLES = { k: "king", q: "queen", r: "rook", b: "bishop", n: "knight", p: "pawn" } as const;
const COLORS = { w: "white", b: "black" } as const;

/** A position in the page's words, by the rules of another program. */
function wordsOf(chess: Chess): string {
  const pieces = chess
    .board()
    .flat()
    .filter((piece) => piece !== null);
  return boardWords(
    pieces.map(({ square, type, color }) => ({ square, role: ROLES[type], color: COLORS[color] })),
  );
}

/** Each way to move in turn: by the mouse, as it is written, by its squares. */
async function makeMove(player: PagePlayer, ply: number, move: { san: string; lan: string }) {
  await player.page.locator(".turn.mine").waitFor();
  if (ply % 3 === 1) return player.move(move.san);
  if (ply % 3 === 2) return player.move(move.lan);
  await new BoardHand(player).drag(move.lan.slice(0, 2), move.lan.slice(2, 4));
  if (move.san.includes("=")) await player.button("queen").click();
}

test("two pages play a whole game to mate, alike at every move, and a rematch with colours swapped", async () => {
  await using relay = await startRelay();
  const { browser } = chromium;
  await using ann = await PagePlayer.open(browser, { url: relay.url, name: "Ann" });
  const code = await ann.create();
  // The link that is copied leads straight to the game.
  const invitation = `${relay.url}/#${code}&from=Ann`;
  await using bob = await PagePlayer.open(browser, { url: invitation, name: "Bob" });
  await bob.sees("Ann invites you to a game");
  await bob.join(code.toLowerCase().replaceAll("-", " "));
  for (const player of [ann, bob]) await player.ready();
  expect([await ann.side(), await bob.side()]).toEqual(["white", "black"]);

  const chess = new Chess();
  for (const [index, san] of GAME.entries()) {
    const mover = index % 2 === 0 ? ann : bob;
    await makeMove(mover, index + 1, chess.move(san));
    for (const player of [ann, bob]) {
      expect(await player.moves(index + 1)).toEqual(GAME.slice(0, index + 1));
      expect(await player.board()).toBe(wordsOf(chess));
    }
  }
  expect(await ann.result()).toBe("You lost by checkmate");
  expect(await bob.result()).toBe("You won by checkmate");

  await ann.button("Rematch, colours swapped").click();
  await bob.sees("Ann would like a rematch");
  await bob.button("Rematch, colours swapped").click();
  for (const player of [ann, bob]) await player.sees("No moves yet");
  await bob.move("f3");
  expect([await ann.side(), await bob.side()]).toEqual(["black", "white"]);
  await ann.move("e5");
  await bob.move("g4");
  await ann.move("d8h4");
  expect(await ann.result()).toBe("You won by checkmate 1 to 1");
  expect(await bob.result()).toBe("You lost by checkmate 1 to 1");
  for (const player of [ann, bob]) {
    expect(await player.moves(4)).toEqual(["f3", "e5", "g4", "Qh4#"]);
    expect(player.complaints).toEqual([]);
    expect(player.strayed).toEqual([]);
  }
});
