// Rooms in this process's memory: the default store.

import type { RoomCode } from "@en-parlant/protocol";
import type { Room } from "../room/room.ts";
import type { Step } from "../room/step.ts";
import type { RoomStore } from "./room-store.ts";

/** What the store cannot make itself without a source of randomness. */
export interface Chance {
  readonly drawCode: () => RoomCode;
  readonly drawId: () => string;
}

/** How many ended rooms are remembered, so that a ticket from elsewhere does not raise them again (S8). */
const REMEMBERED_ENDINGS = 10_000;

/** A store that lives and dies with the process. */
export function createMemoryStore({ drawCode, drawId }: Chance): RoomStore {
  const rooms = new Map<RoomCode, Room>();
  const ended = new Set<string>();

  function freeCode(): RoomCode {
    let code = drawCode();
    while (rooms.has(code)) code = drawCode();
    return code;
  }

  function keep(code: RoomCode, step: Step): Step {
    if (!step.ok) return step;
    const before = rooms.get(code);
    if (step.room) rooms.set(code, step.room);
    else if (before) end(before);
    return step;
  }

  function end(room: Room): void {
    rooms.delete(room.code);
    ended.add(room.id);
    if (ended.size > REMEMBERED_ENDINGS) ended.delete(ended.values().next().value as string);
  }

  return {
    issuer: drawId(),
    get size() {
      return rooms.size;
    },
    open(rule) {
      const code = freeCode();
      return keep(code, rule({ code, id: drawId() }));
    },
    change: (code, rule) => keep(code, rule(rooms.get(code))),
    peek: (code) => rooms.get(code),
    hasEnded: (roomId) => ended.has(roomId),
    codes: () => [...rooms.keys()],
  };
}
