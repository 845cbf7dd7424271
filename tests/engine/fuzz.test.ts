// 50,000 frames of nonsense on each runtime: the engine does not crash, an honest client beside it misses nothing, and
// afterwards nothing of it all is left (docs/ENGINE.md, W53).

import { expect, test } from "vitest";
import { Seeded } from "../seeded.ts";
import { startEngine } from "./engine-under-test.ts";
import { fuzzPolling, fuzzUpgrade, fuzzWebSocket, LEVELS } from "./fuzz-client.ts";
import { HonestClient } from "./honest-client.ts";
import type { ServerProcess } from "./server-process.ts";
import type { ServerSettings } from "./server-settings.ts";

/** Whatever a client leaves behind is gone soon; the honest one, in the same busy process, has time to answer its pings. */
const SETTINGS: ServerSettings = {
  pingIntervalMs: 500,
  pingTimeoutMs: 2000,
  connectTimeoutMs: 500,
  upgradeTimeoutMs: 500,
  maxPayloadBytes: 2000,
};

/** In `npm test`, on each runtime; FUZZ in the environment asks for more. */
const FRAMES = Number(process.env.FUZZ ?? 50_000);
const SEED = Number(process.env.FUZZ_SEED ?? 1);

/** The first warms the engine up; the others may not need more memory than each other. */
const ROUNDS = 4;
const AT_A_TIME = 60;

/** What a runtime keeps or lets go as it likes. */
const SLACK_BYTES = 500_000;

/** What changes over soon ends, so fewer of those make as many frames. */
const CLIENTS = [fuzzWebSocket, fuzzWebSocket, fuzzWebSocket, fuzzPolling, fuzzUpgrade] as const;

/** A busy machine may need ten times as long. */
const PATIENCE = { timeout: 60_000 + FRAMES * 4 };

/** So many frames, drawn from a seed, by many clients at a time. @returns how many there were */
async function round(server: ServerProcess, seed: number): Promise<number> {
  let sent = 0;
  let clients = 0;
  const client = async (): Promise<void> => {
    while (sent < FRAMES / ROUNDS) {
      const chance = new Seeded(seed + clients);
      const level = LEVELS[clients % LEVELS.length] ?? "frame";
      clients += 1;
      const count = await chance.pick(CLIENTS)(server, chance, level);
      sent += count;
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, client));
  return sent;
}

test(
  `W53 nonsense neither ends the engine nor leaves anything behind (${FRAMES} frames from seed ${SEED})`,
  PATIENCE,
  async () => {
    await using server = await startEngine(SETTINGS);
    const honest = await HonestClient.start(server);
    const heaps: number[] = [];
    let sent = 0;
    for (let n = 0; n < ROUNDS; n += 1) {
      sent += await round(server, SEED + n * 1_000_003);
      // The honest client is all that is left.
      await expect
        .poll(() => server.counts(), { timeout: 30_000, interval: 50 })
        .toMatchObject({ sessions: 1, sockets: 1, timers: 1 });
      heaps.push((await server.counts()).heapBytes);
    }
    await honest.end();
    expect(sent).toBeGreaterThanOrEqual(FRAMES);
    const [, first = 0] = heaps;
    expect(heaps.at(-1), `heaps: ${heaps.join(" ")}`).toBeLessThan(first + SLACK_BYTES);
    await expect
      .poll(() => server.counts(), { timeout: 30_000, interval: 50 })
      .toMatchObject({ sessions: 0, sockets: 0, timers: 0 });
  },
);
