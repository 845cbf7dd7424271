// On which runtimes the tools and the tests run.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { broughtRuntimes, root, toolNode } from "./runtimes.mjs";

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

const { platform } = process;
const { typescript } = process.features;

function pretend(on: string, features: unknown): void {
  Object.defineProperty(process, "platform", { value: on });
  Object.defineProperty(process.features, "typescript", { value: features, configurable: true });
}

afterEach(() => pretend(platform, typescript));

test("5.1 5.3 where npm brings no Node, the tools run on the one that is there", () => {
  pretend("win32", "strip");
  expect(toolNode()).toBe(process.execPath);
});

test("5.1 5.3 where that one is too old, it is said which is needed", () => {
  pretend("win32", undefined);
  expect(toolNode).toThrow(/^npm brings no Node for win32 .* to be 22\.18 or newer; it is \d+/);
});
