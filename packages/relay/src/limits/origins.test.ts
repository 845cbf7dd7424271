// Which pages may talk to the relay (design, sections 6 and 7).

import { expect, test } from "vitest";
import { isAllowedOrigin } from "./origins.ts";

const hosts = ["relay.example.org:3210"];
const ours = ["https://chess.example.org", "http://localhost:5173"];

test("`*` lets every page in", () => {
  expect(isAllowedOrigin("*", { origin: "https://evil.example", hosts })).toBe(true);
});

test("a program, which has no origin, is always let in", () => {
  expect(isAllowedOrigin([], { origin: undefined, hosts })).toBe(true);
});

test.each(["tauri://localhost", "http://tauri.localhost", "https://tauri.localhost"])(
  "the released app's page %s is always let in",
  (origin) => {
    expect(isAllowedOrigin([], { origin, hosts })).toBe(true);
  },
);

test.each(["http://relay.example.org:3210", "https://relay.example.org:3210"])(
  "the relay's own page %s is always let in",
  (origin) => {
    expect(isAllowedOrigin([], { origin, hosts })).toBe(true);
  },
);

test.each(ours)("%s is let in where it is listed, and nowhere else", (origin) => {
  expect(isAllowedOrigin(ours, { origin, hosts })).toBe(true);
  expect(isAllowedOrigin(["https://other.example"], { origin, hosts })).toBe(false);
});

test.each([
  "https://evil.example",
  "http://chess.example.org",
  "https://chess.example.org:8443",
  "https://chess.example.org.evil.example",
  "https://sub.chess.example.org",
  "http://relay.example.org",
  "http://relay.example.org:3210.evil.example",
  "tauri://localhost.evil.example",
  "null",
  "",
])("%j is kept out", (origin) => {
  expect(isAllowedOrigin(ours, { origin, hosts })).toBe(false);
  expect(isAllowedOrigin(ours, { origin, hosts: [] })).toBe(false);
});

test.each([
  ["https://relay.example.org", "relay.example.org:443"],
  ["https://relay.example.org", "Relay.Example.ORG"],
  ["https://relay.example.org", "relay.example.org."],
  ["https://relay.example.org.", "relay.example.org"],
  ["http://relay.example.org", "relay.example.org:80"],
  ["http://relay.example.org:3210", "RELAY.example.org:3210"],
  ["https://xn--mnchen-3ya.example", "xn--mnchen-3ya.example:443"],
  ["http://[::1]:3210", "[0:0:0:0:0:0:0:1]:3210"],
  ["https://[2001:db8::a]", "[2001:DB8::A]:443"],
])("5.10 L5 the own page %s is let in where a proxy writes the host as %s", (origin, host) => {
  expect(isAllowedOrigin([], { origin, hosts: [host] })).toBe(true);
  expect(isAllowedOrigin([], { origin, hosts: ["inner:3210", host] })).toBe(true);
});

test.each([
  ["https://relay.example.org", "relay.example.org:80"],
  ["https://relay.example.org", "relay.example.org:8443"],
  ["http://relay.example.org", "relay.example.org:443"],
  ["https://evil.example", "evil.example@relay.example.org"],
  ["https://evil.example", "evil.example/"],
  ["https://relay.example.org", "me@relay.example.org"],
  ["https://relay.example.org", ""],
  ["null", "null"],
  ["file://", ""],
  ["tauri://relay.example.org", "relay.example.org"],
  ["https://relay.example.org/", "relay.example.org"],
])("5.10 L5 %s is not the own page of %j", (origin, host) => {
  expect(isAllowedOrigin([], { origin, hosts: [host] })).toBe(false);
});

test("5.10 L5 the app and listed pages are known in any case", () => {
  expect(isAllowedOrigin([], { origin: "TAURI://LOCALHOST", hosts })).toBe(true);
  expect(isAllowedOrigin([], { origin: "http://tauri.localhost:80", hosts })).toBe(true);
  expect(isAllowedOrigin(ours, { origin: "HTTPS://Chess.example.org:443", hosts })).toBe(true);
});
