#!/usr/bin/env -S bun --no-env-file
// The command `en-parlant-relay`: arguments, environment, signals and exit codes, which no other file reads.

import { Command, CommanderError, Option } from "commander";
import manifest from "../package.json" with { type: "json" };
import { banner } from "./banner.ts";
import type { Config, SettingName } from "./config.ts";
import { environmentName, flagName, parseConfig, settingNames, settings } from "./config.ts";
import type { PackedPage } from "./http/page.ts";
import type { Logger } from "./log.ts";
import { createLogger } from "./log.ts";
import { packedPage } from "./page-source.ts";
import type { Relay } from "./relay.ts";
import { startRelay } from "./relay.ts";

const EXIT_FAILED = 1;
const EXIT_MISUSED = 2;

/** Links are closed well within this; a relay that hangs must not hold up a restart (the app waits 42 s). */
const CLOSING_LIMIT_MS = 3_000;

const SECRET_WARNING =
  "RELAY_SECRET is not set: running games do not survive a restart of this relay. Make one with: openssl rand -base64 32";

function readSettings(): Partial<Record<SettingName, string>> {
  const command = new Command("en-parlant-relay")
    .description("Connects two players of En Parlant~, and keeps their seats when a link drops.")
    .version(manifest.version, "-v, --version")
    .exitOverride();
  for (const name of settingNames) {
    const { help, default: preset } = settings[name];
    const shown = preset === undefined ? help : `${help} (default: ${preset})`;
    command.addOption(new Option(`--${flagName(name)} <value>`, shown).env(environmentName(name)));
  }
  return command.parse(process.argv).opts();
}

function readConfig(): Config {
  try {
    const parsed = parseConfig(readSettings());
    if (parsed.ok) return parsed.config;
    for (const problem of parsed.problems) console.error(problem);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) process.exit(0);
  }
  return process.exit(EXIT_MISUSED);
}

async function readPage({ pageFile }: Config): Promise<PackedPage | undefined> {
  try {
    return await packedPage(pageFile);
  } catch (error) {
    console.error(`PAGE_FILE cannot be read: ${(error as Error).message}`);
    return process.exit(EXIT_MISUSED);
  }
}

async function start(config: Config, log: Logger): Promise<Relay> {
  const page = await readPage(config);
  try {
    return await startRelay(config, log, page);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    console.error(
      code === "EADDRINUSE"
        ? `Port ${config.port} is already in use. Choose another with --port or PORT.`
        : `The relay could not listen on ${config.host} port ${config.port}: ${message}`,
    );
    return process.exit(EXIT_FAILED);
  }
}

function stopOnSignals(relay: Relay, log: Logger): void {
  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) process.exit(EXIT_FAILED);
    stopping = true;
    log.info({ signal }, "stopping");
    setTimeout(() => process.exit(0), CLOSING_LIMIT_MS).unref();
    relay.close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error(error, "stopping failed");
        process.exit(EXIT_FAILED);
      },
    );
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}

const config = readConfig();
const isTerminal = process.stdout.isTTY === true;
const log = createLogger(config.logLevel, isTerminal);
const relay = await start(config, log);
stopOnSignals(relay, log);
if (isTerminal) {
  console.log(banner({ version: manifest.version, address: relay.address, web: config.web }));
}
log.info(
  {
    port: relay.address.port,
    version: manifest.version,
    runtime: process.versions.bun ? "bun" : "node",
  },
  "listening",
);
if (config.relaySecret === undefined) log.warn(SECRET_WARNING);
