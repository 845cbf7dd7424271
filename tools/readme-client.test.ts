// What the client's documents show compiles against the package as it is published, and their lists are
// complete. That the README's example runs is tested in tests/.

import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { createAppRelay } from "../packages/client/src/app.ts";
import { Session } from "../packages/client/src/index.ts";
import { installPackedClient } from "./client-consumer.ts";
import { written } from "./docs.ts";
import { scriptOf, toolNode } from "./runtimes.mjs";

const documents = ["packages/client/README.md", "docs/CLIENT.md"];

const consumer = await installPackedClient();
afterAll(() => consumer[Symbol.dispose]());

/** What the pieces of code take for granted: the app's store, and a board of somebody's own. */
const SURROUNDINGS = `
declare module "jotai" {
  export function getDefaultStore(): { get<T>(atom: { readonly init: T }): T };
}
declare module "@/state/atoms" {
  export const relayUrlAtom: { readonly init: string };
}
declare const url: string;
declare const session: import("@en-parlant/client").Session;
declare function show(text: string): void;
declare function play(uci: string): void;
declare function setClocks(white?: number, black?: number): void;
`;

test.each(documents)("what %s shows compiles", (document) => {
  const blocks = codeBlocks(written(document), "js", "ts");
  expect(blocks.length).toBeGreaterThan(1);
  const files = blocks.map((block, index) => {
    const file = `block-${index}.mts`;
    writeFileSync(join(consumer.folder, file), block);
    return file;
  });
  writeFileSync(join(consumer.folder, "surroundings.d.ts"), SURROUNDINGS);
  const compilerOptions = {
    module: "esnext",
    moduleResolution: "bundler",
    moduleDetection: "force",
    target: "esnext",
    lib: ["esnext", "dom"],
    types: [],
    strict: true,
    noEmit: true,
  };
  const project = { compilerOptions, files: ["surroundings.d.ts", ...files] };
  writeFileSync(join(consumer.folder, "tsconfig.json"), JSON.stringify(project));
  const options = { cwd: consumer.folder, encoding: "utf8" } as const;
  const { stdout, stderr } = spawnSync(
    toolNode(),
    [scriptOf("typescript", "tsc"), "--pretty", "false"],
    options,
  );
  expect(stdout + stderr).toBe("");
});

test("the README names every public word of a session", () => {
  const words = Object.getOwnPropertyNames(Session.prototype).filter(
    (name) => name !== "constructor",
  );
  const named = [...written("packages/client/README.md").matchAll(/`([a-zA-Z]+)[`(]/g)].map(
    (match) => match[1],
  );
  expect(words.filter((word) => !named.includes(word))).toEqual([]);
});

test("the guide's module exports every function that the app has", () => {
  const module = codeBlocks(written("docs/CLIENT.md"), "ts")[0] ?? "";
  const listed = [...module.matchAll(/^ {2}(\w+),$/gm)].map((match) => match[1]);
  expect(listed).toEqual(Object.keys(createAppRelay(() => undefined)));
});

/** The pieces of code in a document, of the languages named, without their fences. */
function codeBlocks(text: string, ...languages: string[]): string[] {
  const fenced = text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm);
  return [...fenced].flatMap(([, language = "", code = ""]) =>
    languages.includes(language) ? [code] : [],
  );
}
