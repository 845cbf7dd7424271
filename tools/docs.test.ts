// The documents agree with the code: generated tables are current, and every rule of the protocol has a
// test that cites it.

import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { documents, rendered, written } from "./docs.ts";

test.each(documents)("%s holds the tables of today (npm run docs)", (document) => {
  expect(written(document)).toBe(rendered(document));
});

const RULE = /^- \*\*([A-Z]\d+)\*\* /gm;
/** A test's title begins with the numbers of the rules it proves, after the number of a lesson where it has one. */
const CITATION = /["'`](?:\d+\.\d+ )*((?:[A-Z]\d+ )+)/g;

const rules = [...written("docs/PROTOCOL.md").matchAll(RULE)].map((match) => match[1] as string);
const sources = globSync("{packages/*/src,tests,tools}/**/*.test.ts");
const cited = new Set(
  sources.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(CITATION)].flatMap((match) =>
      (match[1] ?? "").trim().split(" "),
    ),
  ),
);

test("rule numbers are given once", () => {
  expect(rules.length).toBeGreaterThan(40);
  expect(new Set(rules).size).toBe(rules.length);
});

test("every rule of the protocol is cited by a test", () => {
  expect(rules.filter((rule) => !cited.has(rule))).toEqual([]);
});

test("no test cites a rule that does not exist", () => {
  const families = new Set(rules.map((rule) => rule[0]));
  const unknown = [...cited].filter(
    (rule) => families.has(rule[0] as string) && !rules.includes(rule),
  );
  expect(unknown).toEqual([]);
});
