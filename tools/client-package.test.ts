// What is published as @en-parlant/client works for those who install it: it resolves, type-checks, runs,
// stays small and brings one dependency. What it does is tested beside its sources and in tests/.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { rolldown } from "rolldown";
import { afterAll, expect, test } from "vitest";
import * as app from "../packages/client/src/app.ts";
import * as client from "../packages/client/src/index.ts";
import { installPackedClient } from "./client-consumer.ts";
import { readManifest } from "./client-package.mjs";
import { bun, root, scriptOf, toolNode } from "./runtimes.mjs";

const consumer = await installPackedClient();
afterAll(() => consumer[Symbol.dispose]());

const manifest = JSON.parse(readFileSync(join(consumer.installed, "package.json"), "utf8"));

/** Bytes an entry may add to a page beside socket.io-client, minified and gzipped: 7 KB. */
const SIZE_LIMIT = 7 * 1024;

/** What the app's names for it, and their pace, may cost on top. */
const APP_SIZE = 1024;

test("its one dependency is the workspace's socket.io-client", () => {
  expect(manifest.dependencies).toEqual(readManifest().dependencies);
  expect(Object.keys(manifest.dependencies)).toEqual(["socket.io-client"]);
  const others = ["devDependencies", "peerDependencies", "optionalDependencies", "private"];
  expect(Object.keys(manifest).filter((field) => others.includes(field))).toEqual([]);
});

test("it comes with its licence and its README", () => {
  const packed = (name: string) => existsSync(join(consumer.installed, name));
  expect(packed("LICENSE")).toBe(true);
  expect(packed("README.md")).toBe(existsSync(join(root, "packages/client/README.md")));
});

test("publint finds nothing to say", async () => {
  const pack = { tarball: consumer.tarball.buffer };
  const { messages, pkg } = await publint({ pack, strict: true });
  expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([]);
});

// Not asked: `node10`, which knows no exports field, and `require`, for which there is no CommonJS here.
test.each(["node16-esm", "bundler"] as const)("its types resolve under %s", async (resolution) => {
  const analysis = await checkPackage(createPackageFromTarballData(consumer.tarball));
  if (!analysis.types) throw new Error("There are no types in the package.");
  expect(Object.keys(analysis.entrypoints)).toEqual([".", "./app"]);
  const problems = Object.values(analysis.entrypoints).flatMap(
    ({ resolutions }) => resolutions[resolution].visibleProblems ?? [],
  );
  expect(problems.map((index) => analysis.problems[index])).toEqual([]);
});

test.each([
  ["nodenext", "nodenext"],
  ["bundler", "esnext"],
])("its declarations are whole: moduleResolution %s", (moduleResolution, module) => {
  const project = join(consumer.folder, `tsconfig.${moduleResolution}.json`);
  const compilerOptions = {
    moduleResolution,
    module,
    target: "es2022",
    lib: ["esnext", "dom"],
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    noEmit: true,
  };
  writeFileSync(project, JSON.stringify({ compilerOptions, files: ["everything.mts"] }));
  writeFileSync(join(consumer.folder, "everything.mts"), EVERYTHING);
  expect(
    output(toolNode(), [scriptOf("typescript", "tsc"), "--pretty", "false", "-p", project]),
  ).toBe("");
});

test.each([
  ["Node", process.execPath],
  ["Bun", bun],
])("it runs on %s and exports what its sources export", (_, runtime) => {
  const script = join(consumer.folder, "exports.mjs");
  writeFileSync(
    script,
    `${EVERYTHING}console.log(JSON.stringify(all.map((module) => Object.keys(module).sort())));\n`,
  );
  expect(JSON.parse(output(runtime, [script]))).toEqual(
    [client, app].map((module) => Object.keys(module).sort()),
  );
});

test.each([
  ["@en-parlant/client", SIZE_LIMIT],
  ["@en-parlant/client/app", SIZE_LIMIT + APP_SIZE],
])("%s adds at most %i bytes to a page that has socket.io-client", async (name, limit) => {
  const without = compressed(await bundled('export * from "socket.io-client";', []));
  const whole = await bundled(`export * from "socket.io-client";\nexport * from "${name}";`, []);
  const added = compressed(whole) - without;
  const alone = compressed(await bundled(`export * from "${name}";`));
  console.log(`${name}: adds ${added} bytes, minified and gzipped (by itself ${alone})`);
  expect(added).toBeLessThanOrEqual(limit);
});

test("what a page does not use costs it nothing", async () => {
  const code = await bundled('import "@en-parlant/client";\nimport "@en-parlant/client/app";');
  expect(code.trim()).toBe("");
});

const EVERYTHING = `import * as client from "@en-parlant/client";
import * as app from "@en-parlant/client/app";
export const all = [client, app];
`;

function compressed(code: string): number {
  return gzipSync(code, { level: 9 }).length;
}

/** The consumer's module as its bundler would put it into a page. */
async function bundled(source: string, external = ["socket.io-client"]): Promise<string> {
  const input = join(consumer.folder, "page.mjs");
  writeFileSync(input, source);
  await using bundle = await rolldown({ input, external, platform: "browser" });
  const { output } = await bundle.generate({ minify: true });
  return output[0].code;
}

/** What a program prints, also when it fails: the reader sees why. */
function output(program: string, args: readonly string[]): string {
  try {
    return execFileSync(program, args, { cwd: consumer.folder, encoding: "utf8", stdio: "pipe" });
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    return stdout || stderr || String(error);
  }
}
