// The rounds of a shape as one Markdown table: medians, how far the rounds lie apart, and which rows to doubt. Measures
// nothing.

import type { Figures, ShapeName } from "./figures.ts";
import { figures, shapes } from "./figures.ts";
import type { Group, Round } from "./rounds.ts";
import { cell, groupsOf, markdown, titleOf } from "./rounds.ts";

/** Something that makes a row doubtful: its mark, when it applies, and the sentence below the table. */
interface Doubt {
  readonly mark: string;
  readonly applies: (figures: Figures) => boolean;
  readonly sentence: string;
}

/** Above it the load's core has no room for what comes in bursts. */
const BUSY_LOAD = 80;
/** What is sent last is answered after the window: a few in a thousand. */
const DONE = 98;
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
    applies: ({ lateMoves = 0, lostLinks = 0, done = 100 }) =>
      lateMoves > 0 || lostLinks > 0 || done < DONE,
    sentence: `The relay did not do all of it: links were lost, moves did not arrive before the next was due, or less than ${DONE} % of what was sent in the window was answered in it.`,
  },
];

/** The table of one shape, with its notes. */
export function shapeTable(shape: ShapeName, rounds: readonly Round[]): string {
  const groups = groupsOf(shape, rounds);
  const all = groups.flatMap(({ runs }) => runs);
  const names = shapes[shape].filter((name) => all.some(({ figures: run }) => name in run));
  const rows = groups.map((group) => [
    titleOf(group) + marksOf(group),
    ...names.map((name) =>
      cell(
        group.runs.flatMap(({ figures: run }) => run[name] ?? []),
        figures[name].digits,
      ),
    ),
  ]);
  const table = markdown(["contender", ...names.map((name) => figures[name].heading)], rows);
  const notes = doubts
    .filter(({ applies }) => all.some(({ figures: run }) => applies(run)))
    .map(({ mark, sentence }) => `${mark} ${sentence}`);
  return notes.length > 0 ? `${table}\n\n${notes.join("  \n")}` : table;
}

/** `¹ (2 of 5)`: how many of the rounds are doubtful; without a number all are. */
function marksOf({ runs }: Group): string {
  return doubts
    .map(({ mark, applies }) => ({
      mark,
      count: runs.filter((run) => applies(run.figures)).length,
    }))
    .filter(({ count }) => count > 0)
    .map(
      ({ mark, count }) => ` ${mark}${count < runs.length ? ` (${count} of ${runs.length})` : ""}`,
    )
    .join("");
}
