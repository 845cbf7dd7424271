// Every setting, once: its default, how its text is read, what it is for. Flags, environment variables,
// `--help` and the documentation's table come from here. Reads no environment itself.

import type { Reader } from "./setting-text.ts";
import {
  booleanText,
  listenHost,
  numberText,
  originList,
  seconds,
  text,
  trustedProxies,
} from "./setting-text.ts";

interface Setting<T> {
  readonly read: Reader<T>;
  /** The text that stands for the default, or `undefined`: not set. */
  readonly default: string | undefined;
  readonly help: string;
}

function setting<T>(read: Reader<T>, preset: string, help: string): Setting<T> {
  return { read, default: preset, help };
}

function unset<T>(read: Reader<T>, help: string): Setting<T | undefined> {
  return { read, default: undefined, help };
}

const DAY = 24 * 60 * 60;

/** The settings; the name in capitals is the environment variable, in kebab case the flag. */
export const settings = {
  port: setting(numberText(0, 65_535), "3210", "TCP port to listen on; 0 picks a free one"),
  host: setting(
    listenHost,
    "::",
    "address or name to listen on; `::` is every IPv6 and IPv4 address",
  ),
  relaySecret: unset(
    text(16),
    "what seat tickets are signed with, 16 characters or more; without it seats do not survive a restart",
  ),
  graceSeconds: setting(
    seconds(DAY),
    "90",
    "how long a dropped player may be away before the opponent is told he left",
  ),
  closedWindowGraceSeconds: setting(
    seconds(DAY),
    "10",
    "the same for a player whose app or page says that its window is closed, unless it can come back",
  ),
  roomIdleSeconds: setting(seconds(DAY), "1800", "a room without activity ends after this"),
  sweepSeconds: setting(seconds(DAY), "60", "how often idle rooms are looked for"),
  pingIntervalSeconds: setting(
    seconds(60),
    "6",
    "how often each connection is asked whether it is alive",
  ),
  pingTimeoutSeconds: setting(
    seconds(60),
    "4",
    "how long the answer may take before the link counts as lost",
  ),
  allowedOrigins: setting(
    originList,
    "*",
    "origins of web pages that may connect, separated by commas, or `*`; the app and the relay's own page always may",
  ),
  trustProxy: setting(
    trustedProxies,
    "0",
    "proxies in front whose X-Forwarded-For, -Host and -Proto are believed: how many, or their addresses and networks, separated by commas",
  ),
  maxRooms: setting(numberText(1, 10_000_000), "10000", "most rooms at a time"),
  maxConnections: setting(numberText(1, 10_000_000), "15000", "most connections at a time"),
  maxConnectionsPerIp: setting(
    numberText(1, 10_000_000),
    "100",
    "most connections from one address at a time (IPv6: from one /64)",
  ),
  connectionsPerMinute: unset(
    numberText(1, 100_000_000),
    "new connections an address may open in a minute, spent at once or spread; by default six times MAX_CONNECTIONS_PER_IP, so that all of one school come back at once after a restart",
  ),
  joinFailuresPerMinute: setting(
    numberText(1, 1_000_000),
    "10",
    "wrong codes an address may try in a minute",
  ),
  gamesPerMinute: setting(numberText(1, 1_000_000), "30", "games an address may open in a minute"),
  pageRequestsPerMinute: setting(
    numberText(1, 100_000_000),
    "3000",
    "files of the page an address may ask for in a minute",
  ),
  eventsPerSecond: setting(
    numberText(1, 1_000_000),
    "20",
    "events a connection may send per second, five seconds' worth at once",
  ),
  metricsToken: unset(text(8), "bearer token for /metrics; without it there is no /metrics"),
  redisUrl: unset<never>(
    () => ({ problem: "is not supported by this version; run one relay process" }),
    "reserved for running on several machines; not supported yet",
  ),
  logLevel: setting(
    (value) =>
      LOG_LEVELS.includes(value)
        ? { value }
        : { problem: `must be one of ${LOG_LEVELS.join(", ")}` },
    "info",
    "least severe log lines to print: trace, debug, info, warn, error, fatal or silent",
  ),
  web: setting(booleanText, "on", "whether the page at / is served"),
  pageFile: unset(
    text(1),
    "the page in one file, where it is not beside the sources; `npm start` sets this in a folder it may not write to",
  ),
} as const satisfies Record<string, Setting<unknown>>;

const LOG_LEVELS: readonly string[] = [
  "trace",
  "debug",
  "info",
  "warn",
  "error",
  "fatal",
  "silent",
];

/** Names of the settings as the code uses them. */
export type SettingName = keyof typeof settings;

/** All settings, read. */
export type Config = {
  readonly [N in SettingName]: (typeof settings)[N] extends Setting<infer T> ? T : never;
};

/** The names of all settings. */
export const settingNames = Object.keys(settings) as SettingName[];

/** `graceSeconds` → `GRACE_SECONDS`. */
export function environmentName(name: SettingName): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

/** `graceSeconds` → `grace-seconds`. */
export function flagName(name: SettingName): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/**
 * Reads all settings from their texts.
 * @returns the configuration, or one line per problem, each beginning with the setting's name
 */
export function parseConfig(
  given: Partial<Record<SettingName, string>>,
): { ok: true; config: Config } | { ok: false; problems: readonly string[] } {
  const problems: string[] = [];
  const config: Partial<Record<SettingName, unknown>> = {};
  for (const name of settingNames) {
    // An empty variable is no value: container tools pass those for what was not set.
    const source: string | undefined = given[name]?.trim() || settings[name].default;
    if (source === undefined) continue;
    const reading = settings[name].read(source);
    if ("problem" in reading) problems.push(`${environmentName(name)} ${reading.problem}`);
    else config[name] = reading.value;
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, config: config as Config };
}
