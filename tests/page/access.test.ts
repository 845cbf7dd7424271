// The page for everyone: on a desk and, in three looks, on a phone, no screen of the catalogue breaks a rule that
// axe-core knows, the size of what is pressed among them, and none is wider than its window.

import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { chromiumOfFile } from "../chromium.ts";
import type { Device, Look } from "./looks.ts";
import { optionsOf, show } from "./looks.ts";
import { PARTS, walk } from "./screens.ts";
import type { Stop } from "./walkers.ts";
import { begin, meet, startWalk } from "./walkers.ts";

const chromium = chromiumOfFile();

const LOOKS: Readonly<Record<Device, readonly Look[]>> = {
  desk: [["light", "1280"]],
  phone: [
    ["light", "320"],
    ["dark", "landscape"],
    ["dark", "360"],
  ],
};

/** One sentence for each element that breaks a rule. */
async function faultsOf(page: Page): Promise<string[]> {
  // Most of axe-core's time goes into its injection: once a page is enough, and "0" is a script that does nothing. In
  // legacy mode it opens no second page for its report; there are no frames.
  const isThere = await page.evaluate<boolean>("typeof axe === 'object'");
  const axe = new AxeBuilder({ page, ...(isThere && { axeSource: "0" }) }).setLegacyMode(true);
  axe.options({ resultTypes: ["violations"], rules: { "target-size": { enabled: true } } });
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
  );
}

/** How many pixels the page is wider than its window. */
async function overflowOf(page: Page): Promise<number> {
  const width = await page.evaluate<number>("document.documentElement.scrollWidth");
  return Math.max(0, width - (page.viewportSize()?.width ?? 0));
}

/** A walk stops at a dozen screens, each looked at for all rules: on a busy machine that takes its time. */
const PATIENCE = { timeout: 180_000 };

const cases = PARTS.flatMap((part) => [[part, "desk"] as const, [part, "phone"] as const]);

test.concurrent.each(cases)(
  "every screen of %s is for everyone and fits its window, on a %s",
  PATIENCE,
  async (part, device) => {
    const found: string[] = [];
    const stop: Stop = async ({ page }, screen) => {
      for (const look of LOOKS[device]) {
        await show(page, look);
        const faults = await faultsOf(page);
        const tooWide = await overflowOf(page);
        if (tooWide > 0) faults.push(`wider than the window by ${tooWide} px`);
        found.push(...faults.map((fault) => `${screen}, ${look.join(" ")}: ${fault}`));
      }
    };
    const about = { browser: chromium.browser, options: optionsOf(device) };
    // A fault can be in the walk's own way; then both are told.
    await walk(part, about, stop).catch((error: Error) => found.push(`${error.stack}`));
    expect(found).toEqual([]);
  },
);

/** Whether the corners' rooks stand in the corners of the board, and the board inside the window. */
const PIECES_FIT = `(() => {
  const board = document.querySelector("cg-board").getBoundingClientRect();
  const pieces = [...document.querySelectorAll("cg-board piece")].map((p) => p.getBoundingClientRect());
  const isAt = (side, most) => Math.abs(most(...pieces.map((piece) => piece[side])) - board[side]) < 1;
  const isFull = isAt("left", Math.min) && isAt("right", Math.max) && isAt("top", Math.min) && isAt("bottom", Math.max);
  return isFull && board.width > 100 && board.right <= innerWidth;
})()`;

test.concurrent("the board follows a window that changes its size, and its pieces follow the board", async (test) => {
  await using walkers = await startWalk(chromium.browser, optionsOf("phone"));
  const { page } = walkers.ann;
  await meet(walkers, "Untimed");
  await begin(walkers);
  // A keyboard opens on the screen and closes, the phone is turned and turned back.
  const heights = { opened: [360, 260], closed: [360, 740], turned: [740, 360], back: [320, 640] };
  for (const [width = 0, height = 0] of Object.values(heights)) {
    await page.setViewportSize({ width, height });
    await test.expect.poll(() => page.evaluate(PIECES_FIT), { timeout: 30_000 }).toBe(true);
  }
});
