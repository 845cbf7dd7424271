// The page for everyone: no screen breaks an accessibility rule that axe-core knows, light or dark, and none is wider
// than the narrowest phone.

import { AxeBuilder } from "@axe-core/playwright";
import type { BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import type { Chromium } from "../chromium.ts";
import { launchChromium } from "../chromium.ts";
import { startRelay } from "../relay-process.ts";
import { Resources } from "../resources.ts";
import { PagePlayer } from "./page-player.ts";

const owned = new Resources();
let chromium: Chromium;

beforeAll(async () => {
  chromium = owned.use(await launchChromium());
});

afterAll(() => owned[Symbol.asyncDispose]());

/** What is looked at does not depend on the relay's runtime, so each look has its turn on one. */
const LOOKS = { bun: ["light"], node: ["dark"] } as const;

/** Stops at every screen on the way through a short game. */
async function visitScreens(
  options: BrowserContextOptions,
  look: (player: PagePlayer, screen: string) => Promise<void>,
): Promise<void> {
  await using relay = await startRelay();
  const { browser } = chromium;
  const about = { url: relay.url, options };
  await using ann = await PagePlayer.open(browser, { ...about, name: "Ann" });
  await using bob = await PagePlayer.open(browser, { ...about, name: "Bob" });
  await ann.sees("Play a friend");
  await look(ann, "start");
  const code = await ann.create();
  await look(ann, "waiting");
  await bob.join(code);
  await look(bob, "ready");
  for (const player of [ann, bob]) await player.ready();
  for (const [ply, move] of ["f3", "e5", "g4"].entries()) await [ann, bob][ply % 2]?.move(move);
  await bob.page.locator(".turn.mine").waitFor();
  await look(bob, "game");
  await bob.move("Qh4");
  await ann.result();
  await look(ann, "after");
}

test.concurrent.each(LOOKS[inject("runtime")])(
  "no screen breaks a rule of axe-core, %s",
  async (colorScheme) => {
    const found: string[] = [];
    await visitScreens({ colorScheme }, async ({ page }, screen) => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      for (const { id, nodes } of violations) {
        const where = nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary}`);
        found.push(`${screen}: ${id}\n${where.join("\n")}`);
      }
    });
    expect(found).toEqual([]);
  },
);

test.concurrent("every screen fits a window 320 pixels wide", async () => {
  const found: string[] = [];
  const viewport = { width: 320, height: 640 };
  await visitScreens({ viewport }, async ({ page }, screen) => {
    const width = await page.evaluate<number>("document.documentElement.scrollWidth");
    if (width > viewport.width) found.push(`${screen}: ${width} px`);
  });
  expect(found).toEqual([]);
});
