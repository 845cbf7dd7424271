// On which runtimes the tools and the tests run.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { broughtRuntimes, root } from "./runtimes.mjs";

const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

test("5.1 tests run on the Node that npm brings for this kind of computer", () => {
  const node = broughtRuntimes().find(({ name }) => name === "node");
  expect(process.version).toBe(node?.version);
});

test("5.4 the README names the Node that package.json asks for", () => {
  const needed = manifest.engines.node.replace(">=", "");
  const readme = readFileSync(join(root, "README.md"), "utf8");
  expect(readme).toContain(`Node ${needed} or newer`);
});

test("5.3 the scripts of package.json are plain commands, which need no shell of any kind", () => {
  const words = /^(node tools\/run\.cjs [a-z-]+|biome check --write|bun tools\/docs\.ts)$/;
  expect(Object.values<string>(manifest.scripts).filter((script) => !words.test(script))).toEqual(
    [],
  );
});
