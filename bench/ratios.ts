// Every contender against one of them: the targets of this product are ratios within one run. Each round is divided by the
// same round of the other, which ran minutes apart on the same machine; then the median is taken.

import type { FigureName, ShapeName } from "./figures.ts";
import { figures, shapes } from "./figures.ts";
import type { Group, Round } from "./rounds.ts";
import { cell, groupsOf, markdown, titleOf } from "./rounds.ts";

/** What costs something, where the shape shows it. */
const COMPARED = new Set<FigureName>([
  "cpu",
  "cpuPerEvent",
  "accept",
  "acceptWarm",
  "memory",
  "kbPerPlayer",
  "peak",
  "p50",
  "p99",
  "bytes",
]);

/** @returns `undefined` where the other has not run */
export function ratioTable(
  shape: ShapeName,
  rounds: readonly Round[],
  against: string,
): string | undefined {
  const groups = groupsOf(shape, rounds);
  const bases = groups.filter(({ contender }) => contender === against);
  const names = shapes[shape].filter(
    (name) =>
      COMPARED.has(name) && bases.some(({ runs }) => runs.some((run) => name in run.figures)),
  );
  if (names.length === 0) return undefined;
  const rows = groups
    .filter(({ contender }) => contender !== against)
    .map((group) => {
      const base = bases.find(({ label }) => label === group.label);
      return [titleOf(group), ...names.map((name) => cell(ratios(group, base, name), 2))];
    });
  return markdown([`÷ ${against}`, ...names.map((name) => figures[name].heading)], rows);
}

/** One for each round that both have. */
function ratios(group: Group, base: Group | undefined, name: FigureName): number[] {
  return group.runs.flatMap(({ round, figures: own }) => {
    const other = base?.runs.find((run) => run.round === round)?.figures[name];
    const value = own[name];
    return value !== undefined && other ? value / other : [];
  });
}
