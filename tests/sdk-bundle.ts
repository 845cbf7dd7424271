// The SDK as one classic script for browsers, socket.io-client included. What is published, without it,
// is checked in tools/client-package.test.ts.

import { rolldown } from "rolldown";

declare global {
  /** In a page that has run the script; nowhere else. */
  var EnParlant: typeof import("@en-parlant/client");
}

let bundle: Promise<string> | undefined;

/** The script, built once in a test's process. */
export function sdkBundle(): Promise<string> {
  bundle ??= build();
  return bundle;
}

async function build(): Promise<string> {
  const input = "@en-parlant/client";
  await using graph = await rolldown({ input, cwd: import.meta.dirname, platform: "browser" });
  const { output } = await graph.generate({ format: "iife", name: "EnParlant" });
  return output[0].code;
}
