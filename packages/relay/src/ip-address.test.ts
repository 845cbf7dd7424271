// What is read as an address, and which addresses a network holds.

import { describe, expect, test } from "vitest";
import { isWithin, readIpAddress, readNetworks } from "./ip-address.ts";

test.each([
  ["203.0.113.5", "203.0.113.5"],
  ["2001:DB8:0:0::1", "2001:db8::1"],
  ["::ffff:203.0.113.5", "203.0.113.5"],
  ["::ffff:cb00:7105", "203.0.113.5"],
  ["fe80::1%eth0", "fe80::1"],
  ["fe80::1%br-lan.7", "fe80::1"],
  ["::ffff:127.0.0.1%lo", "127.0.0.1"],
])("%s is the address %s", (text, address) => {
  expect(readIpAddress(text)?.toString()).toBe(address);
});

test.each([
  ...["", " ", "localhost", "10.0.0", "10.1", "167772161", "010.0.0.1", "0x0a.0.0.1", "256.0.0.1"],
  ...["10.0.0.1 ", "10.0.0.1:80", "10.0.0.1%eth0", "[::1]", "::1::", "1:2:3:4:5:6:7", "::g", "%"],
  ...["1".repeat(5_000), ":".repeat(5_000), "f:".repeat(5_000)],
])("%j is none", (text) => {
  expect(readIpAddress(text)).toBeUndefined();
});

describe("a network", () => {
  test.each([
    ["10.0.0.0/8", "10.255.255.255", "11.0.0.0"],
    ["10.0.0.7/8", "10.200.0.0", "9.255.255.255"],
    ["192.0.2.1", "192.0.2.1", "192.0.2.2"],
    ["192.0.2.128/25", "192.0.2.255", "192.0.2.127"],
    ["2001:db8::/33", "2001:db8:7fff::1", "2001:db8:8000::"],
    ["::1", "::1", "::2"],
    ["fe80::%eth0/10", "febf::1%eth1", "fec0::1"],
    ["::ffff:10.0.0.0/104", "10.9.9.9", "11.0.0.0"],
    ["::ffff:10.0.0.1", "10.0.0.1", "10.0.0.2"],
    ["10.0.0.0/8", "::ffff:10.1.1.1", "a00::1"],
    ["a00::/8", "a00::1", "10.0.0.1"],
    ["loopback", "127.9.9.9", "128.0.0.1"],
    ["loopback", "::1", "::2"],
    ["linklocal", "169.254.1.1", "169.253.1.1"],
    ["linklocal", "fe80::1%eth0", "fec0::1"],
    ["uniquelocal", "172.31.0.1", "172.32.0.1"],
    ["uniquelocal", "192.168.7.7", "192.169.0.1"],
    ["uniquelocal", "10.0.0.1", "11.0.0.1"],
    ["uniquelocal", "fdff::1", "fe00::1"],
  ])("%s holds %s and not %s", (network, inside, outside) => {
    const holds = (text: string) => {
      const address = readIpAddress(text);
      return address && readNetworks(network)?.some((each) => isWithin(address, each));
    };
    expect([holds(inside), holds(outside)]).toEqual([true, false]);
  });

  test.each([
    ...["", "/", "/8", "10.0.0.0/", "10.0.0.0/0", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8"],
    ...["10.0.0.0/8/8", "10.0.0/8", "10.0.0.0/255.0.0.0", "::/0", "::/129", "::ffff:10.0.0.0/96"],
    ...["::ffff:10.0.0.0/8", "loopback/8", "Loopback", "toString", "__proto__"],
  ])("%j is none", (text) => {
    expect(readNetworks(text)).toBeUndefined();
  });
});
