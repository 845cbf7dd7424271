// By which name a request came: what proxies say counts as far as they are trusted.

import { expect, test } from "vitest";
import { publicNameReader } from "./public-name.ts";

const outer = "relay.example.org";

/** A connection from that address, and what its request says of names. */
function request(headers: Record<string, string>, peer = "127.0.0.1"): [string, Headers] {
  return [peer, new Headers({ host: "inner:3210", ...headers })];
}

test("5.10 without a trusted proxy only Host counts", () => {
  const forged = request({ "x-forwarded-host": outer, "x-forwarded-proto": "https" });
  expect(publicNameReader(0)(...forged)).toEqual({ scheme: "http", hosts: ["inner:3210"] });
  const stranger = request({ "x-forwarded-host": outer }, "192.0.2.1");
  expect(publicNameReader(["loopback"])(...stranger).hosts).toEqual(["inner:3210"]);
});

test("5.10 one proxy is believed for what it wrote, not for what it passed on", () => {
  for (const trusted of [1, ["loopback"], ["127.0.0.0/8"]]) {
    const nameOf = publicNameReader(trusted);
    const told = { "x-forwarded-host": outer, "x-forwarded-proto": "HTTPS" };
    expect(nameOf(...request(told))).toEqual({ scheme: "https", hosts: [outer, "inner:3210"] });
    const appended = {
      "x-forwarded-host": `evil.example, ${outer}`,
      "x-forwarded-proto": "https, http",
    };
    expect(nameOf(...request(appended))).toEqual({ scheme: "http", hosts: [outer, "inner:3210"] });
  }
});

test("5.10 of several proxies each has its word, the outermost first", () => {
  const headers = {
    "x-forwarded-for": "203.0.113.5, 10.0.0.1",
    "x-forwarded-host": `evil.example, ${outer}, middle`,
    "x-forwarded-proto": "http, https, http",
  };
  const hosts = [outer, "middle", "inner:3210"];
  for (const trusted of [2, ["loopback", "10.0.0.0/8"]]) {
    expect(publicNameReader(trusted)(...request(headers))).toEqual({ scheme: "https", hosts });
  }
  // None of them writes an address, …
  const named = { "x-forwarded-host": `evil.example, ${outer}, middle` };
  expect(publicNameReader(2)(...request(named)).hosts).toEqual(hosts);
  // … and only one of the two writes a name.
  const once = request({ ...headers, "x-forwarded-host": outer });
  expect(publicNameReader(2)(...once).hosts).toEqual([outer, "inner:3210"]);
});

test("5.10 a request may have no name, and a connection no address any more", () => {
  for (const trusted of [0, 1, ["loopback"]]) {
    expect(publicNameReader(trusted)("", new Headers()).hosts).toEqual([]);
    expect(publicNameReader(trusted)("", new Headers({ host: " " })).hosts).toEqual([]);
  }
});

test("5.10 Host is one name, whatever it is made of", () => {
  const [peer, headers] = request({ host: "relay.example.org, evil.example" });
  expect(publicNameReader(0)(peer, headers).hosts).toEqual(["relay.example.org, evil.example"]);
});
