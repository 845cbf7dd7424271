// The runs of the bench as they are looked at: by contender, and by the rows that one run may have. Draws nothing.

import type { Figures, Row, ShapeName } from "./figures.ts";
import { spread } from "./statistics.ts";

/** One run of one contender. */
export interface Round {
  readonly shape: ShapeName;
  readonly contender: string;
  readonly round: number;
  readonly rows: readonly Row[];
}

/** One row of a table: what a contender has shown in all rounds. */
export interface Group {
  readonly contender: string;
  /** Tells the rows of one run apart. */
  readonly label: string;
  readonly runs: readonly { readonly round: number; readonly figures: Figures }[];
}

/** The groups of a shape, in the order of the first round. */
export function groupsOf(shape: ShapeName, rounds: readonly Round[]): readonly Group[] {
  const ofShape = rounds.filter((round) => round.shape === shape);
  const entries = ofShape.flatMap(({ contender, round, rows }) =>
    rows.map(({ label, figures }) => ({ contender, label, round, figures })),
  );
  const groups = Map.groupBy(entries, ({ contender, label }) => titleOf({ contender, label }));
  return [...groups.values()].flatMap((runs) => {
    const [first] = runs;
    return first ? [{ contender: first.contender, label: first.label, runs }] : [];
  });
}

/** How a row is called. */
export function titleOf({ contender, label }: Pick<Group, "contender" | "label">): string {
  return label ? `${contender}, ${label}` : contender;
}

/** The median with the lowest and the highest, or a dash. */
export function cell(values: readonly number[], digits: number): string {
  const range = spread(values);
  if (!range) return "–";
  const [median, min, max] = [range.median, range.min, range.max].map((value) =>
    value.toFixed(digits),
  );
  return min === max ? `${median}` : `${median} (${min}–${max})`;
}

/** A Markdown table: names to the left, numbers to the right. */
export function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = head.map((_, index) => (index === 0 ? "---" : "---:"));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
