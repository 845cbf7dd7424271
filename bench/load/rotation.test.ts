// The rhythm of heartbeats and moves.

import { expect, test } from "vitest";
import { Rotation } from "./rotation.ts";

test("each member has its turn once a period, evenly spread, in the same order", () => {
  const acted: string[] = [];
  const rotation = new Rotation(["a", "b", "c", "d"], 1000, (name) => acted.push(name));
  rotation.turn(5000);
  expect(acted).toEqual([]);
  rotation.turn(5250);
  expect(acted).toEqual(["a"]);
  rotation.turn(5999);
  expect(acted).toEqual(["a", "b", "c"]);
  rotation.turn(7000);
  expect(acted.join("")).toBe("abcdabcd");
});

test("who is late catches up, and nobody twice", () => {
  let acted = 0;
  const rotation = new Rotation([1, 2], 100, () => {
    acted += 1;
  });
  rotation.turn(0);
  rotation.turn(1000);
  rotation.turn(1000);
  expect(acted).toBe(20);
});
