// Clients as people have them: socket.io-client of today and the oldest of version 4, by each transport and through the
// upgrade, on Node, on Bun and in a browser, whose page comes from elsewhere (rules C1, F6, F7).

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { beforeAll, expect, test } from "vitest";
import { bun, toolNode } from "../tools/runtimes.mjs";
import { chromiumOfFile } from "./chromium.ts";
import type { FloodOptions, FloodReport } from "./flood.ts";
import { lateUpgrades } from "./late-upgrades.ts";
import { startRelay } from "./relay-process.ts";

type Play = (floods: readonly FloodOptions[]) => Promise<FloodReport[]>;

declare global {
  /** In a page that has run the bundle. */
  var Flood: { playFloods: Play };
}

const SCRIPT = fileURLToPath(new URL("flood-script.ts", import.meta.url));

/** By then all have begun to play. */
const UPGRADE_AFTER = 120;

/** To what means nothing to the relay, and to a heartbeat with an attachment. */
const ANSWERS = ["UNKNOWN_EVENT", "BAD_PAYLOAD", "ok", "UNKNOWN_EVENT"];

const chromium = chromiumOfFile();
let bundle = "";

beforeAll(async () => {
  const input = fileURLToPath(new URL("flood.ts", import.meta.url));
  await using graph = await rolldown({ input, platform: "browser" });
  const { output } = await graph.generate({ format: "iife", name: "Flood" });
  bundle = output[0].code;
});

const program =
  (runtime: string): Play =>
  async (floods) => {
    const child = spawn(runtime, [SCRIPT, JSON.stringify(floods)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const orphan = (): void => void child.kill("SIGKILL");
    process.once("exit", orphan);
    const [printed] = await Promise.all([text(child.stdout), once(child, "close")]);
    process.off("exit", orphan);
    return JSON.parse(printed) as FloodReport[];
  };

const inChromium: Play = async (floods) => {
  const site = createServer((_, response) => response.end("<!doctype html>"));
  await once(site.listen(0, "127.0.0.1"), "listening");
  const page = await chromium.browser.newPage();
  await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}`);
  await page.addScriptTag({ content: bundle });
  const reports = await page.evaluate((all) => globalThis.Flood.playFloods(all), floods);
  await page.close();
  site.close();
  return reports;
};

const LIBRARIES = ["today", "4.0"] as const;
const WAYS = [["polling"], ["websocket"], ["polling", "websocket"]];

test.concurrent.for<[place: string, play: Play]>([
  ["on Node", program(toolNode())],
  ["on Bun", program(bun)],
  ["in Chromium", inChromium],
])(
  "C1 F6 F7 by whatever transport, %s, nothing is lost and nothing comes twice",
  async ([, play]) => {
    await using relay = await startRelay();
    await using late = await lateUpgrades(relay.port, UPGRADE_AFTER);
    const floods = LIBRARIES.flatMap((library) =>
      WAYS.map((transports) => {
        const { url } = transports.length > 1 ? late : relay;
        return { url, library, transports };
      }),
    );
    for (const [index, { sent, white, black }] of (await play(floods)).entries()) {
      const { library, transports } = floods[index] as FloodOptions;
      const moves = (name: string) => Array.from({ length: sent }, (_, n) => `${name}${n}`);
      const common = { library, ways: transports, answers: ANSWERS, connects: 1 };
      const own = moves("w");
      const others = moves("b");
      const besides = ["game_created", "peer_joined", "game_joined"];
      expect({ library, ...white }).toEqual({ ...common, own, others, besides });
      const joined = ["game_joined"];
      expect({ library, ...black }).toEqual({
        ...common,
        own: others,
        others: own,
        besides: joined,
      });
    }
  },
);
