// The single binary alone: it brings the page along, a game on it outlives its process, and what lies about where it is
// started is nothing to it.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { buildBinary } from "../../tools/relay-binary.mjs";
import { chromiumOfFile } from "../chromium.ts";
import { PagePair } from "./page-pair.ts";

const folder = mkdtempSync(join(tmpdir(), "relay-binary-"));
afterAll(() => rmSync(folder, { recursive: true }));
const program = join(folder, "en-parlant-relay");

const chromium = chromiumOfFile();

test("5.6 the page plays as served by the single binary, through a kill and a restart, beside a foreign .env", async () => {
  buildBinary(program);
  writeFileSync(join(folder, ".env"), "WEB=off\nMAX_ROOMS=none\n");
  writeFileSync(join(folder, "bunfig.toml"), 'preload = ["./nothing.ts"]\n');
  const launch = { program, cwd: folder };
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
