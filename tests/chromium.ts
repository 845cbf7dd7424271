// Debian's Chromium without a window, as a test resource. tools/test.mjs installs it; no browser is
// downloaded. Its headless shell takes half of the processor time: the whole one keeps windows that nobody sees. Knows
// no page.

import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Browser } from "playwright-core";
import { chromium } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { browser as debianPackage } from "../tools/debian-packages.mjs";

/**
 * The browser of a file's tests: starts before the first of them, ends after the last. Its sandbox is off, as root it
 * has none, and the pages are our own.
 */
export function chromiumOfFile(): { readonly browser: Browser } {
  let running: Browser | undefined;
  beforeAll(async () => {
    running = await chromium.launch({ executablePath: installed(), chromiumSandbox: false });
  });
  afterAll(() => running?.close());
  return {
    get browser() {
      if (!running) throw new Error("The browser starts with the first test.");
      return running;
    },
  };
}

function installed(): string {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const paths = debianPackage
    .split("|")
    .flatMap((name) => folders.map((folder) => join(folder, name)));
  const path = paths.find(existsSync);
  if (!path) throw new Error(`Missing: ${debianPackage}. Install one of them.`);
  return path;
}
