// The documents agree with the code: generated tables are current, and every rule of the protocol and every lesson has a
// test that cites it.

import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { documents, rendered, written } from "./docs.ts";

test.each(documents)("%s holds the tables of today (npm run docs)", (document) => {
  expect(written(document)).toBe(rendered(document));
});

/** Documents whose points have numbers; a test's title begins with those it proves, lessons before rules. */
const numbered = [
  ["rule", "docs/PROTOCOL.md", /^- \*\*([A-Z]\d+)\*\* /gm],
  ["rule of the engine", "docs/ENGINE.md", /^- \*\*([A-Z]\d+)\*\* /gm],
  ["lesson", "docs/LESSONS.md", /^- \*\*(\d+\.\d+)\*\* /gm],
] as const;

const CITATION = /["'`]((?:(?:\d+\.\d+|[A-Z]\d+) )+)/g;

const cited = new Set(
  globSync("{packages/*/src,tests,tools}/**/*.test.ts").flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(CITATION)].flatMap(([, titles = ""]) =>
      titles.trim().split(" "),
    ),
  ),
);

describe.each(numbered)("the number of a %s", (_what, document, form) => {
  const numbers = [...written(document).matchAll(form)].map(([, number = ""]) => number);

  test("is given once", () => {
    expect(numbers.length).toBeGreaterThan(20);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  test("is cited by a test", () => {
    expect(numbers.filter((number) => !cited.has(number))).toEqual([]);
  });

  test("stands in no test's title unless the document has it", () => {
    const families = new Set(numbers.map((number) => number.replace(/\d+$/, "")));
    const unknown = [...cited].filter(
      (number) => families.has(number.replace(/\d+$/, "")) && !numbers.includes(number),
    );
    expect(unknown).toEqual([]);
  });
});
