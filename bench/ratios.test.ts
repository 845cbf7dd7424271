// The table in which the targets can be read: ratios of one run, round by round.

import { expect, test } from "vitest";
import { ratioTable } from "./ratios.ts";
import type { Round } from "./rounds.ts";

function run(contender: string, round: number, cpu: number, label = ""): Round {
  return { shape: "chess", contender, round, rows: [{ label, figures: { cpu } }] };
}

test("each round is divided by the same round of the other, then the median is taken", () => {
  const table = ratioTable(
    "chess",
    [
      ...[10, 20, 40].map((cpu, round) => run("base", round, cpu)),
      ...[5, 20, 30].map((cpu, round) => run("ours", round, cpu)),
    ],
    "base",
  );
  expect(table?.split("\n")).toEqual([
    "| ÷ base | CPU µs / player-s |",
    "| --- | ---: |",
    "| ours | 0.75 (0.50–1.00) |",
  ]);
});

test("a row is compared with the row of the same label, and a round that one lacks with none", () => {
  const table = ratioTable(
    "chess",
    [
      run("base", 1, 10, "1000 players"),
      run("base", 1, 20, "5000 players"),
      run("ours", 1, 5, "5000 players"),
      run("ours", 2, 500, "5000 players"),
    ],
    "base",
  );
  expect(table).toContain("| ours, 5000 players | 0.25 |");
});

test("there is none against somebody who did not run", () => {
  expect(ratioTable("chess", [run("ours", 1, 5)], "base")).toBeUndefined();
});
