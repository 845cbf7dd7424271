// The page and the released app at one board: whoever opens the game, both play on as if the other were one of their
// own.

import type { Color } from "@en-parlant/protocol";
import { expect, test } from "vitest";
import { AppDouble } from "../app-double.ts";
import { chromiumOfFile } from "../chromium.ts";
import { startRelay } from "../relay-process.ts";
import { Resources } from "../resources.ts";
import { PagePlayer } from "./page-player.ts";

const chromium = chromiumOfFile();

/** A page and the app in one game, both ready. @param color - the page's */
async function startGame(color: Color) {
  await using stack = new Resources();
  const relay = stack.use(await startRelay());
  const app = stack.use(new AppDouble(relay.url, "Bob"));
  const about = { url: relay.url, name: "Ann" };
  const page = stack.use(await PagePlayer.open(chromium.browser, about));
  if (color === "white") await app.joinGame(await page.create());
  else await page.join(await app.createGame());
  await app.until("the opponent", () => app.peerName === "Ann" && app.attentive);
  await page.ready();
  app.ready();
  await app.until("the start", () => app.game === "playing" && app.attentive);
  const all = stack.move();
  return { app, page, [Symbol.asyncDispose]: () => all[Symbol.asyncDispose]() };
}

/** Plays moves in turn, the page's typed and the app's on its board. */
async function play({ app, page }: { app: AppDouble; page: PagePlayer }, moves: readonly string[]) {
  for (const uci of moves) {
    const known = app.core.moves.length;
    if (app.core.turn === app.color) {
      app.move({ uci, whiteTime: 500_000, blackTime: 500_000 });
    } else {
      await page.move(uci);
      await app.until(`the move ${uci}`, () => app.core.moves.length === known + 1);
    }
  }
  expect(app.core.moves).toEqual(moves);
}

test.concurrent("a page opens the game, the app joins: moves, the page's resignation, a rematch", async () => {
  await using game = await startGame("white");
  const { app, page } = game;
  for (const round of [1, 2]) {
    // Castling goes to the app as the king's two steps.
    await play(game, ["e2e4", "e7e5", "g1f3", "b8c6", "f1c4", "f8c5", "e1g1", "g8f6"]);
    const written = ["e4", "e5", "Nf3", "Nc6", "Bc4", "Bc5", "O-O", "Nf6"];
    expect(await page.moves(8)).toEqual(written);
    await page.resign();
    await app.until("the resignation", () => app.game === "gameOver");
    expect(app.result).toBe("0-1");
    expect(await page.result()).toMatch(/^You lost You resigned/);
    if (round === 2) break;
    // The app knows no swap: colours stay as they are, and nothing else is offered.
    await page.sees("Against the app colours stay as they are.");
    await page.button("Rematch, same colours").click();
    app.ready();
    await app.until("the rematch", () => app.game === "playing" && app.attentive);
    await page.page.locator(".turn.mine").waitFor();
    expect(await page.side()).toBe("white");
  }
  expect(app.phase).toBe("connected");
  expect(page.complaints).toEqual([]);
});

test.concurrent("the app opens the game, a page joins: moves, a draw offered, the app's resignation, a rematch", async () => {
  await using game = await startGame("black");
  const { app, page } = game;
  expect(await page.side()).toBe("black");
  await play(game, ["d2d4", "d7d5", "c2c4", "d5c4"]);
  expect(await page.moves(4)).toEqual(["d4", "d5", "c4", "dxc4"]);
  app.draw();
  await page.sees("Bob offers a draw");
  app.resign();
  expect(await page.result()).toMatch(/^You won Bob resigned/);
  app.ready();
  await page.sees("Bob would like a rematch");
  await page.button("Rematch, same colours").click();
  await app.until("the rematch", () => app.game === "playing" && app.attentive);
  await play(game, ["f2f3", "e7e5", "g2g4", "d8h4"]);
  expect(await page.result()).toMatch(/^You won by checkmate/);
  expect(await page.side()).toBe("black");
  expect(page.complaints).toEqual([]);
});
