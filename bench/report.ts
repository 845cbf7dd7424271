// The rounds of a shape as one Markdown table: medians, how far the rounds lie apart, and which rows to doubt. Measures
// nothing.

import type { FigureName, Figures, Row, ShapeName } from "./figures.ts";
import { figures, shapes } from "./figures.ts";
import { spread } from "./statistics.ts";

/** One run of one contender. */
export interface Round {
  readonly shape: ShapeName;
  readonly contender: string;
  readonly round: number;
  readonly rows: readonly Row[];
}

/** Something that makes a row doubtful: its mark, when it applies, and the sentence below the table. */
interface Doubt {
  readonly mark: string;
  readonly applies: (figures: Figures) => boolean;
  readonly sentence: string;
}

/** Above it the load's core has no room for what comes in bursts. */
const BUSY_LOAD = 80;
/** What others may use of the server's core. */
const OTHER_WORK = 5;

const doubts: readonly Doubt[] = [
  {
    mark: "¹",
    applies: ({ loadShare = 0 }) => loadShare > BUSY_LOAD,
    sentence: `The load generator was the bottleneck: it used more than ${BUSY_LOAD} % of its core.`,
  },
  {
    mark: "²",
    applies: ({ loadLag = 0, p99 }) => p99 !== undefined && loadLag > Math.max(1, p99 / 2),
    sentence:
      "The load generator was late by more than half of the p99: the latencies are partly its own.",
  },
  {
    mark: "³",
    applies: ({ otherWork = 0 }) => otherWork > OTHER_WORK,
    sentence: `Others used more than ${OTHER_WORK} % of the server's core.`,
  },
  {
    mark: "⁴",
    applies: ({ lateMoves = 0, lostLinks = 0 }) => lateMoves > 0 || lostLinks > 0,
    sentence: "Links were lost, or moves did not arrive before the next was due.",
  },
];

/** The table of one shape, with its notes. */
export function shapeTable(shape: ShapeName, rounds: readonly Round[]): string {
  const groups = groupedRows(rounds.filter((round) => round.shape === shape));
  const names = shapes[shape].filter((name) =>
    [...groups.values()].some((runs) => hasFigure(runs, name)),
  );
  const lines = [
    ["contender", ...names.map((name) => figures[name].heading)],
    ["---", ...names.map(() => "---:")],
    ...[...groups].map(([title, runs]) => [
      title + marksOf(runs),
      ...names.map((name) => cell(name, runs)),
    ]),
  ].map((cells) => `| ${cells.join(" | ")} |`);
  const notes = doubts
    .filter(({ applies }) => [...groups.values()].some((runs) => runs.some(applies)))
    .map(({ mark, sentence }) => `${mark} ${sentence}`);
  return [...lines, ...(notes.length > 0 ? ["", ...notes] : [])].join("\n");
}

/** The rounds' figures by contender and label, in the order of the first round. */
function groupedRows(rounds: readonly Round[]): Map<string, Figures[]> {
  const groups = new Map<string, Figures[]>();
  for (const { contender, rows } of rounds) {
    for (const row of rows) {
      const title = row.label ? `${contender}, ${row.label}` : contender;
      const group = groups.get(title) ?? [];
      groups.set(title, [...group, row.figures]);
    }
  }
  return groups;
}

function hasFigure(runs: readonly Figures[], name: FigureName): boolean {
  return runs.some((run) => run[name] !== undefined);
}

/** `¹ (2 of 5)`: how many of the rounds are doubtful; without a number all are. */
function marksOf(runs: readonly Figures[]): string {
  return doubts
    .map(({ mark, applies }) => ({ mark, count: runs.filter(applies).length }))
    .filter(({ count }) => count > 0)
    .map(
      ({ mark, count }) => ` ${mark}${count < runs.length ? ` (${count} of ${runs.length})` : ""}`,
    )
    .join("");
}

function cell(name: FigureName, runs: readonly Figures[]): string {
  const values = runs.flatMap((run) => run[name] ?? []);
  const range = spread(values);
  if (!range) return "–";
  const shown = (value: number) => value.toFixed(figures[name].digits);
  const median = shown(range.median);
  const [min, max] = [shown(range.min), shown(range.max)];
  return min === max ? median : `${median} (${min}–${max})`;
}
