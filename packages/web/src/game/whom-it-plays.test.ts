// How the page knows whether another page or the app sits opposite, and what follows: against the app the rules of the
// app's core hold, for it ends its game by them without a word.

import type { Color, JsonObject } from "@en-parlant/client";
import { expect, test } from "vitest";
import { PAGE_MARK } from "./page-mark.ts";
import { pages, Table } from "./table.fixture.ts";

const peerIsPage = (table: Table) =>
  (["white", "black"] as const).map((color) => table.match(color).peerIsPage);

test("two pages know each other before either is ready", () => {
  expect(peerIsPage(pages())).toEqual([true, true]);
});

test.each<[Color, JsonObject, JsonObject]>([
  ["white", PAGE_MARK, {}],
  ["white", {}, { page: "1" }],
  ["black", {}, PAGE_MARK],
  ["black", { page: true }, PAGE_MARK],
])(
  "%s is known by what the other seat told: %j and %j tell it nothing",
  (color, options, peerOptions) => {
    expect(new Table({ options, peerOptions }).match(color).peerIsPage).toBe(false);
  },
);

test("a page of the first version is known from its first ready, and stays known", () => {
  const table = new Table({ options: PAGE_MARK });
  expect(peerIsPage(table)).toEqual([false, true]);
  expect(peerIsPage(table.send("black", "ready", { page: 1, swap: false }))).toEqual([true, true]);
  expect(peerIsPage(table.send("black", "ready"))).toEqual([true, true]);
});

test("the own ready tells nothing of the opponent", () => {
  expect(new Table().send("white", "ready", PAGE_MARK).match("white").peerIsPage).toBe(false);
});
