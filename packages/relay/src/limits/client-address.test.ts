// Whose connection it is: behind which proxies a forwarded address is believed, and how IPv6 is counted.

import { describe, expect, test } from "vitest";
import { byNetwork, clientAddressReader } from "./client-address.ts";

/** A connection from that address, and what its request says of others. */
function request(peer: string, forwardedFor?: string): [peer: string, headers: Headers] {
  return [peer, new Headers(forwardedFor === undefined ? {} : { "x-forwarded-for": forwardedFor })];
}

describe("without a proxy", () => {
  const read = clientAddressReader(0);

  test("the address is the one that connected", () => {
    expect(read(...request("203.0.113.5"))).toBe("203.0.113.5");
  });

  test.each(["198.51.100.1", "127.0.0.1", "198.51.100.1, 127.0.0.1", "", "nonsense"])(
    "a forged X-Forwarded-For is ignored: %j",
    (forged) => {
      expect(read(...request("203.0.113.5", forged))).toBe("203.0.113.5");
      expect(read(...request("127.0.0.1", forged))).toBe("127.0.0.1");
    },
  );

  test("a connection that is already gone has an address too", () => {
    expect(read(...request(""))).toBe("");
  });
});

describe("behind a number of proxies", () => {
  test("one: what that proxy appended counts, not what the client had written before", () => {
    const read = clientAddressReader(1);
    expect(read(...request("10.0.0.2", "203.0.113.5"))).toBe("203.0.113.5");
    expect(read(...request("10.0.0.2", "198.51.100.1, 203.0.113.5"))).toBe("203.0.113.5");
  });

  test("two: the last but one", () => {
    const read = clientAddressReader(2);
    const chain = "198.51.100.1, 203.0.113.5, 10.0.0.1";
    expect(read(...request("10.0.0.2", chain))).toBe("203.0.113.5");
  });

  test("fewer than there should be: the outermost that is known", () => {
    expect(clientAddressReader(3)(...request("10.0.0.2", "203.0.113.5"))).toBe("203.0.113.5");
  });

  test("a list written on several lines, or with gaps, is one list", () => {
    const [peer, headers] = request("10.0.0.2", "198.51.100.1");
    headers.append("x-forwarded-for", "203.0.113.5 ,, ");
    expect(clientAddressReader(1)(peer, headers)).toBe("203.0.113.5");
    expect(clientAddressReader(2)(peer, headers)).toBe("198.51.100.1");
  });

  test("a request that came past the proxies counts by its own address", () => {
    expect(clientAddressReader(2)(...request("203.0.113.5"))).toBe("203.0.113.5");
  });
});

describe("behind named proxies", () => {
  const read = clientAddressReader(["loopback", "10.0.0.0/8", "2001:db8:1::/48"]);

  test.each(["127.0.0.1", "::1", "::ffff:127.0.0.1", "10.200.3.4", "2001:db8:1:9::7"])(
    "%s is believed",
    (proxy) => {
      expect(read(...request(proxy, "203.0.113.5"))).toBe("203.0.113.5");
    },
  );

  test.each(["11.0.0.1", "203.0.113.9"])("%s is not believed", (stranger) => {
    expect(read(...request(stranger, "198.51.100.1"))).toBe(stranger);
  });

  test("the client is the last address that is no proxy of ours", () => {
    const chain = "198.51.100.1, 203.0.113.5, 10.0.0.1";
    expect(read(...request("127.0.0.1", chain))).toBe("203.0.113.5");
  });

  test("where all are ours, the outermost of them is the client", () => {
    expect(read(...request("127.0.0.1", "10.0.0.9, 10.0.0.1"))).toBe("10.0.0.9");
  });

  test("a proxy is known whatever port stands behind it, and by whichever interface", () => {
    const chain = "203.0.113.5, [2001:db8:1::7%eth0]:443, 10.0.0.1:5678, ::ffff:10.0.0.2";
    expect(read(...request("127.0.0.1", chain))).toBe("203.0.113.5");
  });

  test.each([
    "unknown",
    "_hidden",
    "10.0.0",
    "0x0a.0.0.1",
    "[::1",
    "10.0.0.1/8",
    "::1::",
    "%",
    ":80",
  ])("what is no address is no proxy of ours, and not looked behind: %s", (written) => {
    expect(read(...request("127.0.0.1", `198.51.100.1, ${written}`))).toBe(written);
  });
});

describe("what limits count by", () => {
  test.each([
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:db8:1:2::1", "2001:db8:1:2::/64"],
    ["2001:DB8:1:2::ffff", "2001:db8:1:2::/64"],
    ["2001:0db8:0001:0002:ffff::", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["2001:db8:0:0:1::", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["fe80::1%eth0.100", "fe80:0:0:0::/64"],
  ])("IPv6 %s is counted as %s", (address, network) => {
    expect(byNetwork(address)).toBe(network);
  });

  test("neighbouring /64 networks are counted apart", () => {
    expect(byNetwork("2001:db8:1:2::1")).not.toBe(byNetwork("2001:db8:1:3::1"));
  });

  test.each(["::ffff:203.0.113.5", "::FFFF:203.0.113.5"])("IPv4 mapped: %s is IPv4", (address) => {
    expect(byNetwork(address)).toBe("203.0.113.5");
    expect(clientAddressReader(0)(...request(address))).toBe("203.0.113.5");
  });

  test("a forwarded IPv6 address is counted by its /64 as well", () => {
    const read = clientAddressReader(1);
    expect(read(...request("::1", "2001:db8:1:2::9"))).toBe("2001:db8:1:2::/64");
  });

  test("IPv4 mapped in hexadecimal is IPv4 too", () => {
    expect(byNetwork("::ffff:cb00:7105")).toBe("203.0.113.5");
  });

  test("whatever else a proxy may write stays as it is, but no longer than an address", () => {
    expect(byNetwork("unknown")).toBe("unknown");
    expect(byNetwork("x".repeat(10_000))).toHaveLength(45);
  });
});

test.each([
  ["192.0.2.7:5678", "192.0.2.7"],
  ["[2001:db8:0:1::7]:5678", "2001:db8:0:1::/64"],
  ["[2001:db8:0:1::7]", "2001:db8:0:1::/64"],
])("a port behind the address does not count: %s", (written, counted) => {
  expect(byNetwork(written)).toBe(counted);
});
