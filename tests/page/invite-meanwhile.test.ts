// An invitation that is opened in a tab which has a game of its own, by a click or by an address: it is always
// answered, takes nobody out of a game unasked, and what is left is left only for a seat that is there.

import { expect, test, vi } from "vitest";
import { chromiumOfFile } from "../chromium.ts";
import { PagePair } from "./page-pair.ts";
import type { PagePlayer } from "./page-player.ts";
import { begin, meet, play, startWalk } from "./walkers.ts";

// Several games at once share what a busy machine has to spare.
vi.setConfig({ testTimeout: 120_000 });

const chromium = chromiumOfFile();

/** How a link reaches the page that is open: a click within the browser changes what stands behind the `#` only. */
const WAYS = {
  async clicked({ page }: PagePlayer, tail: string) {
    await page.evaluate(`location.hash = ${JSON.stringify(tail)}`);
  },
  async opened({ page }: PagePlayer, tail: string) {
    const here = new URL(page.url()).origin;
    await page.goto("about:blank");
    await page.goto(`${here}/#${tail}`);
  },
} as const;

/** A third person's game. */
async function elsewhere(
  pair: PagePair,
): Promise<{ code: string; tail: string } & AsyncDisposable> {
  const context = await chromium.browser.newContext({ locale: "en-GB" });
  const page = await context.newPage();
  await page.goto(pair.relay.url);
  await page.getByLabel("Your name").fill("Cleo");
  await page.getByRole("button", { name: "Create game" }).click();
  const code = (await page.getByTestId("code").innerText()).trim();
  const tail = `${code}&from=Cleo`;
  return { code, tail, [Symbol.asyncDispose]: () => context.close() };
}

const INVITED = "Cleo invites you to a game";

/** The address has nothing in it that a reload would ask about again. */
async function isPlain({ page }: PagePlayer): Promise<void> {
  await page.waitForURL((url) => url.hash === "" && url.search === "");
}

test.concurrent.each(["clicked", "opened"] as const)(
  "5.22 in a lonely waiting room an invitation that is %s is shown, and the room is kept until it is followed",
  async (way) => {
    await using pair = await PagePair.open(chromium.browser);
    await using other = await elsewhere(pair);
    const { ann, bob } = pair;
    const own = await ann.create();
    await WAYS[way](ann, other.tail);
    await ann.sees(INVITED);
    await ann.sees("Your own game stays open meanwhile; your friend can still join it.");
    expect(await ann.page.getByText("may still come back").count()).toBe(0);
    // It is there again after a reload, and so is the way back.
    await ann.page.reload();
    await ann.sees(INVITED);
    await ann.button("Back to your game").click();
    await ann.sees(own);
    await isPlain(ann);
    // The same link once more, and meanwhile the friend comes.
    await WAYS[way](ann, other.tail);
    await ann.sees(INVITED);
    await bob.join(own);
    await ann.sees("Your game against Bob is kept meanwhile.");
    await ann.page.getByRole("textbox", { name: "Code" }).fill("AB-CD-EF");
    await ann.button("Join game").click();
    await ann.sees("There is no game with this code.");
    await bob.sees("Ann is not ready yet");
    await ann.page.getByRole("textbox", { name: "Code" }).fill(other.code);
    await ann.button("Join game").click();
    await ann.sees("You play Black against Cleo");
    await isPlain(ann);
    await bob.sees("Ann has left the game");
    for (const player of pair.both) expect(player.complaints).toEqual([]);
  },
);

test.concurrent.each(["clicked", "opened"] as const)(
  "5.22 in a running game the person is asked about an invitation that is %s",
  async (way) => {
    await using pair = await PagePair.start(chromium.browser);
    await using other = await elsewhere(pair);
    const { ann, bob } = pair;
    ann.page.on("dialog", (leaving) => void leaving.accept());
    const question = ann.page.getByRole("dialog", { name: INVITED });
    await pair.play("e4");
    for (const stay of [
      () => ann.button("Stay").click(),
      () => ann.page.keyboard.press("Escape"),
    ]) {
      await WAYS[way](ann, other.tail);
      await question.waitFor();
      // A key that was meant for the game leaves nothing.
      await ann.page.locator("button:focus", { hasText: "Stay" }).waitFor();
      await stay();
      await question.waitFor({ state: "hidden" });
      await isPlain(ann);
    }
    await pair.play("e5 Nf3");
    await WAYS[way](ann, other.tail);
    await question.waitFor();
    await pair.bob.move("Nc6");
    await ann.moves(4);
    await ann.button("Leave").click();
    await bob.sees("Ann has left the game");
    await ann.sees(INVITED);
    await ann.page.getByLabel("Your name").press("Enter");
    await ann.sees("You play Black against Cleo");
    await isPlain(ann);
  },
);

