// How many connections may be open, in all and from one address (design, section 7).

import { expect, test } from "vitest";
import { createConnectionCount } from "./connection-count.ts";

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
