// For which networks an address counts.

import { expect, test } from "vitest";
import { byNetwork } from "./client-address.ts";
import { networksOf } from "./networks.ts";

const counted = (address: string) =>
  networksOf(byNetwork(address)).map(({ network, share }) => [network, share]);

test("L7 an IPv6 address counts for its /64, its /56 and its /48", () => {
  expect(counted("2001:db8:1:2f3::7")).toEqual([
    ["2001:db8:1:2f3::/64", 1],
    ["2001:db8:1:200::/56", 4],
    ["2001:db8:1:0::/48", 16],
  ]);
  expect(counted("::1")).toEqual([
    ["0:0:0:0::/64", 1],
    ["0:0:0:0::/56", 4],
    ["0:0:0:0::/48", 16],
  ]);
});

test.each([
  "203.0.113.5",
  "::ffff:203.0.113.5",
  "unknown",
  "",
  "[::/64",
  "x::/64",
  "::/64",
  "a:b:c:zz::/64",
  "a:b:c:d:e::/64",
  "a:b:c:d::/64x",
])("L7 %j counts for itself alone", (address) => {
  expect(counted(address)).toEqual([[byNetwork(address), 1]]);
});

test("L7 neighbours share what they have in common, and nothing else", () => {
  const shared = (one: string, other: string) =>
    counted(one)
      .map(([network]) => network)
      .filter((network) => counted(other).some(([its]) => its === network));
  expect(shared("2001:db8:1:2ff::1", "2001:db8:1:2ff:9::")).toHaveLength(3);
  expect(shared("2001:db8:1:2ff::1", "2001:db8:1:200::1")).toHaveLength(2);
  expect(shared("2001:db8:1:2ff::1", "2001:db8:1:300::1")).toHaveLength(1);
  expect(shared("2001:db8:1:2ff::1", "2001:db8:2:2ff::1")).toHaveLength(0);
});
