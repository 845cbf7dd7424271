// Every setting: its names, its default, what is taken and what stops the start (design, section 6).

import { describe, expect, expectTypeOf, test } from "vitest";
import type { Config, SettingName } from "./config.ts";
import { environmentName, flagName, parseConfig, settingNames, settings } from "./config.ts";

interface Row<N extends SettingName> {
  readonly environment: string;
  readonly preset: Config[N];
  /** The value of each text. */
  readonly good: Readonly<Record<string, Config[N]>>;
  readonly bad: readonly string[];
}

function limit(environment: string, preset: number, top: number): Row<"maxRooms"> {
  const bad = ["0", "-1", "1.5", "many", String(top + 1)];
  return { environment, preset, good: { "1": 1, [top]: top }, bad };
}

function duration(environment: string, preset: number, top: number): Row<"graceSeconds"> {
  const bad = ["0", "-1", "soon", "1s", String(top + 1)];
  return { environment, preset, good: { "0.2": 0.2, [top]: top }, bad };
}

const table: { readonly [N in SettingName]: Row<N> } = {
  port: {
    environment: "PORT",
    preset: 3210,
    good: { "0": 0, "65535": 65_535 },
    bad: ["65536", "-1", "http"],
  },
  host: {
    environment: "HOST",
    preset: "::",
    good: { "127.0.0.1": "127.0.0.1", "[::1]": "::1" },
    bad: ["localhost:3210"],
  },
  relaySecret: {
    environment: "RELAY_SECRET",
    preset: undefined,
    good: { "sixteen letters!": "sixteen letters!" },
    bad: ["fifteen letters", "    fifteen letters    "],
  },
  graceSeconds: duration("GRACE_SECONDS", 90, 86_400),
  closedWindowGraceSeconds: duration("CLOSED_WINDOW_GRACE_SECONDS", 10, 86_400),
  roomIdleSeconds: duration("ROOM_IDLE_SECONDS", 1800, 86_400),
  sweepSeconds: duration("SWEEP_SECONDS", 60, 86_400),
  pingIntervalSeconds: duration("PING_INTERVAL_SECONDS", 6, 60),
  pingTimeoutSeconds: duration("PING_TIMEOUT_SECONDS", 4, 60),
  allowedOrigins: {
    environment: "ALLOWED_ORIGINS",
    preset: "*",
    good: {
      "https://a.example, http://b.example:81": ["https://a.example", "http://b.example:81"],
    },
    bad: ["a.example", "https://a.example/x"],
  },
  trustProxy: {
    environment: "TRUST_PROXY",
    preset: 0,
    good: { "2": 2, "loopback,10.0.0.0/8": ["loopback", "10.0.0.0/8"] },
    bad: ["everybody", "-1"],
  },
  maxRooms: limit("MAX_ROOMS", 10_000, 10_000_000),
  maxConnections: limit("MAX_CONNECTIONS", 15_000, 10_000_000),
  maxConnectionsPerIp: limit("MAX_CONNECTIONS_PER_IP", 100, 10_000_000),
  connectionsPerMinute: {
    environment: "CONNECTIONS_PER_MINUTE",
    preset: undefined,
    good: { "1": 1, "100000000": 100_000_000 },
    bad: ["0", "1.5", "100000001", "many"],
  },
  joinFailuresPerMinute: limit("JOIN_FAILURES_PER_MINUTE", 10, 1_000_000),
  gamesPerMinute: limit("GAMES_PER_MINUTE", 30, 1_000_000),
  pageRequestsPerMinute: limit("PAGE_REQUESTS_PER_MINUTE", 3000, 100_000_000),
  eventsPerSecond: limit("EVENTS_PER_SECOND", 20, 1_000_000),
  metricsToken: {
    environment: "METRICS_TOKEN",
    preset: undefined,
    good: { "12345678": "12345678" },
    bad: ["1234567"],
  },
  redisUrl: {
    environment: "REDIS_URL",
    preset: undefined,
    good: {},
    bad: ["redis://localhost:6379"],
  },
  logLevel: {
    environment: "LOG_LEVEL",
    preset: "info",
    good: { trace: "trace", silent: "silent" },
    bad: ["loud", "INFO"],
  },
  web: { environment: "WEB", preset: true, good: { on: true, off: false }, bad: ["maybe"] },
  pageFile: {
    environment: "PAGE_FILE",
    preset: undefined,
    good: { "/tmp/page": "/tmp/page" },
    bad: [],
  },
};

function problemsOf(given: Partial<Record<SettingName, string>>): readonly string[] {
  const parsed = parseConfig(given);
  return parsed.ok ? [] : parsed.problems;
}

describe.each(settingNames)("%s", (name) => {
  const { environment, preset, good, bad } = table[name];
  const flag = environment.toLowerCase().replaceAll("_", "-");

  test(`is ${environment} and --${flag}`, () => {
    expect(environmentName(name)).toBe(environment);
    expect(flagName(name)).toBe(flag);
  });

  test.each([undefined, "", "  "])("has its default when given %j", (nothing) => {
    const parsed = parseConfig(nothing === undefined ? {} : { [name]: nothing });
    expect(parsed.ok && parsed.config[name]).toEqual(preset);
  });

  test.each(Object.entries(good))("takes %j, spaces around it or not", (source, value) => {
    for (const given of [source, ` ${source}\t`]) {
      const parsed = parseConfig({ [name]: given });
      expect(parsed.ok && parsed.config[name]).toEqual(value);
    }
  });

  test.each(bad)("refuses %j in one line that begins with its name", (source) => {
    const problems = problemsOf({ [name]: source });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${environment} (must|is) [^\\n]+$`));
  });

  test("says in one line what it is for", () => {
    expect(settings[name].help).toMatch(/^[^\n]{10,}[^\n.]$/);
  });
});

test("several problems are all named, in the order of the table, and the good ones are not", () => {
  expect(
    problemsOf({ port: "99999", host: "::1", graceSeconds: "soon", maxRooms: "0", web: "?" }),
  ).toEqual([
    "PORT must be a whole number from 0 to 65535",
    "GRACE_SECONDS must be a number of seconds above 0, at most 86400",
    "MAX_ROOMS must be a whole number from 1 to 10000000",
    "WEB must be on or off",
  ]);
});

test("a problem never repeats a secret", () => {
  const problems = problemsOf({ relaySecret: "hunter2", metricsToken: "hunter2" });
  expect(problems).toHaveLength(2);
  expect(problems.join()).not.toContain("hunter2");
});

test("a level that is none is answered with those there are", () => {
  expect(problemsOf({ logLevel: "loud" })).toEqual([
    "LOG_LEVEL must be one of trace, debug, info, warn, error, fatal, silent",
  ]);
});

test("the configuration's types come from the table", () => {
  expectTypeOf<Config["port"]>().toEqualTypeOf<number>();
  expectTypeOf<Config["web"]>().toEqualTypeOf<boolean>();
  expectTypeOf<Config["relaySecret"]>().toEqualTypeOf<string | undefined>();
  expectTypeOf<Config["allowedOrigins"]>().toEqualTypeOf<"*" | readonly string[]>();
});
