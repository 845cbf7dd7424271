// What a seat's record survives: a reload, a storage that is full, forbidden, damaged or somebody else's.

import { afterEach, expect, test, vi } from "vitest";
import type { SeatRecord } from "./seat-record.ts";
import type { SeatStorage } from "./seat-storage.ts";
import { SeatMemory } from "./seat-storage.ts";

const record: SeatRecord = {
  seat: { code: "AB-CD-EF", color: "black", name: "Ann", joined: true, peerName: "Bob" },
  place: { seq: 12, ticket: "secret.ticket", seen: { white: 4, black: 3 } },
  number: 3,
  sent: [{ n: 3, after: 4, event: "game_move", payload: { uci: "e7e5" }, confirmed: false }],
  history: [{ event: "game_move", payload: { uci: "e2e4", whiteTime: 1 }, mine: false, at: 1 }],
};
const held = { record };

/** A storage in memory that counts what is written. */
class Drawer implements SeatStorage {
  readonly items = new Map<string, string>();
  writes = 0;

  getItem(key: string): string | null {
    return this.items.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.writes += 1;
    this.items.set(key, value);
  }

  removeItem(key: string): void {
    this.items.delete(key);
  }
}

/** A storage of which nothing works. */
const forbidden: SeatStorage = {
  getItem: () => fail(),
  setItem: () => fail(),
  removeItem: () => fail(),
};

function fail(): never {
  throw new DOMException("The operation is insecure.", "SecurityError");
}

afterEach(() => void vi.unstubAllGlobals());

test("what one life of the program kept, the next one has", () => {
  const drawer = new Drawer();
  new SeatMemory(drawer, "seat").keepNow(held);
  expect(new SeatMemory(drawer, "seat").load()).toMatchObject(record);
});

test("two keys are two seats", () => {
  const drawer = new Drawer();
  new SeatMemory(drawer, "one").keepNow(held);
  expect(new SeatMemory(drawer, "two").load()).toBeUndefined();
});

test("a seat that was given up is not there any more", () => {
  const drawer = new Drawer();
  const memory = new SeatMemory(drawer, "seat");
  memory.keepNow(held);
  memory.clear();
  expect(memory.load()).toBeUndefined();
  expect(drawer.items.size).toBe(0);
});

test("all that happens in one turn is written once, as it stands at its end", async () => {
  const drawer = new Drawer();
  const memory = new SeatMemory(drawer, "seat");
  const growing = { record: { ...record, number: 3 } };
  memory.keep(growing);
  memory.keep(growing);
  growing.record.number = 4;
  memory.keep(growing);
  expect(drawer.writes).toBe(0);
  await Promise.resolve();
  expect(drawer.writes).toBe(1);
  expect(memory.load()?.number).toBe(4);
  memory.keep(growing);
  await Promise.resolve();
  expect(drawer.writes).toBe(2);
});

test("a seat given up in the same turn is not written after all", async () => {
  const drawer = new Drawer();
  const memory = new SeatMemory(drawer, "seat");
  memory.keep(held);
  memory.clear();
  await Promise.resolve();
  expect(drawer.items.size).toBe(0);
});

test("what is written at once is not written again at the turn's end", async () => {
  const drawer = new Drawer();
  const memory = new SeatMemory(drawer, "seat");
  memory.keep(held);
  memory.keepNow(held);
  await Promise.resolve();
  expect(drawer.writes).toBe(1);
});

test("a seat that no relay would give back is not written", () => {
  const drawer = new Drawer();
  new SeatMemory(drawer, "seat").keepNow({ record: undefined });
  expect(drawer.writes).toBe(0);
});

test.each([
  ["nothing", undefined],
  ["half a record", '{"version":1,"seat":{"co'],
  ["no JSON at all", "hello"],
  ["nothing in JSON", "null"],
  ["a number", "7"],
  ["a record without a version", JSON.stringify(record)],
  ["a record of another version", JSON.stringify({ ...record, version: 2 })],
])("a storage that holds %s holds no seat", (_, text) => {
  const drawer = new Drawer();
  if (text !== undefined) drawer.setItem("seat", text);
  expect(new SeatMemory(drawer, "seat").load()).toBeUndefined();
});

test("a storage that throws costs the return after a reload and nothing else", () => {
  const memory = new SeatMemory(forbidden, "seat");
  expect(() => {
    memory.keepNow(held);
    memory.clear();
  }).not.toThrow();
  expect(memory.load()).toBeUndefined();
});

test("in a browser the tab's own storage is the default", () => {
  const drawer = new Drawer();
  vi.stubGlobal("sessionStorage", drawer);
  new SeatMemory(undefined, "seat").keepNow(held);
  expect([...drawer.items.keys()]).toEqual(["seat"]);
});

test("`null` is no storage, in a browser too", () => {
  const drawer = new Drawer();
  vi.stubGlobal("sessionStorage", drawer);
  const memory = new SeatMemory(null, "seat");
  memory.keepNow(held);
  expect(drawer.items.size).toBe(0);
  expect(memory.load()).toBeUndefined();
});

test("where reading the tab's storage is forbidden there is none", () => {
  const original = Object.getOwnPropertyDescriptor(globalThis, "sessionStorage");
  Object.defineProperty(globalThis, "sessionStorage", { configurable: true, get: fail });
  const memory = new SeatMemory(undefined, "seat");
  if (original) Object.defineProperty(globalThis, "sessionStorage", original);
  else Reflect.deleteProperty(globalThis, "sessionStorage");
  memory.keepNow(held);
  expect(memory.load()).toBeUndefined();
});
