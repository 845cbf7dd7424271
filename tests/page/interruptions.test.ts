// A hand that is taken away from the board in mid-move, and one that comes back to it: no piece hangs, nothing is played
// by that, and the next touch, press or key does what it always does.

import type { CDPSession } from "playwright-core";
import { expect, test, vi } from "vitest";
import { chromiumOfFile } from "../chromium.ts";
import { BoardHand } from "./board-hand.ts";
import { PagePair } from "./page-pair.ts";
import type { PagePlayer } from "./page-player.ts";

// Several games at once share what a busy machine has to spare.
vi.setConfig({ testTimeout: 120_000 });

const chromium = chromiumOfFile();

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

type Point = { readonly x: number; readonly y: number };

/** Fingers on the glass. */
class Fingers {
  readonly #device: CDPSession;

  constructor(device: CDPSession) {
    this.#device = device;
  }

  static async of({ page }: PagePlayer): Promise<Fingers> {
    return new Fingers(await page.context().newCDPSession(page));
  }

  down(...points: readonly Point[]): Promise<void> {
    return this.#send("touchStart", points);
  }

  move(...points: readonly Point[]): Promise<void> {
    return this.#send("touchMove", points);
  }

  /** @param points - those that stay */
  up(...points: readonly Point[]): Promise<void> {
    return this.#send("touchEnd", points);
  }

  cancel(): Promise<void> {
    return this.#send("touchCancel", []);
  }

  async #send(
    type: "touchStart" | "touchMove" | "touchEnd" | "touchCancel",
    points: readonly Point[],
  ): Promise<void> {
    const touchPoints = points.map((point, id) => ({ ...point, id }));
    await this.#device.send("Input.dispatchTouchEvent", { type, touchPoints });
  }
}

/** What a browser says when it takes the hand away, and what can be made of it from outside. */
const TAKEN_AWAY: Readonly<Record<string, string>> = {
  "another window": `dispatchEvent(new FocusEvent("blur"))`,
  "another tab": `Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
    delete document.visibilityState;`,
  "a page that is put away": `dispatchEvent(new PageTransitionEvent("pagehide"))`,
  "a pen out of reach": `document.querySelector("cg-board").dispatchEvent(
    new PointerEvent("pointercancel", { bubbles: true, pointerType: "pen" }))`,
  "a menu": `document.querySelector("cg-board").dispatchEvent(
    new MouseEvent("contextmenu", { bubbles: true, cancelable: true }))`,
  "a release that nobody was told of": `document.dispatchEvent(
    new PointerEvent("pointermove", { bubbles: true, pointerType: "mouse", buttons: 0 }))`,
};

test.concurrent("5.24 a touch that the system cancels, or a second finger breaks off, leaves no piece hanging", async () => {
  await using pair = await PagePair.start(chromium.browser, { ann: PHONE });
  const { ann, bob } = pair;
  const hand = new BoardHand(ann);
  const fingers = await Fingers.of(ann);
  const [e2, h3, middle] = [
    await hand.centre("e2"),
    await hand.centre("h3"),
    await hand.centre("e5"),
  ];
  const before = await ann.board();
  const carry = async () => {
    await fingers.down(e2);
    for (const part of [0.3, 0.6, 1]) {
      await fingers.move({ x: e2.x + (h3.x - e2.x) * part, y: e2.y + (h3.y - e2.y) * part });
    }
    await ann.page.locator("cg-board piece.dragging").waitFor();
    expect(await hand.drawn()).not.toBe(before);
  };
  const isHome = async () => {
    expect(await hand.drawn()).toBe(before);
    expect(await ann.page.locator("cg-board piece.dragging").count()).toBe(0);
    expect(await ann.moves(0)).toEqual([]);
  };
  await carry();
  await fingers.cancel();
  await isHome();
  // On the board, and beside it.
  for (const second of [middle, { x: middle.x, y: 800 }]) {
    await carry();
    await fingers.down(h3, second);
    await isHome();
    await fingers.up(h3);
    await fingers.move(middle);
    await fingers.up();
    await isHome();
  }
  await hand.tap("g1", "f3");
  expect(await bob.moves(1)).toEqual(["Nf3"]);
  expect(await hand.drawn()).toBe(await bob.board());
});

