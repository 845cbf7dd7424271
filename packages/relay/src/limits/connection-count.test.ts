// How many connections may be open, in all and from one address (design, section 7).

import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { createConnectionCount } from "./connection-count.ts";
import { networksOf } from "./networks.ts";

const counted = (limits: { all: number; perAddress: number }) =>
  createConnectionCount({ open: Infinity, ...limits });

test("connections up to both limits pass", () => {
  const count = counted({ all: 3, perAddress: 2 });
  expect(["a", "a", "b"].map((address) => count.add(address))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test("L4 one too many from an address is refused, and only from that one", () => {
  const count = counted({ all: 10, perAddress: 2 });
  count.add("a");
  count.add("a");
  expect(count.add("a")).toBe("TOO_MANY_CONNECTIONS");
  expect(count.add("b")).toBeUndefined();
});

test("L4 one too many in all is refused, wherever it comes from", () => {
  const count = counted({ all: 2, perAddress: 2 });
  count.add("a");
  count.add("b");
  expect(count.add("c")).toBe("RELAY_FULL");
});

test("a connection that ends makes room for another", () => {
  const count = counted({ all: 2, perAddress: 1 });
  count.add("a");
  count.add("b");
  count.remove("a");
  expect(count.add("a")).toBeUndefined();
});

test("L4 what an address has too many does not keep others out", () => {
  const count = counted({ all: 2, perAddress: 1 });
  for (let each = 0; each < 5; each += 1) count.add("a");
  expect(count.add("b")).toBeUndefined();
  for (let each = 0; each < 5; each += 1) count.remove("a");
  count.remove("b");
  expect(["a", "b", "c"].map((address) => count.add(address))).toEqual([
    undefined,
    undefined,
    "RELAY_FULL",
  ]);
});

test("a refused connection counts for its address until it ends, for it is there", () => {
  const count = counted({ all: 10, perAddress: 1 });
  count.add("a");
  expect(count.add("a")).toBe("TOO_MANY_CONNECTIONS");
  count.remove("a");
  expect(count.add("a")).toBe("TOO_MANY_CONNECTIONS");
  count.remove("a");
  count.remove("a");
  expect(count.add("a")).toBeUndefined();
});

test("L4 twice its limit is a flood", () => {
  const count = counted({ all: 10, perAddress: 2 });
  for (let each = 0; each < 3; each += 1) count.add("a");
  expect(count.isFlooding("a")).toBe(false);
  count.add("a");
  expect(count.isFlooding("a")).toBe(true);
  expect(count.isFlooding("b")).toBe(false);
});

test("5.9 L4 refused ones take a descriptor like any other, until they end", () => {
  const count = createConnectionCount({ all: 1, open: 3, perAddress: 1 });
  expect(["a", "a"].map((address) => count.add(address))).toEqual([
    undefined,
    "TOO_MANY_CONNECTIONS",
  ]);
  expect(count.isExhausted()).toBe(false);
  expect(count.add("b")).toBe("RELAY_FULL");
  expect(count.isExhausted()).toBe(true);
  count.remove("a");
  expect(count.isExhausted()).toBe(false);
});

/** As limits count it: the /64 of that number in a /48. */
const inOneNetwork = (number: number) => `2001:db8:1:${number.toString(16)}::/64`;

test("L7 a /56 has four times the connections of an address, and twice that is a flood", () => {
  const count = counted({ all: 1_000, perAddress: 2 });
  const add = (number: number) => count.add(inOneNetwork(number));
  for (let each = 0; each < 8; each += 1) expect(add(each)).toBeUndefined();
  for (let each = 8; each < 16; each += 1) {
    expect(count.isFlooding(inOneNetwork(each))).toBe(false);
    expect(add(each)).toBe("TOO_MANY_CONNECTIONS");
  }
  expect(count.isFlooding(inOneNetwork(16))).toBe(true);
  expect(count.isFlooding(inOneNetwork(0x100))).toBe(false);
  expect(add(0x100)).toBeUndefined();
});

test("L7 a /48 has sixteen times as many, and keeps no other network out", () => {
  const count = counted({ all: 17 * 2, perAddress: 2 });
  const outcomes = Array.from({ length: 200 }, (_, each) => count.add(inOneNetwork(each * 64)));
  expect(outcomes.filter((outcome) => outcome === undefined)).toHaveLength(16 * 2);
  expect(new Set(outcomes)).toEqual(new Set([undefined, "TOO_MANY_CONNECTIONS"]));
  expect(count.add("2001:db8:2:0::/64")).toBeUndefined();
  expect(count.add("192.0.2.1")).toBeUndefined();
  expect(count.add("192.0.2.1")).toBe("RELAY_FULL");
});

test("whoever has no connection left is forgotten, with its networks", () => {
  const count = counted({ all: 9, perAddress: 2 });
  const forgotten = vi.spyOn(Map.prototype, "delete");
  for (let each = 0; each < 2; each += 1) count.add(inOneNetwork(1));
  count.remove(inOneNetwork(1));
  expect(forgotten).not.toHaveBeenCalled();
  count.remove(inOneNetwork(1));
  expect(forgotten).toHaveBeenCalledTimes(3);
  forgotten.mockRestore();
});

/** How many of these connections count in all: of each network no more than it may have. */
function inAll(addresses: readonly string[], perAddress: number): number {
  let counting = [...addresses];
  for (const level of [0, 1, 2]) {
    const seen = new Map<string, number>();
    counting = counting.filter((address) => {
      const { network, share } = networksOf(address)[level] ?? { network: "", share: Infinity };
      const here = (seen.get(network) ?? 0) + 1;
      seen.set(network, here);
      return network === "" || here <= share * perAddress;
    });
  }
  return counting.length;
}

test("L7 whoever comes and goes in whatever order, what is left counts as if nobody else had been there", () => {
  const numbers = [0, 1, 2, 0x100, 0x101, 0x200, 0x300, 0x400, 0x500];
  const address = fc.constantFrom("192.0.2.1", "192.0.2.2", ...numbers.map(inOneNetwork));
  const steps = fc.array(fc.tuple(fc.boolean(), address), { maxLength: 120 });
  const play = (moves: [isComing: boolean, address: string][]) => {
    const count = counted({ all: 20, perAddress: 1 });
    const here: string[] = [];
    for (const [isComing, from] of moves) {
      if (isComing) {
        const before = inAll(here, 1);
        here.push(from);
        const after = inAll(here, 1);
        const wanted = after === before ? "TOO_MANY_CONNECTIONS" : undefined;
        expect(count.add(from)).toBe(after > 20 ? "RELAY_FULL" : wanted);
      } else if (here.includes(from)) {
        here.splice(here.indexOf(from), 1);
        count.remove(from);
      }
    }
  };
  fc.assert(fc.property(steps, play), { numRuns: 300, seed: 19 });
});
