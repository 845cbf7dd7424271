// How a setting's text becomes a value, and what is said when it does not.

import { describe, expect, test } from "vitest";
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

interface Kind {
  readonly reader: Reader<unknown>;
  readonly good: readonly (readonly [source: string, value: unknown])[];
  readonly bad: readonly string[];
  readonly problem: string;
}

const kinds: Record<string, Kind> = {
  "a whole number": {
    reader: numberText(5, 20),
    good: [
      ["5", 5],
      ["20", 20],
      ["007", 7],
    ],
    bad: ["4", "21", "-5", "+5", "5.5", "1e1", "0x9", "five", "", " ", "5 6", "Infinity", "NaN"],
    problem: "must be a whole number from 5 to 20",
  },
  seconds: {
    reader: seconds(60),
    good: [
      ["1", 1],
      ["0.5", 0.5],
      ["60", 60],
    ],
    bad: ["0", "0.0", "60.1", "-1", "1s", "1m", ".5", "5.", "1e1", "", "Infinity"],
    problem: "must be a number of seconds above 0, at most 60",
  },
  "a text": {
    reader: text(3),
    good: [
      ["abc", "abc"],
      ["a b c d", "a b c d"],
    ],
    bad: ["", "ab"],
    problem: "must have at least 3 characters",
  },
  "on or off": {
    reader: booleanText,
    good: [
      ...["on", "ON", "true", "True", "1", "yes"].map((source) => [source, true] as const),
      ...["off", "Off", "false", "0", "no"].map((source) => [source, false] as const),
    ],
    bad: ["", "2", "enabled", "onoff", "y"],
    problem: "must be on or off",
  },
  origins: {
    reader: originList,
    good: [
      ["*", "*"],
      ["https://example.org", ["https://example.org"]],
      [
        " http://localhost:5173 ,, tauri://localhost ",
        ["http://localhost:5173", "tauri://localhost"],
      ],
      // As it is copied from a browser, or written by hand: browsers send the second form.
      ["https://Example.ORG/", ["https://example.org"]],
      ["HTTPS://example.org:443", ["https://example.org"]],
    ],
    bad: [
      ...["", ",", "example.org", "https://example.org/chess", "https://example.org//", "*,*"],
      ...["https://*.example.org", "https://example.org,*", "null", "https://", "https://a b"],
      ...["https://me@example.org", "https://example.org?x", "https://example.org:99999"],
    ],
    problem: "must be * or origins such as https://example.org, separated by commas",
  },
  "an address to listen on": {
    reader: listenHost,
    good: [
      ["::", "::"],
      ["*", "::"],
      ["[::1]", "::1"],
      ["[fe80::1%eth0]", "fe80::1%eth0"],
      ["127.0.0.1", "127.0.0.1"],
      ["localhost", "localhost"],
      ["relay_1.example.org.", "relay_1.example.org."],
    ],
    bad: [
      ...["a b", "http://localhost", "0.0.0.0:80", "localhost:3210", "[::1]:80", "[::1", "[]"],
      ...["/tmp/relay.sock", "-", "relay..example", ":::"],
    ],
    problem: "must be an address or a host name, without a port or a path",
  },
  "trusted proxies": {
    reader: trustedProxies,
    good: [
      ["0", 0],
      ["1", 1],
      ["99", 99],
      ["loopback", ["loopback"]],
      ["10.0.0.0/8, uniquelocal,::1", ["10.0.0.0/8", "uniquelocal", "::1"]],
      ["2001:db8::/32", ["2001:db8::/32"]],
    ],
    bad: [
      "",
      ",",
      "-1",
      "100",
      "1.5",
      "true",
      "proxy.example.org",
      "10.0.0",
      "10.0.0.1/x",
      "::1/",
      "10.0.0.0/99",
      "10.0.0.0/0",
      "::/129",
      "::1/1/1",
    ],
    problem: "must be a number of proxies, or addresses and networks separated by commas",
  },
};

describe.each(Object.entries(kinds))("%s", (_name, { reader, good, bad, problem }) => {
  test.each(good)("%j is read", (source, value) => {
    expect(reader(source)).toEqual({ value });
  });

  test.each(bad)("%j is refused, saying what it must be", (source) => {
    expect(reader(source)).toEqual({ problem });
  });
});

test("a single missing character is called one", () => {
  expect(text(1)("")).toEqual({ problem: "must have at least 1 character" });
});
