// The engine that a file's tests share, on the runtime that the file is run for.

import { afterAll, beforeAll, inject } from "vitest";
import { ServerProcess } from "./server-process.ts";
import type { ServerSettings } from "./server-settings.ts";
import { CALM } from "./server-settings.ts";

/** So brisk that a test can wait for each of its ends, and not so brisk that a busy machine is late with an answer. */
export const BRISK: ServerSettings = {
  pingIntervalMs: 1000,
  pingTimeoutMs: 2000,
  connectTimeoutMs: 2500,
  upgradeTimeoutMs: 1000,
  maxPayloadBytes: 1000,
};

/** Starts the engine before the tests of the calling file and ends it after them. */
export function sharedEngine(settings: ServerSettings = CALM): () => ServerProcess {
  let server: ServerProcess | undefined;
  beforeAll(async () => {
    server = await startEngine(settings);
  });
  afterAll(() => server?.[Symbol.asyncDispose]());
  return () => {
    if (!server) throw new Error("the engine is not up");
    return server;
  };
}

/** An engine of a test's own. `ENGINE=official` has the official server take the tests instead. */
export function startEngine(settings: ServerSettings = CALM): Promise<ServerProcess> {
  const isOfficial = process.env.ENGINE === "official";
  return ServerProcess.start(
    isOfficial
      ? { program: "official-server.ts", runtime: "node" }
      : { program: "engine-server.ts", runtime: inject("runtime") },
    settings,
  );
}
