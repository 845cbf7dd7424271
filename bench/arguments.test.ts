// The bench's command line: what is taken, what stands in for what is not said, and what is refused in words.

import { expect, test } from "vitest";
import { parseBenchArguments, UsageError } from "./arguments.ts";
import { shapeNames } from "./figures.ts";

test("without arguments it is the chess shape, five rounds, all contenders", () => {
  expect(parseBenchArguments([])).toEqual({
    shapes: ["chess"],
    rounds: 5,
    players: undefined,
    seconds: 20,
    warmUp: 45,
    games: 10_000,
    peers: [],
    only: [],
    against: [],
    settings: {},
    cores: undefined,
    json: undefined,
  });
});

test("a peer's command may hold what it likes, equals signs too, and there may be several", () => {
  const { peers } = parseBenchArguments(["--peer", "a=env X=1 ./relay", "--peer=b=./other"]);
  expect(peers).toEqual([
    { name: "a", command: "env X=1 ./relay" },
    { name: "b", command: "./other" },
  ]);
});

test("lists are given at once or one by one, and players come in pairs", () => {
  const options = parseBenchArguments(
    "--only floor,relay-bun --only x --against a,b --shape blitz,idle --players 999 --cores 3,1 --set A=b".split(
      " ",
    ),
  );
  expect(options).toMatchObject({
    only: ["floor", "relay-bun", "x"],
    against: ["a", "b"],
    shapes: ["blitz", "idle"],
    players: 1000,
    cores: [3, 1],
    settings: { A: "b" },
  });
  expect(parseBenchArguments(["--shape", "all"]).shapes).toEqual(shapeNames);
});

test.each([
  "--rounds 0",
  "--rounds many",
  "--shape checkers",
  "--peer ./relay",
  "--cores 1",
  "--cores a,b",
  "--fast",
  "chess",
])("%s is refused", (line) => {
  expect(() => parseBenchArguments(line.split(" "))).toThrow(UsageError);
});
