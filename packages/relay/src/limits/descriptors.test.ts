// How many connections fit into the descriptors, with room for what is no player.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { connectionLimits, descriptorLimit, descriptorsFor } from "./descriptors.ts";

test("5.9 enough descriptors change nothing, nor does a system that does not tell", () => {
  expect(connectionLimits(15_000, 65_536).all).toBe(15_000);
  expect(connectionLimits(15_000, undefined)).toEqual({
    all: 15_000,
    open: Number.POSITIVE_INFINITY,
    sockets: Number.POSITIVE_INFINITY,
  });
});

test.each([40, 64, 100, 256, 1024, 4096])(
  "5.9 with %i descriptors players leave room for the refused, and both for a health check",
  (descriptors) => {
    const { all, open, sockets } = connectionLimits(15_000, descriptors);
    expect(all).toBeGreaterThan(0);
    expect(all).toBeLessThanOrEqual(open);
    expect(open).toBeLessThan(sockets);
    expect(sockets).toBeLessThan(descriptors);
  },
);

test("5.9 what a number of connections is said to need is enough for it", () => {
  for (const wanted of [1, 100, 15_000, 99_999]) {
    expect(connectionLimits(wanted, descriptorsFor(wanted)).all).toBe(wanted);
  }
});

test("5.9 the limit is read where the system tells it, and is unknown elsewhere", () => {
  const folder = mkdtempSync(join(tmpdir(), "en-parlant-limits-"));
  const file = join(folder, "limits");
  const told = (soft: string) => {
    writeFileSync(
      file,
      `Max processes 1 2 processes\nMax open files            ${soft} 4096 files\n`,
    );
    return descriptorLimit(file);
  };
  expect(told("1024      ")).toBe(1024);
  expect(told("unlimited ")).toBeUndefined();
  expect(descriptorLimit(join(folder, "nothing"))).toBeUndefined();
  rmSync(folder, { recursive: true });
});