test.concurrent("5.24 whatever takes the mouse or the pen away puts the piece back, and a premove stays", async () => {
  await using pair = await PagePair.start(chromium.browser);
  const { ann, bob } = pair;
  const hand = new BoardHand(bob);
  const { mouse } = bob.page;
  await hand.click("e7", "e5");
  const before = await bob.board();
  const [start, end] = [await hand.centre("b8"), await hand.centre("c6")];
  for (const [what, takeAway] of Object.entries(TAKEN_AWAY)) {
    await mouse.move(start.x, start.y);
    await mouse.down();
    await mouse.move(end.x, end.y);
    await bob.page.locator("cg-board piece.dragging").waitFor();
    await bob.page.evaluate(takeAway);
    expect([what, await hand.drawn()]).toEqual([what, before]);
    await mouse.up();
    expect([what, await hand.marked("current-premove")]).toEqual([what, ["e5", "e7"]]);
  }
  await ann.move("e4");
  expect(await bob.moves(2)).toEqual(["e4", "e5"]);
});

test.concurrent("5.24 after a click on the board its keys work again, whatever was typed before", async () => {
  await using pair = await PagePair.start(chromium.browser);
  const { ann } = pair;
  await pair.play("e4 e5");
  const { page } = ann;
  const input = page.getByLabel("Type a move");
  const hand = new BoardHand(ann);
  const live = await ann.board();
  for (const square of ["e5", "d5", "d2"]) {
    await input.fill("Nf");
    await hand.click(square);
    await page.locator(".board:focus").waitFor();
    await page.keyboard.press("ArrowLeft");
    await ann.sees("Back to the game");
    await page.keyboard.press("ArrowDown");
    expect(await ann.board()).toBe(live);
  }
  // What was typed is still there, and no ring is drawn around a board that was clicked.
  expect(await input.inputValue()).toBe("Nf");
  await input.focus();
  await hand.click("d5");
  expect(await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")).toBe("none");
  await page.keyboard.press("/");
  await page.locator("#typed-move:focus").waitFor();
  // Tab goes on from the board.
  await hand.click("d5");
  await page.keyboard.press("Tab");
  await page.locator("main button:focus").waitFor();
});

test.concurrent("5.24 pulling the page down does not reload it, on any screen", async () => {
  await using pair = await PagePair.open(chromium.browser, { ann: PHONE });
  const style = "getComputedStyle(document.documentElement).overscrollBehaviorY";
  expect(await pair.ann.page.evaluate(style)).toBe("none");
  // Whatever scrolls by itself hands nothing on that would.
  expect(
    await pair.ann.page.evaluate("document.scrollingElement === document.documentElement"),
  ).toBe(true);
});

/** Remembers the page's loudspeaker, and lets the system take it away. */
const SPEAKER = `window.AudioContext = class extends AudioContext {
  taken = false;
  constructor() { super(); window.speaker = this; }
  get state() { return this.taken ? "interrupted" : super.state; }
  resume() { this.taken = false; return super.resume(); }
}`;

test.concurrent("5.24 sound that was interrupted is back when the page is seen or touched again", async () => {
  await using pair = await PagePair.open(chromium.browser, {});
  const { page } = pair.ann;
  await page.addInitScript(SPEAKER);
  await page.reload();
  await page.getByLabel("Your name").click();
  const runs = () => page.waitForFunction("window.speaker?.state === 'running'");
  await runs();
  for (const back of [
    () => page.evaluate(`document.dispatchEvent(new Event("visibilitychange"))`),
    () => page.evaluate(`dispatchEvent(new PageTransitionEvent("pageshow"))`),
    () => page.evaluate(`speaker.dispatchEvent(new Event("statechange"))`),
    () => page.keyboard.press("Shift"),
    () => page.mouse.up(),
  ]) {
    await page.evaluate("void (speaker.taken = true)");
    await back();
    await runs();
  }
});
