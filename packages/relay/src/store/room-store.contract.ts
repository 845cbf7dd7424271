// What every store must do, whatever it keeps its rooms in: run by each store's own test file.

import type { RoomCode } from "@en-parlant/protocol";
import { drawRoomCode } from "@en-parlant/protocol";
import { beforeEach, describe, expect, test } from "vitest";
import { rebuild } from "../room/rebuild.ts";
import type { Room } from "../room/room.ts";
import { open } from "../room/seating.ts";
import type { Step } from "../room/step.ts";
import { refused, stepped } from "../room/step.ts";
import type { RoomStore } from "./room-store.ts";

/** Makes an empty store that draws its codes from the source. */
export type StoreFactory = (drawCode: () => RoomCode) => RoomStore;

const CONTEXT = { now: 1_000_000, graceMs: 90_000, closedGraceMs: 10_000, idleMs: 1_800_000 };

/** The code of six times the same character. */
export function codeNumber(number: number): RoomCode {
  return drawRoomCode(() => number);
}

/** A rule that opens a room at the place it is given. */
export function opening(place: { code: RoomCode; id: string }): Step {
  return open({ ...place, link: "host", name: "Ann", options: undefined }, CONTEXT);
}

/** A room as a ticket from elsewhere would have it. */
export function rebuilt(code: RoomCode, roomId: string): Room {
  const names = { white: "Ann" };
  const told = { names, options: undefined, joinerOptions: undefined };
  const said = { ...told, joined: false, issuedHere: false, isExpired: false, holder: "0000000a" };
  return rebuild({ roomId, code, color: "white", ...said }, CONTEXT);
}

/** The rule that ends a room. */
export const ending = (): Step => stepped(undefined);

/** The contract; `create` is called anew for every test. */
export function describeRoomStore(create: StoreFactory): void {
  const [first, second, third] = [codeNumber(0), codeNumber(1), codeNumber(2)];
  let draws: RoomCode[];
  let store: RoomStore;

  beforeEach(() => {
    draws = [first, second, third];
    store = create(() => draws.shift() ?? codeNumber(30));
  });

  describe("open", () => {
    test("G1 keeps the room that the rule makes at the place it is given", () => {
      const done = store.open(opening);
      expect(done).toMatchObject({ ok: true, room: { code: first, phase: "waiting" } });
      expect(store.peek(first)).toEqual(done.ok && done.room);
      expect([store.size, store.codes()]).toEqual([1, [first]]);
    });

    test("G2 draws again while a live room has the code", () => {
      store.open(opening);
      draws = [first, first, second];
      store.open(opening);
      expect([...store.codes()].sort()).toEqual([first, second]);
    });

    test("G2 a code is free again when its room has ended; the identity never is", () => {
      store.open(opening);
      const before = store.peek(first)?.id;
      store.change(first, ending);
      draws = [first];
      store.open(opening);
      expect(store.peek(first)?.id).toMatch(/^[0-9a-f]{16}$/);
      expect(store.peek(first)?.id).not.toBe(before);
    });

    test("a refusal keeps nothing, and passes through", () => {
      expect(store.open(() => refused("RELAY_FULL"))).toEqual({ ok: false, error: "RELAY_FULL" });
      expect([store.size, store.codes()]).toEqual([0, []]);
    });
  });

  describe("change", () => {
    const touched = (room: Room | undefined): Step => stepped(room && { ...room, activeAt: 7 });

    test("hands the rule the room, keeps what comes out, and leaves the others alone", () => {
      store.open(opening);
      store.open(opening);
      const untouched = store.peek(second);
      expect(store.change(first, touched)).toMatchObject({ ok: true, room: { activeAt: 7 } });
      expect(store.peek(first)?.activeAt).toBe(7);
      expect(store.peek(second)).toEqual(untouched);
    });

    test("gives back the step with its effects", () => {
      store.open(opening);
      const effects = [{ type: "unseated", link: "host" }] as const;
      const done = store.change(first, (room) => stepped(room, effects));
      expect(done).toMatchObject({ ok: true, effects });
    });

    test("G11 a step without a room ends it", () => {
      store.open(opening);
      expect(store.change(first, ending)).toEqual({ ok: true, room: undefined, effects: [] });
      expect(store.peek(first)).toBeUndefined();
      expect([store.size, store.codes()]).toEqual([0, []]);
    });

    test("a refusal changes nothing, and passes through", () => {
      store.open(opening);
      const before = store.peek(first);
      expect(store.change(first, () => refused("GAME_FULL"))).toMatchObject({ error: "GAME_FULL" });
      expect(store.peek(first)).toEqual(before);
    });

    test("a rule that throws changes nothing", () => {
      store.open(opening);
      const before = store.peek(first);
      const fault = () => {
        throw new Error("a fault in a rule");
      };
      expect(() => store.change(first, fault)).toThrow("a fault in a rule");
      expect(store.peek(first)).toEqual(before);
      expect(store.size).toBe(1);
    });

    test("where there is no room the rule gets none, and none comes about", () => {
      const seen: unknown[] = [];
      store.change(first, (room) => {
        seen.push(room);
        return stepped(room);
      });
      expect(seen).toEqual([undefined]);
      expect(store.size).toBe(0);
    });

    test("S7 a rule may make a room where there was none", () => {
      const room = rebuilt(third, "0123456789abcdef");
      store.change(third, () => stepped(room));
      expect(store.peek(third)).toEqual(room);
      expect([store.size, store.codes()]).toEqual([1, [third]]);
    });
  });

  describe("what it remembers", () => {
    test("S8 a room that was rebuilt here and has ended, and no other", () => {
      store.change(first, () => stepped(rebuilt(first, "00000000000000aa")));
      store.change(second, () => stepped(rebuilt(second, "00000000000000bb")));
      expect(store.hasEnded("00000000000000aa")).toBe(false);
      store.change(first, ending);
      expect(store.hasEnded("00000000000000aa")).toBe(true);
      expect(store.hasEnded("00000000000000bb")).toBe(false);
      expect(store.hasEnded("00000000000000cc")).toBe(false);
    });

    test("S8 an ending that was refused is none", () => {
      store.change(first, () => stepped(rebuilt(first, "00000000000000aa")));
      store.change(first, () => refused("SEAT_LOST"));
      expect(store.hasEnded("00000000000000aa")).toBe(false);
    });

    test("S4 it has one name, of the form that tickets carry", () => {
      expect(store.issuer).toMatch(/^[0-9a-f]{16}$/);
      expect(store.issuer).toBe(store.issuer);
    });

    test("I1 rooms may end while the codes are gone through", () => {
      for (let i = 0; i < 3; i += 1) store.open(opening);
      const seen: RoomCode[] = [];
      for (const code of store.codes()) {
        seen.push(code);
        store.change(code, ending);
      }
      expect(seen.sort()).toEqual([first, second, third]);
      expect(store.size).toBe(0);
    });
  });
}
