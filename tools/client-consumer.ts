// A project that has installed the packed client and socket.io-client, and lies outside this repository:
// what it cannot reach, the client's users cannot reach either. Must not know what is checked in it.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildClientPackage } from "./client-package.mjs";
import { npm } from "./npm.mjs";
import { root } from "./runtimes.mjs";

/** The project's folder, and what it has installed. */
export interface ClientConsumer extends Disposable {
  readonly folder: string;
  /** Where the client lies in it. */
  readonly installed: string;
  /** The file that `npm publish` would send. */
  readonly tarball: Uint8Array<ArrayBuffer>;
}

/** Builds the client, packs it and installs it. */
export async function installPackedClient(): Promise<ClientConsumer> {
  const folder = mkdtempSync(join(tmpdir(), "en-parlant-consumer-"));
  const built = join(folder, "built");
  await buildClientPackage(built);
  const archive = npm(["pack", built], folder).trim();
  const installed = join(folder, "node_modules/@en-parlant/client");
  mkdirSync(installed, { recursive: true });
  execFileSync("tar", ["-xzf", archive, "-C", installed, "--strip-components=1"], { cwd: folder });
  const dependency = "node_modules/socket.io-client";
  symlinkSync(join(root, dependency), join(folder, dependency));
  const tarball = new Uint8Array(readFileSync(join(folder, archive)));
  rmSync(built, { recursive: true });
  return {
    folder,
    installed,
    tarball,
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  };
}
