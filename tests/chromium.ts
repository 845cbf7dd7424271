// Debian's Chromium without a window, as a test resource. tools/test.mjs installs it; no browser is
// downloaded. Knows no page.

import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { chromium as playwright } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { Resources } from "./resources.ts";

/** A running browser; its pages end with it. */
export interface Chromium extends AsyncDisposable {
  readonly browser: Browser;
  /** A page that shares no storage with another. For two tabs of one person: `browser.newContext()`. */
  newPage(): Promise<Page>;
}

/**
 * Starts Chromium. Its sandbox is off, as root it has none, and the pages are our own.
 * @throws Error with Chromium's own words when it does not start
 */
export async function launchChromium(): Promise<Chromium> {
  const browser = await playwright.launch({ executablePath: installed(), chromiumSandbox: false });
  return {
    browser,
    newPage: () => browser.newPage(),
    [Symbol.asyncDispose]: () => browser.close(),
  };
}

/** The browser of a file's tests: starts before the first of them, ends after the last. */
export function chromiumOfFile(): { readonly browser: Browser } {
  const owned = new Resources();
  let chromium: Chromium | undefined;
  beforeAll(async () => {
    chromium = owned.use(await launchChromium());
  });
  afterAll(() => owned[Symbol.asyncDispose]());
  return {
    get browser() {
      if (!chromium) throw new Error("The browser starts with the first test.");
      return chromium.browser;
    },
  };
}

function installed(): string {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const path = folders.map((folder) => join(folder, "chromium")).find(existsSync);
  if (!path) throw new Error("Missing: chromium. Install it (apt install chromium).");
  return path;
}
