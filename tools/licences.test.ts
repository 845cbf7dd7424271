// The licence split: the play page is GPL-3.0-or-later because of what it links, everything else is MIT and links
// none of it. The linter holds the imports (packages/biome.jsonc); here stand the manifests.

import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface Manifest {
  readonly name: string;
  readonly license: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
const manifestOf = (folder: string) => JSON.parse(read(`${folder}package.json`)) as Manifest;

const packages = readdirSync(new URL("../packages", import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => `packages/${name}/`);
const ofTheProject = ["", "tests/", ...packages].map(manifestOf);

test("the page is GPL-3.0-or-later and says so, the rest is MIT", () => {
  const licences = Object.fromEntries(ofTheProject.map(({ name, license }) => [name, license]));
  expect(licences).toEqual({
    "en-parlant": "MIT",
    "@en-parlant/tests": "MIT",
    "@en-parlant/engine": "MIT",
    "@en-parlant/protocol": "MIT",
    "@en-parlant/relay": "MIT",
    "@en-parlant/client": "MIT",
    "@en-parlant/web": "GPL-3.0-or-later",
  });
  expect(read("packages/web/LICENSE")).toContain("GNU GENERAL PUBLIC LICENSE");
  expect(read("LICENSE")).toContain("MIT License");
});

test("nothing that is MIT is made with what is GPL, or with the page", () => {
  for (const { name, license, dependencies = {} } of ofTheProject) {
    if (license !== "MIT") continue;
    const licences = Object.keys(dependencies).map((dependency) => [
      dependency,
      manifestOf(`node_modules/${dependency}/`).license,
    ]);
    const copyleft = licences.filter(([, licence]) => /GPL/.test(String(licence)));
    expect([name, copyleft]).toEqual([name, []]);
  }
});
