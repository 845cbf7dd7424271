// P8: which ends of links were windows that somebody closed, and which a proxy's.

import { beforeEach, describe, expect, test } from "vitest";
import type { ClosedWindows, WatchedLink } from "./closed-windows.ts";
import { createClosedWindows, JUDGEMENT_MS } from "./closed-windows.ts";

let time: number;
let windows: ClosedWindows;

beforeEach(() => {
  time = 10_000;
  windows = createClosedWindows(() => time);
});

function open(count: number, peer = "proxy", isWebSocket = true): readonly WatchedLink[] {
  const links = Array.from({ length: count }, () => ({ isWebSocket }));
  for (const link of links) windows.opened(peer, link);
  time += 1;
  return links;
}

function end(links: readonly WatchedLink[], peer = "proxy"): number {
  for (const link of links) windows.ended(peer, link);
  return time;
}

function judge(endedAt: number, peer = "proxy"): boolean {
  time = endedAt + JUDGEMENT_MS;
  return windows.wasWindow(peer, endedAt);
}

describe("P8 a window", () => {
  test("is a link that ends while others of its address stand", () => {
    const [one] = open(2) as [WatchedLink];
    expect(judge(end([one]))).toBe(true);
  });

  test("is the only link of its address", () => {
    expect(judge(end(open(1, "home"), "home"), "home")).toBe(true);
  });

  test("is one of three that end together while others stand", () => {
    open(1);
    expect(judge(end(open(3)))).toBe(true);
  });

  test("counts by itself, whatever ended before or will end later", () => {
    open(1);
    end(open(3));
    time += 1_001;
    const endedAt = end(open(1));
    expect(judge(endedAt)).toBe(true);
    time = endedAt + 1_001;
    end(open(3));
    expect(windows.wasWindow("proxy", endedAt)).toBe(true);
  });

  test("is not confused with links of other addresses", () => {
    end(open(10, "elsewhere"), "elsewhere");
    expect(judge(end(open(1, "home"), "home"), "home")).toBe(true);
  });
});

describe("P8 no window", () => {
  test("is a link that ends together with all others of its address", () => {
    expect(judge(end(open(2)))).toBe(false);
  });

  test("is one of many that end together, before it or after it", () => {
    open(5);
    const links = open(4);
    const endedAt = end(links.slice(0, 1));
    time += 500;
    end(links.slice(1));
    expect(judge(endedAt)).toBe(false);
    time = endedAt + 500;
    expect(windows.wasWindow("proxy", time)).toBe(false);
  });

  test("is one whose fellows came only afterwards, or poll and outlive a proxy", () => {
    open(3, "proxy", false);
    const endedAt = end(open(2));
    open(2);
    expect(judge(endedAt)).toBe(false);
  });
});

test("a proxy's thousands are judged as quickly as a few", () => {
  const links = open(20_000);
  const ends = links.map((link) => end([link]));
  time += JUDGEMENT_MS;
  // Quadratic work on these would outlast the test's time limit.
  expect(ends.some((endedAt) => windows.wasWindow("proxy", endedAt))).toBe(false);
});

test("an address without links is forgotten, and judged as one that had none", () => {
  const endedAt = end(open(4));
  windows.prune();
  expect(judge(endedAt)).toBe(false);
  time += 2 * JUDGEMENT_MS;
  windows.prune();
  expect(windows.wasWindow("proxy", endedAt)).toBe(true);
});
