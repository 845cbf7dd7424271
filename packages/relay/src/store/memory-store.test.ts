// The memory store keeps the contract of every store, and its own memory small.

import { randomBytes } from "node:crypto";
import type { RoomCode } from "@en-parlant/protocol";
import { describe, expect, test } from "vitest";
import { stepped } from "../room/step.ts";
import { createMemoryStore } from "./memory-store.ts";
import { codeNumber, describeRoomStore, ending, opening, rebuilt } from "./room-store.contract.ts";

const drawId = () => randomBytes(8).toString("hex");
const create = (drawCode: () => RoomCode) => createMemoryStore({ drawCode, drawId });
const code = codeNumber(0);

describe("the contract", () => describeRoomStore(create));

test("S8 every process has its own name", () => {
  expect(create(() => code).issuer).not.toBe(create(() => code).issuer);
});

test("S8 a room opened here is remembered too: another process may have issued tickets for its fork", () => {
  const store = create(() => code);
  store.open(opening);
  const id = store.peek(code)?.id ?? "";
  store.change(code, ending);
  expect(store.hasEnded(id)).toBe(true);
});

test("S8 the newest 10,000 endings are remembered, so that the memory has an end", () => {
  const store = create(() => code);
  const id = (number: number) => number.toString(16).padStart(16, "0");
  for (let number = 0; number <= 10_000; number += 1) {
    store.change(code, () => stepped(rebuilt(code, id(number))));
    store.change(code, ending);
  }
  expect(store.hasEnded(id(0))).toBe(false);
  expect(store.hasEnded(id(1))).toBe(true);
  expect(store.hasEnded(id(10_000))).toBe(true);
});
