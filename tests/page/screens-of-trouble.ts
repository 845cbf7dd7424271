// The screens of what goes wrong, in untimed games against a program that is no page: links that fail, players who go,
// a second window, moves that cannot be.

import { SdkPlayer, TabStorage } from "../sdk-player.ts";
import type { Stop, Walkers } from "./walkers.ts";
import { begin, meet, play, SEAT } from "./walkers.ts";

/** Three games: a draw, one in which the boards differ, one that the opponent leaves. */
export async function walkTrouble(walkers: Walkers, stop: Stop): Promise<void> {
  const { ann, bob } = walkers;
  await meet(walkers, "Untimed");
  await begin(walkers);
  const toAndFro = ["g1f3", "g8f6", "f3g1", "f6g8"];
  await bob.session.offerDraw();
  await play(walkers, toAndFro);
  await ann.sees("the offer stays open");
  await stop(ann, "untimed-game-offer-after-moves");
  await play(walkers, toAndFro);
  await ann.result();
  await stop(ann, "drawn-by-threefold");

  await begin(walkers);
  await play(walkers, ["e2e4"]);
  await bob.session.sendMove("e7e4");
  await ann.sees("The games differ");
  await stop(ann, "games-differ");
  await ann.button("Resynchronise").click();
  await ann.sees("The games still differ.");
  await stop(ann, "games-still-differ");

  await begin(walkers);
  await visitLinks(walkers, stop);
  await visitSecondWindow(walkers, stop);
  await bob.session.leave();
  await ann.sees(`${bob.name} has left the game`);
  await stop(ann, "game-opponent-left");
  await ann.button("Claim the win").click();
  await ann.result();
  await stop(ann, "won-opponent-left");
}

async function visitLinks(walkers: Walkers, stop: Stop): Promise<void> {
  const { ann, bob, network } = walkers;
  const veil = ann.page.locator(".away-veil");
  network.keepAway();
  await veil.waitFor();
  await stop(ann, "game-link-down");
  await ann.move("e4");
  await ann.page.getByRole("button", { name: /Not sent yet/ }).waitFor();
  await stop(ann, "game-move-not-sent");
  const known = bob.moves.length;
  network.accept();
  await veil.waitFor({ state: "hidden" });
  await bob.until("the move", () => bob.moves.length > known);

  await play(walkers, ["e7e5"], "bob");
  await bob.session.offerDraw();
  bob.session.detach();
  await ann.sees(`${bob.name} has been away for`);
  await ann.sees(`${bob.name} offers a draw`);
  await stop(ann, "game-opponent-away-draw-offered");
  await bob.reload();
}

async function visitSecondWindow({ ann, network }: Walkers, stop: Stop): Promise<void> {
  const storage = new TabStorage();
  const seat = await ann.page.evaluate<string>(`sessionStorage.getItem("${SEAT}")`);
  storage.setItem(SEAT, seat);
  await using window = new SdkPlayer(network.url, ann.name, { storage });
  await window.session.resume();
  await ann.sees("The game is open in another window");
  await stop(ann, "taken-over");
  await ann.button("Play here instead").click();
  // Only then may the window go: a page that still holds the seat would give it up.
  await window.until("to be told", () => window.session.connection.status === "offline");
}
