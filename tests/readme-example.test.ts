// The example in the client's README, run as it stands there, with the package as it is published.

import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";
import { installPackedClient } from "../tools/client-consumer.ts";
import { bun, toolNode } from "../tools/runtimes.mjs";
import { startRelay } from "./relay-process.ts";

const run = promisify(execFile);

const consumer = await installPackedClient();
afterAll(() => consumer[Symbol.dispose]());

/** Where `npm start` listens. */
const URL_IN_README = "ws://localhost:3210";

test.concurrent.each([
  ["Node", toolNode()],
  ["Bun", bun],
])("the README's example runs on %s and prints what the README says", async (name, runtime) => {
  await using relay = await startRelay();
  const readme = readFileSync(join(consumer.installed, "README.md"), "utf8");
  const [, example = ""] = /^```js\n([\s\S]*?)^```$/m.exec(readme) ?? [];
  expect(example.split(URL_IN_README)).toHaveLength(2);
  const file = join(consumer.folder, `example-on-${name}.mjs`);
  writeFileSync(file, example.replace(URL_IN_README, relay.url.replace("http", "ws")));
  const { stdout, stderr } = await run(runtime, [file], { timeout: 40_000 });
  expect({ stdout, stderr }).toEqual({ stdout: "Ann plays e2e4\nBob plays e7e5\n", stderr: "" });
  for (const line of stdout.trim().split("\n")) expect(readme).toContain(`\`${line}\``);
});
