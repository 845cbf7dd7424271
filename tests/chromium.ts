// Debian's Chromium without a window, as a test resource. tools/test.mjs installs it; no browser is
// downloaded. Knows no page.

import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { chromium } from "playwright-core";

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
  const browser = await chromium.launch({ executablePath: installed(), chromiumSandbox: false });
  return {
    browser,
    newPage: () => browser.newPage(),
    [Symbol.asyncDispose]: () => browser.close(),
  };
}

function installed(): string {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const path = folders.map((folder) => join(folder, "chromium")).find(existsSync);
  if (!path) throw new Error("Missing: chromium. Install it (apt install chromium).");
  return path;
}
