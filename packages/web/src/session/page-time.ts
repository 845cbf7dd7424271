// The page's clock: milliseconds that only go forward, at the pace of a clock that nobody sets. A reload takes it up
// where it stood, so all that the tab's storage holds stays on it. Only what passed between two lives of the tab has to
// be asked of the computer's clocks. Knows no chess.

import { recall, remember } from "./page-storage.ts";

/** Longest time between two lives of the tab that counts, in milliseconds: a computer's clock may have been set meanwhile. */
export const MAX_GAP_MS = 5 * 60_000;

/** How often it is noted how late it is, for a tab that ends without a word, in milliseconds. */
const NOTE_MS = 5_000;

/** How late it was when the tab was last heard of, by three clocks. */
export interface Stamp {
  /** The page's. */
  readonly at: number;
  /** The time of day. */
  readonly day: number;
  /** The browser's own: some browsers follow the time of day only when they start. */
  readonly browser: number;
}

/** Added to the time since the page was opened. */
const base = (() => {
  const [day, browser] = [Date.now(), browserTime()];
  return resumedAt(recall("tab", "time"), { day, browser }) - performance.now();
})();

/** How late it is by the page's clock. Near the time of day at first, but no date. */
export function pageTime(): number {
  return Math.round(base + performance.now());
}

/**
 * Where the page's clock begins: at the time of day in a new tab; in one that has been here before, where it stood, and
 * as much later as both of the computer's clocks agree on, within bounds.
 */
export function resumedAt(stamp: unknown, { day, browser }: Omit<Stamp, "at">): number {
  if (!isStamp(stamp)) return day;
  const gap = Math.min(day - stamp.day, browser - stamp.browser, MAX_GAP_MS);
  return stamp.at + Math.max(0, gap);
}

/** Begins to note how late it is, for the tab's next life. @returns a function that ends this */
export function keepTime(): () => void {
  const note = () => {
    const stamp: Stamp = { at: pageTime(), day: Date.now(), browser: browserTime() };
    remember("tab", "time", stamp);
  };
  note();
  const timer = setInterval(note, NOTE_MS);
  addEventListener("pagehide", note);
  return () => {
    clearInterval(timer);
    removeEventListener("pagehide", note);
  };
}

function browserTime(): number {
  return performance.timeOrigin + performance.now();
}

function isStamp(value: unknown): value is Stamp {
  const { at, day, browser } = (value ?? {}) as Record<string, unknown>;
  return [at, day, browser].every(Number.isFinite);
}
