// The screens of games that go well: two timed ones with all that a board can show, and one of 80 moves.

import type { TimedMove } from "../app-relay-client.ts";
import { CAPABLANCA } from "../famous-game.ts";
import { SdkPlayer } from "../sdk-player.ts";
import type { PagePlayer } from "./page-player.ts";
import type { Stop, Walkers } from "./walkers.ts";
import { begin, meet, openInvite, play, SEAT } from "./walkers.ts";

/** Opened and won as White, lost as Black in the rematch, then drawn. */
export async function walkTimedGame(walkers: Walkers, stop: Stop): Promise<void> {
  const { ann, bob } = walkers;
  await meet(walkers, "10+5");
  await begin(walkers, { page: 1, swap: true });
  await stop(ann, "game-first-move");
  await play(walkers, ["h2h4", "g7g5", "h4g5", "h7h6", "g5h6", "b8c6"]);
  await play(walkers, ["e2e4", "c6d4", "b1c3", "e7e5", "h6h7", "d8e7"]);
  await stop(ann, "game");
  await visitMoving(walkers, stop);
  await visitQuestions(walkers, stop);

  await bob.session.resign("black");
  await ann.result();
  await stop(ann, "won");
  await bob.session.ready({ page: 1, swap: true });
  await ann.sees(`${bob.name} would like a rematch`);
  await stop(ann, "rematch-asked");
  await ann.button(/^Rematch/).click();
  await ann.page.locator(".result").waitFor({ state: "detached" });
  await play(walkers, ["e2e4", "f7f6"], "bob");
  await ann.button("Offer a draw").click();
  await play(walkers, ["d2d4"], "bob");
  await ann.sees("Next offer in 10 moves");
  await stop(ann, "game-as-black");
  await play(walkers, ["g7g5", "d1h5"]);
  await ann.result();
  await stop(ann, "lost");

  await bob.session.ready({ page: 1, swap: true });
  await ann.button(/^Rematch/).click();
  await ann.page.locator(".result").waitFor({ state: "detached" });
  const toAndFro = ["g1f3", "g8f6", "f3g1", "f6g8"];
  await play(walkers, [...toAndFro, ...toAndFro]);
  await ann.sees("Claim a draw");
  await stop(ann, "game-draw-claim");
  await ann.button(/^Claim a draw/).click();
  await ann.result();
  await bob.session.leave();
  await ann.sees(`${bob.name} has left the game`);
  await stop(ann, "drawn-opponent-left");
}

async function visitMoving(walkers: Walkers, stop: Stop): Promise<void> {
  const { ann, bob } = walkers;
  await touch(ann, "f1");
  await ann.page.locator("cg-board square.selected").waitFor();
  await stop(ann, "game-piece-selected");
  await touch(ann, "f1");

  await ann.move("hxg8");
  await ann.page.getByRole("dialog", { name: "Promote to" }).waitFor();
  await stop(ann, "game-promotion");
  const known = bob.moves.length;
  await ann.button("queen").click();
  await bob.until("the promotion", () => bob.moves.length > known);
  await play(walkers, ["h8g8", "d2d3", "d4c2"], "bob");
  await ann.sees("Check");
  await stop(ann, "game-check");
}

async function visitQuestions(walkers: Walkers, stop: Stop): Promise<void> {
  const { ann, bob } = walkers;
  await ann.button("Previous move").click();
  await ann.button("Previous move").click();
  await ann.button("Back to the game").waitFor();
  await stop(ann, "game-earlier-position");
  await ann.button("Back to the game").click();

  await bob.session.offerDraw();
  await ann.sees(`${bob.name} offers a draw`);
  await stop(ann, "game-draw-offered");
  await ann.button("Resign").click();
  await ann.sees("Resign this game?");
  await stop(ann, "game-resign-asked");
  await ann.button("No, play on").click();
  await ann.button("Leave the game").first().click();
  await ann.sees("Leave the game?");
  await stop(ann, "game-leave-asked");
  await ann.button("Stay").click();
  await openInvite(ann);
  await stop(ann, "game-invitation-asked");
  await ann.button("Stay").click();
}

/** 80 moves, then tenths of seconds on the opponent's clock. Nothing may follow: the flag falls. */
export async function walkLongGame(walkers: Walkers, stop: Stop): Promise<void> {
  const { ann, bob } = walkers;
  await playedElsewhere(walkers, CAPABLANCA.slice(0, 80));
  await ann.moves(80);
  await ann.page.locator(".turn.mine").waitFor();
  await stop(ann, "long-game");
  await ann.move("Rxc7");
  await bob.until("the move", () => bob.moves.length === 81);
  // A move says what is left on its own clock.
  await bob.session.sendMove("e4e8", { blackTime: 9_900 });
  await ann.move("Kxf5");
  await ann.page.locator(".clock.tenths.runs").waitFor();
  await stop(ann, "clock-tenths");
}

/** A game whose first moves Ann made with the SDK, too quick for a hand; her page takes the seat as after a reload. */
async function playedElsewhere({ ann, bob }: Walkers, moves: readonly TimedMove[]): Promise<void> {
  await using elsewhere = new SdkPlayer(ann.page.url(), ann.name);
  const options = { page: 1, time: { minutes: 15, increment: 10 } };
  const { code } = await elsewhere.session.createGame(ann.name, { options });
  await bob.session.joinGame(code, bob.name, { options: { page: 1 } });
  for (const player of [elsewhere, bob]) await player.session.ready();
  for (const player of [elsewhere, bob]) player.play(moves);
  for (const player of [elsewhere, bob]) {
    await player.until("the last move", () => player.moves.length === moves.length);
  }
  elsewhere.session.detach();
  const seat = elsewhere.storage.getItem(SEAT);
  await ann.page.evaluate(`sessionStorage.setItem("${SEAT}", ${JSON.stringify(seat)})`);
  await ann.page.reload();
}

/** Presses a square of the board, White at the bottom. */
async function touch({ page }: PagePlayer, square: string): Promise<void> {
  const board = page.locator("cg-board");
  const side = ((await board.boundingBox())?.width ?? 0) / 8;
  const [file, rank] = ["abcdefgh".indexOf(square.charAt(0)), Number(square.charAt(1))];
  await board.click({ position: { x: (file + 0.5) * side, y: (8.5 - rank) * side } });
}
