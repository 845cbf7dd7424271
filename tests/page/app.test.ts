// The page and the released app at one board: whoever opens the game, both play on as if the other were one of their
// own, and a whole evening has the same results on both sides, for the app tells nobody of its ends.

import type { Color } from "@en-parlant/protocol";
import { expect, test, vi } from "vitest";
import { chromiumOfFile } from "../chromium.ts";
import { PageAndApp } from "./page-and-app.ts";

// An evening of five games, each begun by a countdown.
vi.setConfig({ testTimeout: 120_000 });

const chromium = chromiumOfFile();

/** From here on each move is the way back, so that the position is there for the second and the third time. */
const THRICE = "g1f3 g8f6 f3g1 f6g8 g1f3 g8f6 f3g1 f6g8";

test.concurrent("a page opens the game, the app joins: moves, the page's resignation, a rematch", async () => {
  await using both = await PageAndApp.start(chromium.browser, "white");
  const { app, page } = both;
  // Castling goes to the app as the king's two steps.
  await both.play("e2e4 e7e5 g1f3 b8c6 f1c4 f8c5 e1g1 g8f6");
  const written = ["e4", "e5", "Nf3", "Nc6", "Bc4", "Bc5", "O-O", "Nf6"];
  expect(await page.moves(8)).toEqual(written);
  await page.resign();
  await app.until("the resignation", () => app.game === "gameOver");
  expect(app.result).toBe("0-1");
  expect(await page.result()).toMatch(/^You lost You resigned/);
  await both.rematch();
  await both.play("f2f3 e7e5 g2g4 d8h4");
  expect(app.result).toBe("0-1");
  expect(await page.result()).toMatch(/^You lost by checkmate/);
  expect(app.phase).toBe("connected");
  expect(page.complaints).toEqual([]);
});

test.concurrent.each<[string, Color]>([
  ["host", "white"],
  ["guest", "black"],
])(
  "an evening with the page as %s: threefold, draws accepted late, resignation, rematches, a closed window",
  async (_, color) => {
    await using both = await PageAndApp.start(chromium.browser, color);
    const { app, page } = both;
    expect(await page.page.getByRole("timer").count()).toBe(0);
    await both.play(THRICE);
    expect(app.result).toBe("1/2-1/2");
    expect(await page.result()).toBe("Draw by threefold repetition");

    await both.rematch();
    app.draw();
    await page.sees("Bob offers a draw");
    await both.play("e2e4 e7e5 g1f3");
    expect(app.clocks).toEqual({ whiteTime: undefined, blackTime: undefined });
    await page.sees("If you play on, the offer stays open.");
    await page.button("Accept the draw").click();
    await app.until("the draw", () => app.game === "gameOver");
    expect(app.result).toBe("1/2-1/2");
    expect(await page.result()).toBe("Draw by agreement 1 to 1");

    await both.rematch();
    await page.button("Offer a draw").click();
    await app.until("the offer", () => app.drawOffered);
    await both.play("d2d4 d7d5 c2c4");
    await page.button("You offered a draw").waitFor();
    app.draw();
    expect(app.result).toBe("1/2-1/2");
    expect(await page.result()).toBe("Draw by agreement 1½ to 1½");

    await both.rematch();
    app.resign();
    expect(app.result).toBe(color === "white" ? "1-0" : "0-1");
    expect(await page.result()).toBe("You won Bob resigned 2½ to 1½");

    await both.rematch();
    await both.play("e2e4 e7e5");
    app.quit();
    await page.sees("Bob has left the game");
    await page.button("Claim the win").click();
    expect(await page.result()).toBe("You won Bob has left the game 3½ to 1½");
    await page.page.reload();
    expect(await page.result()).toBe("You won Bob has left the game 3½ to 1½");
    // The seat is taken back behind the result, which the tab remembers.
    await page.button(/^Rematch/).waitFor({ state: "detached" });
    expect(page.complaints).toEqual([]);
  },
);

test.concurrent("a time that was chosen does not count against the app, unless both have agreed by word of mouth", async () => {
  await using both = await PageAndApp.meet(chromium.browser, "white");
  const { app, page } = both;
  await page.sees("Bob plays in the app, which has no clock: unless you both agree otherwise");
  await page.sees("You play White against Bob · Untimed");
  const agreed = page.page.getByLabel("We have both agreed to play 10+5 by the clock of this page");
  await agreed.check({ force: true });
  await page.page.reload();
  await page.sees("You play White against Bob · 10+5");
  expect(await agreed.isChecked()).toBe(true);
  await page.ready();
  app.ready();
  await app.started();
  await both.play("e2e4 e7e5");
  const [bobs, anns] = await page.page.getByRole("timer").allInnerTexts();
  expect(bobs).toMatch(/^10:0\d$|^9:\d\d$/);
  expect(anns).toMatch(/^10:0\d$|^9:\d\d$/);
});

test.concurrent("P7 a page that comes back to an app that has given up waiting is told so, and chooses the result", async () => {
  await using both = await PageAndApp.start(chromium.browser, "white", { GRACE_SECONDS: 2 });
  const { app, page, network } = both;
  await both.play("e2e4 e7e5");
  network.keepAway();
  await page.sees("The connection is lost.");
  await app.until("the end", () => app.phase === "disconnected");
  network.accept();
  await page.sees("Bob has left");
  await page.button("Call it a draw").click();
  expect(await page.result()).toMatch(/^Draw/);
});

test.concurrent("an app that is ready for another game has ended its own: the page offers it too", async () => {
  await using both = await PageAndApp.start(chromium.browser, "black");
  await both.play("e2e4 e7e5");
  await both.rematch();
  await both.play("d2d4");
  expect(await both.page.moves(1)).toEqual(["d4"]);
});
