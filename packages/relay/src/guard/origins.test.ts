// Which pages may talk to the relay (design, sections 6 and 7).

import { expect, test } from "vitest";
import { isAllowedOrigin } from "./origins.ts";

const host = "relay.example.org:3210";
const ours = ["https://chess.example.org", "http://localhost:5173"];

test("`*` lets every page in", () => {
  expect(isAllowedOrigin("*", { origin: "https://evil.example", host })).toBe(true);
});

test("a program, which has no origin, is always let in", () => {
  expect(isAllowedOrigin([], { origin: undefined, host })).toBe(true);
});

test.each(["tauri://localhost", "http://tauri.localhost", "https://tauri.localhost"])(
  "the released app's page %s is always let in",
  (origin) => {
    expect(isAllowedOrigin([], { origin, host })).toBe(true);
  },
);

test.each(["http://relay.example.org:3210", "https://relay.example.org:3210"])(
  "the relay's own page %s is always let in",
  (origin) => {
    expect(isAllowedOrigin([], { origin, host })).toBe(true);
  },
);

test.each(ours)("%s is let in where it is listed, and nowhere else", (origin) => {
  expect(isAllowedOrigin(ours, { origin, host })).toBe(true);
  expect(isAllowedOrigin(["https://other.example"], { origin, host })).toBe(false);
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
  expect(isAllowedOrigin(ours, { origin, host })).toBe(false);
  expect(isAllowedOrigin(ours, { origin, host: undefined })).toBe(false);
});
