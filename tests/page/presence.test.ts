// What a person sees of comings and goings: how the own link stands, that the opponent is away, is back or has left,
// and the choice to wait or to leave.

import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import { chromiumOfFile } from "../chromium.ts";
import { PagePair } from "./page-pair.ts";
import type { PagePlayer } from "./page-player.ts";

const chromium = chromiumOfFile();

/** The indicator beside a player's name in a game, as soon as it says this. */
function link(player: PagePlayer, whose: "You" | "Opponent", says: string | RegExp): Locator {
  const bar = player.page.getByRole("region", { name: whose, exact: true });
  return bar.locator(".link-text").filter({ hasText: says });
}

/** The notice on the screen, not what a screen reader says of the same. */
function notice(player: PagePlayer, says: string | RegExp = ""): Locator {
  return player.page.locator("main .notice").filter({ hasText: says });
}

/** The question before a running game is left. */
function question(player: PagePlayer): Locator {
  return player.page.getByRole("dialog", { name: "Leave the game?" });
}

function wayOut(player: PagePlayer): Locator {
  return player.page.getByRole("banner").getByRole("button", { name: "Leave the game" });
}

test.concurrent("an opponent who is away is said to be; the person waits, and play goes on when he is back", async () => {
  await using game = await PagePair.start(chromium.browser);
  const { ann, bob } = game;
  await link(ann, "You", /^Online · \d+ ms$/).waitFor();
  await link(ann, "Opponent", /^Online$/).waitFor();
  await bob.page.goto("about:blank");
  await link(ann, "Opponent", /^Away for \d:\d\d$/).waitFor();
  await notice(ann, /Bob has been away for \d:\d\d.*Counts as having left in \d:\d\d/).waitFor();
  await notice(ann).getByRole("button", { name: "Keep waiting" }).click();
  await notice(ann).waitFor({ state: "detached" });
  expect(await link(ann, "Opponent", "Away for").count()).toBe(1);
  // Whose turn it is has nothing to do with who is there.
  await ann.move("e4");
  await bob.page.goBack();
  await link(ann, "Opponent", /^Online$/).waitFor();
  await bob.move("e5");
  expect(await ann.moves(2)).toEqual(["e4", "e5"]);

  // The wait was for that absence: another one is told again.
  await bob.page.goto("about:blank");
  await notice(ann).getByRole("button", { name: "Leave the game" }).click();
  await question(ann).getByRole("button", { name: "Stay" }).click();
  await question(ann).waitFor({ state: "hidden" });
  expect(await notice(ann).count()).toBe(1);
  await bob.page.goBack();
  await notice(ann).waitFor({ state: "detached" });
  await ann.move("Nf3");
  expect(await bob.moves(3)).toEqual(["e4", "e5", "Nf3"]);
});

test.concurrent("who wants to leave a running game is asked first, and the opponent is told only of a Leave", async () => {
  await using game = await PagePair.start(chromium.browser);
  const { ann, bob } = game;
  await wayOut(ann).click();
  await question(ann).getByRole("button", { name: "Stay" }).click();
  await ann.move("d4");
  expect(await bob.moves(1)).toEqual(["d4"]);
  await link(bob, "Opponent", /^Online$/).waitFor();
  expect(await notice(bob).count()).toBe(0);

  await wayOut(ann).click();
  await question(ann).getByRole("button", { name: "Leave", exact: true }).click();
  await ann.sees("Play a friend");
  await notice(bob, "Ann has left the game").waitFor();
  // She gave up her seat: no word of a return.
  expect(await notice(bob, /may still come back|Keep waiting/).count()).toBe(0);
  await link(bob, "Opponent", /^Has left$/).waitFor();
  // Nobody is left who could mind: no question.
  await wayOut(bob).click();
  await bob.sees("Play a friend");
  expect(await question(bob).isVisible()).toBe(false);
});

test.concurrent("an opponent who is away beyond the grace has left, and is back in the game when he comes", async () => {
  await using game = await PagePair.start(chromium.browser, { settings: { GRACE_SECONDS: 1 } });
  const { ann, bob } = game;
  await bob.page.goto("about:blank");
  await notice(ann, "Bob has left the game").waitFor();
  await notice(ann, "Your game is kept for a while; your opponent may still come back.").waitFor();
  await link(ann, "Opponent", /^Has left$/).waitFor();
  await ann.button("Claim the win").waitFor();
  await bob.page.goBack();
  await link(ann, "Opponent", /^Online$/).waitFor();
  await notice(ann).waitFor({ state: "detached" });
  await ann.move("c4");
  await bob.move("e5");
  for (const player of [ann, bob]) expect(await player.moves(2)).toEqual(["c4", "e5"]);
});

test.concurrent("an opponent who comes back after a draw was called has it on offer", async () => {
  await using game = await PagePair.start(chromium.browser, { settings: { GRACE_SECONDS: 1 } });
  const { ann, bob } = game;
  await game.play("e4 e5");
  await bob.page.goto("about:blank");
  await ann.button("Call it a draw").click();
  expect(await ann.result()).toBe("Draw the game was abandoned");
  await bob.page.goBack();
  await bob.sees("Ann offers a draw");
  await bob.button("Accept the draw").click();
  expect(await bob.result()).toBe("Draw by agreement");
  await bob.button("Rematch, colours swapped").click();
  await ann.sees("Bob would like a rematch");
  await ann.page.reload();
  expect(await ann.result()).toBe("Draw the game was abandoned");
});

test.concurrent("who comes back to an opponent who has left says what the game is worth", async () => {
  await using game = await PagePair.start(chromium.browser);
  const { ann, bob } = game;
  await bob.page.goto("about:blank");
  await link(ann, "Opponent", /^Away/).waitFor();
  await wayOut(ann).click();
  await question(ann).getByRole("button", { name: "Leave", exact: true }).click();
  await ann.sees("Play a friend");
  await bob.page.goBack();
  await notice(bob, "Ann has left the game").waitFor();
  await bob.button("Claim the win").click();
  expect(await bob.result()).toBe("You won Ann has left the game");
  await bob.page.reload();
  expect(await bob.result()).toBe("You won Ann has left the game");
  expect(bob.complaints).toEqual([]);
});

test.concurrent("a friend joins while the host's phone is off: both see so, and the host finds him there", async () => {
  await using game = await PagePair.open(chromium.browser);
  const { network, ann, bob } = game;
  const seats = (player: PagePlayer) => player.page.getByRole("main").getByRole("list");
  const code = await ann.create();
  await ann.page.context().setOffline(true);
  network.cut();
  const lost = "The connection is lost. The game goes on by itself as soon as it is back.";
  await notice(ann, lost).waitFor();
  await bob.join(code);
  await seats(bob)
    .getByText(/^Away for \d:\d\d$/)
    .waitFor();
  await ann.page.context().setOffline(false);
  await ann.sees("Ready?");
  await ann.sees("You play White against Bob");
  await notice(ann, lost).waitFor({ state: "detached" });
  await seats(bob)
    .getByText(/^Online$/)
    .waitFor();
  await bob.ready();
  await ann.sees("Bob is ready");
  // There is no game yet that leaving could cost.
  await wayOut(bob).click();
  await bob.sees("Play a friend");
  await notice(ann, "Bob has left the game").waitFor();
  await seats(ann)
    .getByText(/^Has left$/)
    .waitFor();
  await ann.button("I am ready").waitFor({ state: "detached" });
});
