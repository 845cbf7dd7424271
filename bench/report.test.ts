// The table as it is read: medians with their spread, and a mark on what is to be doubted.

import { expect, test } from "vitest";
import type { Figures } from "./figures.ts";
import { shapeTable } from "./report.ts";
import type { Round } from "./rounds.ts";

function rounds(contender: string, runs: readonly Figures[], label = ""): Round[] {
  return runs.map((figures, round) => ({
    shape: "chess",
    contender,
    round,
    rows: [{ label, figures }],
  }));
}

test("a cell is the median of the rounds with the lowest and the highest", () => {
  const table = shapeTable("chess", [
    ...rounds("ours", [{ cpu: 10 }, { cpu: 12 }, { cpu: 11 }]),
    ...rounds("theirs", [{ cpu: 20 }]),
  ]);
  expect(table.split("\n")).toEqual([
    "| contender | CPU µs / player-s |",
    "| --- | ---: |",
    "| ours | 11.00 (10.00–12.00) |",
    "| theirs | 20.00 |",
  ]);
});

test("rows of one run stand apart by their labels, and what was not measured is a dash", () => {
  const table = shapeTable("chess", [
    ...rounds("ours", [{ cpu: 1, memory: 5 }], "1000 players"),
    ...rounds("ours", [{ cpu: 2 }], "5000 players"),
  ]);
  expect(table).toContain("| ours, 1000 players | 1.00 | 5 |");
  expect(table).toContain("| ours, 5000 players | 2.00 | – |");
});

test("another shape's rounds are not in it", () => {
  const [blitz] = rounds("ours", [{ cpu: 1 }]).map((round) => ({
    ...round,
    shape: "blitz" as const,
  }));
  expect(shapeTable("chess", blitz ? [blitz] : [])).not.toContain("ours");
});

test.each([
  ["the load's core was full", { loadShare: 81 }, "¹", "bottleneck"],
  ["the load was late", { p99: 4, loadLag: 2.1 }, "²", "late"],
  ["others used the server's core", { otherWork: 6 }, "³", "Others"],
  ["moves were late", { lateMoves: 1 }, "⁴", "lost"],
  ["links were lost", { lostLinks: 1 }, "⁴", "lost"],
  ["the relay fell behind", { done: 97.9 }, "⁴", "answered"],
])("a row is marked, and the mark explained, when %s", (_what, figures: Figures, mark, word) => {
  const table = shapeTable("chess", [
    ...rounds("doubtful", [{ cpu: 1, ...figures }]),
    ...rounds("half", [{ cpu: 1, ...figures }, { cpu: 1 }]),
    ...rounds("good", [{ cpu: 1, p99: 4, loadLag: 2, loadShare: 80, otherWork: 5, done: 98 }]),
  ]);
  expect(table).toContain(`| doubtful ${mark} |`);
  expect(table).toContain(`| half ${mark} (1 of 2) |`);
  expect(table).toContain("| good |");
  expect(table).toMatch(new RegExp(`\\n\\n${mark} .*${word}`));
});
