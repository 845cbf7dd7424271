// A person who has nothing but a keyboard: finds everything by Tab, and is told everything in words. Ann's page is
// never clicked here, and no element is given the focus from outside.

import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import { chromiumOfFile } from "../chromium.ts";
import { startRelay } from "../relay-process.ts";
import { PagePlayer } from "./page-player.ts";

const chromium = chromiumOfFile();

/** More elements than any screen has. */
const ROUND = 80;

/** One person's keys. */
class Keys {
  readonly #player: PagePlayer;

  constructor(player: PagePlayer) {
    this.#player = player;
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.#player.page.keyboard.press(key);
  }

  /** Goes on by Tab until the element has the focus. */
  async tabTo(target: Locator): Promise<void> {
    await target.waitFor();
    for (let presses = 0; presses < ROUND; presses += 1) {
      if ((await target.and(this.#player.page.locator(":focus")).count()) > 0) return;
      await this.press("Tab");
    }
    throw new Error(`Tab does not lead to ${target}`);
  }

  async pressButton(name: string): Promise<void> {
    await this.tabTo(this.#player.button(name));
    await this.press("Enter");
  }

  async write(label: string, text: string): Promise<void> {
    const { page } = this.#player;
    await this.tabTo(page.getByRole("textbox", { name: label }));
    await page.keyboard.type(text);
  }

  /** A move, as soon as it may be made; the field keeps the focus from one to the next. */
  async move(text: string): Promise<void> {
    await this.#player.page.locator(".turn.mine").waitFor();
    await this.write("Type a move", text);
    await this.press("Enter");
  }

  /** The focus is on something in the page, so that the next Tab goes on from there. */
  async hasFocus(): Promise<void> {
    await this.#player.page.locator("#app :focus").waitFor({ state: "attached" });
  }

  /** Waits until the live region says so. */
  async hears(words: string): Promise<void> {
    const region = this.#player.page.getByRole("status");
    await region.filter({ hasText: words }).waitFor({ state: "attached" });
  }
}

test("a whole game and a rematch by the keyboard alone, from the address bar to leaving", async () => {
  await using relay = await startRelay();
  const about = { url: relay.url };
  await using ann = await PagePlayer.open(chromium.browser, { ...about, name: "Ann" });
  await using bob = await PagePlayer.open(chromium.browser, { ...about, name: "Bob" });
  const keys = new Keys(ann);

  await keys.write("Your name", "Ann");
  await keys.tabTo(ann.page.getByRole("radio", { name: "10+5" }));
  await keys.press("ArrowLeft");
  await keys.pressButton("Create game");
  const code = await ann.page.getByTestId("code").innerText();
  await ann.sees("You play White. 10+0.");
  await keys.hasFocus();
  await bob.join(code);
  await keys.hears("Bob has joined");
  await keys.hasFocus();
  await keys.pressButton("I am ready");
  await bob.ready();
  await keys.hears("The game begins. You play White.");
  await keys.hasFocus();

  for (const [own, answer, words] of [
    ["h4", "d5", "Bob: pawn d5."],
    ["h5", "Nd7", "Bob: knight d7."],
    ["h6", "Ndf6", "Bob: knight d f6."],
    ["hxg7", "Kd7", "Bob: king d7."],
    ["Rh6", "Ne8", "Bob: knight e8."],
  ] as const) {
    await keys.move(own);
    await bob.move(answer);
    await keys.hears(words);
  }
  await keys.move("gxf8");
  const choice = ann.page.getByRole("dialog", { name: "Promote to" });
  await choice.waitFor();
  await keys.press("Escape");
  await choice.waitFor({ state: "hidden" });
  await keys.move("gxf8");
  await choice.waitFor();
  // Queen, rook, bishop, knight.
  await keys.press("ArrowDown", "ArrowDown", "ArrowDown", "Enter");
  await keys.hears("You: pawn g takes f8, promotes to knight, checkmate. You won: by checkmate.");
  expect(await ann.result()).toBe("You won by checkmate");
  await keys.hasFocus();

  await keys.pressButton("Rematch, colours swapped");
  await bob.button("Rematch, colours swapped").click();
  await bob.move("e4");
  await keys.hears("Bob: pawn e4.");
  await keys.hasFocus();
  await keys.press("/", "e", "5", "Enter");
  expect(await ann.moves(2)).toEqual(["e4", "e5"]);
  await keys.tabTo(ann.page.getByRole("button", { name: /^Move 1, Black/ }));
  await keys.press("ArrowLeft");
  await keys.pressButton("Back to the game");
  await ann.button("Back to the game").waitFor({ state: "detached" });
  await keys.hasFocus();
  await keys.pressButton("Offer a draw");
  await bob.sees("Ann offers a draw");
  await bob.move("Nf3");
  await keys.hears("Bob: knight f3.");
  await keys.pressButton("Resign");
  await keys.pressButton("No, play on");
  await keys.hasFocus();
  await keys.pressButton("Resign");
  await keys.pressButton("Yes, resign");
  await keys.hears("You lost: You resigned.");
  expect(await ann.result()).toBe("You lost You resigned 1 to 1");
  await keys.hasFocus();
  await keys.pressButton("Leave the game");
  await ann.sees("Play a friend");
  await keys.hasFocus();
  await bob.sees("Ann has left the game");
  for (const player of [ann, bob]) expect(player.complaints).toEqual([]);
});
