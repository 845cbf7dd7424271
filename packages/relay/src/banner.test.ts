// What is printed on a terminal at start.

import { expect, test } from "vitest";
import { banner } from "./banner.ts";

const started = { version: "1.2.3", web: true };

test("where to play in a browser, and what to paste into the app, on this computer first", () => {
  const address = { address: "::", family: "IPv6", port: 3210 };
  const lines = banner({ ...started, address }).split("\n");
  expect(lines).toContain("  En Parlant~ relay 1.2.3");
  const after = (heading: string) => lines[lines.indexOf(heading) + 1];
  expect(after("  Play in a browser:")).toMatch(/^ {4}http:\/\/localhost:3210 +on this computer$/);
  expect(after("  Relay URL for the app's settings:")).toMatch(/^ {4}ws:\/\/localhost:3210 /);
});

test("a relay on one address names no other, and one without the page no page", () => {
  const address = { address: "::1", family: "IPv6", port: 80 };
  const text = banner({ ...started, address, web: false });
  expect(text.match(/\w+:\/\/\S+/g)).toEqual(["ws://[::1]:80"]);
});