test.concurrent("5.22 an invitation is shown over a game that has ended, and asked about when one begins", async () => {
  await using pair = await PagePair.start(chromium.browser);
  await using other = await elsewhere(pair);
  const { ann, bob } = pair;
  await pair.play("e4 e5");
  await WAYS.clicked(ann, other.tail);
  const question = ann.page.getByRole("dialog", { name: INVITED });
  await question.waitFor();
  await bob.resign();
  await question.waitFor({ state: "hidden" });
  await ann.sees(INVITED);
  await ann.sees("Your game against Bob is kept meanwhile.");
  await ann.button("Back to your game").click();
  expect(await ann.result()).toBe("You won Bob resigned");
  await isPlain(ann);

  // With a rematch on offer, which the other takes while the invitation is looked at.
  await ann.button("Rematch, colours swapped").click();
  await bob.sees("Ann would like a rematch");
  await WAYS.clicked(ann, other.tail);
  await ann.sees(INVITED);
  await bob.button("Rematch, colours swapped").click();
  await question.waitFor();
  await ann.button("Stay").click();
  await bob.move("d4");
  await ann.sees("Your turn");
  // On the browser's own ways back and forward too.
  await WAYS.clicked(ann, other.tail);
  await question.waitFor();
  await ann.page.goBack();
  await question.waitFor({ state: "hidden" });
  await ann.page.goForward();
  await question.waitFor();
  await ann.button("Stay").click();
  await ann.move("d5");
  expect(await bob.moves(2)).toEqual(["d4", "d5"]);
});

test.concurrent("5.22 an invitation is shown over boards that differ, and over a game that the opponent has left", async () => {
  await using walkers = await startWalk(chromium.browser, {});
  const { ann, bob } = walkers;
  await meet(walkers, "Untimed");
  await begin(walkers);
  await play(walkers, ["e2e4"]);
  await bob.session.sendMove("e7e4");
  const lookAndComeBack = async () => {
    await WAYS.clicked(ann, "AB-CD-EF&from=Cleo");
    await ann.sees(INVITED);
    await ann.button("Back to your game").click();
  };
  await ann.sees("The games differ");
  await lookAndComeBack();
  await ann.button("Resynchronise").click();
  await ann.sees("The games still differ.");
  await begin(walkers);
  await bob.session.leave();
  await ann.sees(`${bob.name} has left the game`);
  await lookAndComeBack();
  await ann.button("Claim the win").click();
  expect(await ann.result()).toContain("You won");
});

test.concurrent("5.22 where another window has the game an invitation is shown, with the way to that game", async () => {
  await using pair = await PagePair.start(chromium.browser);
  await using other = await elsewhere(pair);
  const { ann } = pair;
  const [page] = await Promise.all([
    ann.page.waitForEvent("popup"),
    ann.page.evaluate("void open(location.href)"),
  ]);
  const newer = ann.anotherTab(page);
  await newer.sees("Your turn");
  await ann.sees("The game is open in another window");
  await WAYS.clicked(ann, other.tail);
  await ann.sees(INVITED);
  await ann.sees("The game is open in another window");
  await ann.button("Use another code").click();
  await ann.sees("You play on there.");
  await WAYS.clicked(ann, other.tail);
  await ann.sees(INVITED);
  await ann.page.getByLabel("Your name").press("Enter");
  await ann.sees("You play Black against Cleo");
  // The window that has the game still has it.
  await newer.move("e4");
  expect(await pair.bob.moves(1)).toEqual(["e4"]);
});

test.concurrent("5.22 the own invitation leads to the own game, and says that it is", async () => {
  await using pair = await PagePair.open(chromium.browser);
  const { ann, bob, network } = pair;
  let own = await ann.create();
  for (const way of Object.values(WAYS)) {
    await way(ann, `${own}&from=Ann`);
    await ann.sees("This is your own game. Give the code to your friend.");
    await ann.sees(own);
  }
  // Of a game that is cancelled nobody is invited any more.
  await ann.button("Cancel the game").click();
  await ann.sees("Play a friend");
  await isPlain(ann);
  own = await ann.create();
  await WAYS.clicked(ann, `${own}&from=Ann`);
  await bob.join(own);
  await ann.sees("Ready?");
  await isPlain(ann);
  await WAYS.clicked(bob, `${own}&from=Ann`);
  await isPlain(bob);
  await bob.sees("Ready?");
  // The code in the query is an address of its own: the page comes again.
  await bob.page.goto(`${new URL(bob.page.url()).origin}/?code=${own}`);
  await bob.sees("Ready?");
  await isPlain(bob);
  // While the relay is away, too.
  network.keepAway();
  await ann.sees("The connection is lost.");
  await WAYS.clicked(ann, "AB-CD-EF&from=Cleo");
  await ann.sees(INVITED);
  await ann.button("Back to your game").click();
  await ann.sees("Ready?");
});

test.concurrent("5.22 a damaged invitation says so, at the start and in a game, and nobody leaves a game for it", async () => {
  await using pair = await PagePair.open(chromium.browser);
  const { ann, bob } = pair;
  await WAYS.clicked(ann, "AB-CD-E&from=Cleo");
  await ann.sees(INVITED);
  await ann.sees("A code has six letters and digits.");
  await WAYS.clicked(ann, "AB-CD-E0");
  await ann.sees("You are invited to a game");
  await ann.sees("Codes never contain 0.");
  await ann.button("Use another code").click();
  await bob.join(await ann.create());
  for (const player of pair.both) await player.ready();
  await ann.sees("Your turn");
  await WAYS.clicked(ann, "AB-CD-E&from=Cleo");
  const question = ann.page.getByRole("dialog", { name: INVITED });
  await question.getByText("A code has six letters and digits.").waitFor();
  expect(await question.getByRole("button").allInnerTexts()).toEqual(["Stay"]);
  await ann.button("Stay").click();
  await question.waitFor({ state: "hidden" });
  await pair.play("e4");
});
