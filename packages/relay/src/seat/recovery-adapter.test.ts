// What a returning client is given, and what it is not (rules S2, S5, S6).

import type { ServerOptions } from "socket.io";
import { Server } from "socket.io";
import { Adapter } from "socket.io-adapter";
import { beforeEach, expect, test, vi } from "vitest";
import { withSeatRecovery } from "./recovery-adapter.ts";

const PID = "private-session-id-0";
const SEAT = { color: "white" };

let ids: string[];
let asked: string[];
let adapter: Adapter;

beforeEach(() => {
  ids = ["sid1", "sid2", "sid3"];
  asked = [];
  const restore = (offset: string) => {
    asked.push(offset);
    return offset === "good" ? SEAT : undefined;
  };
  const recovering = withSeatRecovery(Adapter, restore, () => ids.shift() ?? "");
  const io = new Server({ adapter: recovering } as Partial<ServerOptions>);
  adapter = io.of("/").adapter;
});

test("S2 a good offset gives the session back under the same pid, with what was found", async () => {
  expect(await adapter.restoreSession(PID, "good")).toEqual({
    sid: expect.any(String),
    pid: PID,
    rooms: [],
    data: { restored: SEAT },
    missedPackets: [],
  });
  expect(asked).toEqual(["good"]);
});

test("S6 every resume gets a new session id, so that the zombie's end does not end its successor", async () => {
  const sids = [
    (await adapter.restoreSession(PID, "good")).sid,
    (await adapter.restoreSession(PID, "good")).sid,
  ];
  expect(new Set(sids).size).toBe(2);
  expect(sids).not.toContain(PID);
});

test("S5 an offset that is not good gives nothing: a plain connection", async () => {
  expect(await adapter.restoreSession(PID, "forged")).toBeNull();
});

test("S2 only the offset counts, not which pid comes with it", async () => {
  expect(await adapter.restoreSession("", "good")).toMatchObject({ pid: "" });
  expect(await adapter.restoreSession("x".repeat(64), "good")).toMatchObject({ sid: "sid2" });
});

test("S5 a pid too long to be ours is not given back, and its offset not even read", async () => {
  expect(await adapter.restoreSession("x".repeat(65), "good")).toBeNull();
  expect(asked).toEqual([]);
});

test("nothing is kept of a session that ends", () => {
  const persist = vi.spyOn(Adapter.prototype, "persistSession");
  adapter.persistSession({ sid: "s", pid: PID, rooms: [], data: {} });
  expect(persist).not.toHaveBeenCalled();
  persist.mockRestore();
});

test("everything else is left to the adapter below", async () => {
  expect(adapter).toBeInstanceOf(Adapter);
  await adapter.addAll("socket", new Set(["somewhere"]));
  expect(adapter.rooms.get("somewhere")).toEqual(new Set(["socket"]));
});
