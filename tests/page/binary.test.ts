// The single binary alone: it brings the page along, and a game on it outlives its process.

import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { chromiumOfFile } from "../chromium.ts";
import { PagePair } from "./page-pair.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

const chromium = chromiumOfFile();

test("the page plays as served by the single binary, through a kill and a restart", async () => {
  await promisify(execFile)(process.execPath, ["tools/build-binary.mjs"], { cwd: ROOT });
  const launch = { program: `${ROOT}dist/en-parlant-relay` };
  await using pair = await PagePair.start(chromium.browser, { launch });
  const { relay, ann, bob } = pair;
  await ann.move("f3");
  await bob.move("e5");
  await relay.kill();
  for (const player of pair.both) await player.sees("The connection is lost.");
  await relay.start({}, launch);
  await ann.move("g4");
  await bob.move("Qh4");
  expect(await bob.result()).toBe("You won by checkmate");
  for (const player of pair.both) {
    expect(await player.moves(4)).toEqual(["f3", "e5", "g4", "Qh4#"]);
    expect(player.strayed).toEqual([]);
  }
});
