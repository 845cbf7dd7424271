// How the page can be looked at: both themes, from a desk's screen to the narrowest phone. A page is shown in one look
// after the other, as when its person turns the phone and changes the theme.

import type { BrowserContextOptions, Page } from "playwright-core";

const WINDOWS = {
  "1280": { width: 1_280, height: 800 },
  "360": { width: 360, height: 740 },
  "320": { width: 320, height: 640 },
  landscape: { width: 740, height: 360 },
} as const;

/** By their width, and the phone on its side. */
export type Size = keyof typeof WINDOWS;
type Theme = "light" | "dark";
export type Look = readonly [theme: Theme, size: Size];

/** What the page is opened on. */
export type Device = "desk" | "phone";

/** A phone is touched, and lays a page out its own way. */
export function optionsOf(device: Device): BrowserContextOptions {
  if (device === "desk") return { viewport: WINDOWS["1280"] };
  return { viewport: WINDOWS["360"], hasTouch: true, isMobile: true };
}

/** Shows the page so; it is drawn when this is done. */
export async function show(page: Page, [colorScheme, size]: Look): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize(WINDOWS[size]);
  await page.evaluate(
    "new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))",
  );
}

/** The window's height, in CSS pixels. */
export function heightOf(size: Size): number {
  return WINDOWS[size].height;
}
