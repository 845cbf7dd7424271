#!/usr/bin/env -S bun --no-env-file
// The command `en-parlant-relay`: arguments, environment, signals and exit codes, which no other file reads.

import { createWriteStream } from "node:fs";
import { Command, CommanderError, Option } from "commander";
import manifest from "../package.json" with { type: "json" };
import { banner } from "./banner.ts";
import type { Config, SettingName } from "./config.ts";
import { environmentName, flagName, parseConfig, settingNames, settings } from "./config.ts";
import type { PackedPage } from "./http/page.ts";
import { descriptorsFor } from "./limits/descriptors.ts";
import { ListenError } from "./listening.ts";
import type { Logger, LogOutput } from "./log.ts";
import { createLogger, createLogOutput } from "./log.ts";
import { packedPage } from "./page-source.ts";
import type { ProcessReadings, Relay } from "./relay.ts";
import { startRelay } from "./relay.ts";

const EXIT_FAILED = 1;
const EXIT_MISUSED = 2;

/** Links are closed well within this; a relay that hangs must not hold up a restart (the app waits 42 s). */
const CLOSING_LIMIT_MS = 3_000;

/** What the last log lines may take when nobody seems to read them. */
const LAST_LINES_MS = 200;

const SECRET_WARNING =
  "RELAY_SECRET is not set: running games do not survive a restart of this relay. Make one with: openssl rand -base64 32";

/** @returns what the descriptors of this process are too few for, and how to get more */
function descriptorWarning({ maxConnections: wanted }: Config, relay: Relay): string {
  return (
    `Not enough file descriptors for MAX_CONNECTIONS=${wanted}: at most ${relay.maxConnections} connections at a time. ` +
    `Allow ${descriptorsFor(wanted)} descriptors (ulimit -n, LimitNOFILE=, docker --ulimit nofile=), or set MAX_CONNECTIONS lower`
  );
}

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

/** A terminal is written to from a thread of its own: one that was stopped (Ctrl-S) must not stop the games. */
function openOutput(): LogOutput {
  const { stdout } = process;
  return createLogOutput(stdout.isTTY ? createWriteStream("", { fd: stdout.fd }) : stdout);
}

/** What the process knows of itself, for the metrics. */
const readings: ProcessReadings = {
  logLinesLost: () => output.lost,
  cpuSeconds() {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  },
  residentBytes: () => process.memoryUsage.rss(),
  startedAt: () => performance.timeOrigin / 1000,
};

async function start(config: Config): Promise<Relay> {
  const surroundings = { log, readings, packed: await readPage(config) };
  try {
    return await startRelay(config, surroundings);
  } catch (error) {
    if (!(error instanceof ListenError)) throw error;
    console.error(error.message);
    return process.exit(EXIT_FAILED);
  }
}

/** Ends the process. Node would wait for ever for a write into a stopped terminal. */
async function end(code: number): Promise<void> {
  const isWritten = await output.flush(LAST_LINES_MS);
  if (!isWritten && isTerminal) process.kill(process.pid, "SIGKILL");
  process.exit(code);
}

function stopOnSignals(relay: Relay): void {
  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) return void end(EXIT_FAILED);
    stopping = true;
    log.info({ signal }, "stopping");
    setTimeout(() => end(0), CLOSING_LIMIT_MS).unref();
    relay.close().then(
      () => end(0),
      (error: unknown) => {
        log.error(error, "stopping failed");
        return end(EXIT_FAILED);
      },
    );
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}

const config = readConfig();
const isTerminal = process.stdout.isTTY === true;
const output = openOutput();
const log: Logger = await createLogger({ level: config.logLevel, readable: isTerminal }, output);
const relay = await start(config);
stopOnSignals(relay);
if (isTerminal) {
  const { version } = manifest;
  output.write(`${banner({ version, address: relay.address, web: config.web })}\n`);
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
if (relay.maxConnections < config.maxConnections) log.warn(descriptorWarning(config, relay));
