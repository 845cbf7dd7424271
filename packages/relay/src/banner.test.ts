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

test.each([
  ["127.0.0.1", "127.0.0.1", "on this computer"],
  ["127.0.0.2", "127.0.0.2", "on this computer"],
  ["127.255.255.254", "127.255.255.254", "on this computer"],
  ["::1", "[::1]", "on this computer"],
  ["::ffff:127.0.0.1", "127.0.0.1", "on this computer"],
  ["192.0.2.2", "192.0.2.2", "from your network"],
  ["10.127.0.0", "10.127.0.0", "from your network"],
  ["::ffff:192.0.2.2", "192.0.2.2", "from your network"],
  ["fd00::127", "[fd00::127]", "from your network"],
  ["fe80::1%eth0", "[fe80::1%25eth0]", "from your network"],
])("5.8 a relay on %s is at %s, %s", (bound, host, reach) => {
  const address = { address: bound, family: "", port: 3210 };
  const lines = banner({ ...started, address }).split("\n");
  expect(lines).toContain(`    http://${host}:3210   ${reach}`);
  expect(lines).toContain(`    ws://${host}:3210   ${reach}`);
});

test.each(["::", "0.0.0.0", "::ffff:0.0.0.0"])("5.8 a relay on %s is everywhere", (bound) => {
  const text = banner({ ...started, address: { address: bound, port: 3210 } });
  expect(text).toMatch(/http:\/\/localhost:3210 +on this computer/);
  expect(text).not.toMatch(/0\.0\.0\.0|::/);
});
