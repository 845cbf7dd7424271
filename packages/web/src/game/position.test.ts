// What boards ask.

import { expect, test } from "vitest";
import {
  checkedSide,
  isPromotion,
  legalDests,
  legalUci,
  START_FEN,
  sanOf,
  squaresOf,
} from "./position.ts";

const CASTLING = "r3k2r/8/8/8/8/8/8/R3K2R w KQkq - 0 1";
const PROMOTING = "1n5k/P7/8/8/8/8/7p/K7 w - - 0 1";

test("twenty moves at the start", () => {
  const dests = legalDests(START_FEN);
  expect([...dests.values()].flat()).toHaveLength(20);
  expect(dests.get("g1")).toEqual(["f3", "h3"]);
});

test("castling goes to the king's square and to the rook", () => {
  expect(legalDests(CASTLING).get("e1")).toEqual(expect.arrayContaining(["g1", "h1", "c1", "a1"]));
  expect(legalUci(CASTLING, { from: "e1", to: "h1" })).toBe("e1g1");
  expect(legalUci(CASTLING, { from: "e1", to: "a1" })).toBe("e1c1");
  expect(legalUci(CASTLING, { from: "e1", to: "e3" })).toBeUndefined();
});

test("pawns promote on their last rank, on both sides' turn", () => {
  expect(isPromotion(PROMOTING, "a7", "a8")).toBe(true);
  expect(isPromotion(PROMOTING, "a7", "b8")).toBe(true);
  expect(isPromotion(PROMOTING, "h2", "h1")).toBe(true);
  expect(isPromotion(PROMOTING, "a1", "a2")).toBe(false);
  expect(isPromotion(START_FEN, "e2", "e4")).toBe(false);
  expect(isPromotion(START_FEN, "", "e8")).toBe(false);
});

test.each([
  ["queen", "a7a8q"],
  ["rook", "a7a8r"],
  ["bishop", "a7a8b"],
  ["knight", "a7a8n"],
] as const)("a promotion to a %s is %s", (promotion, uci) => {
  expect(legalUci(PROMOTING, { from: "a7", to: "a8", promotion })).toBe(uci);
});

test("without a piece, or of another, it is illegal", () => {
  expect(legalUci(PROMOTING, { from: "a7", to: "a8" })).toBeUndefined();
  expect(legalUci(PROMOTING, { from: "a1", to: "a2", promotion: "queen" })).toBeUndefined();
});

test("SAN, check and squares", () => {
  expect(sanOf(START_FEN, "g1f3")).toBe("Nf3");
  expect(sanOf(START_FEN, "g1f4")).toBeUndefined();
  expect(checkedSide("4k3/8/8/8/8/8/4r3/4K3 w - - 0 1")).toBe("white");
  expect(checkedSide(START_FEN)).toBeUndefined();
  expect(squaresOf("e7e8q")).toEqual(["e7", "e8"]);
});
