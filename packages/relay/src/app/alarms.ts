// One timer per room in which a grace runs, and none for the others.

import type { RoomCode } from "@en-parlant/protocol";
import type { Time } from "../room/room.ts";

/** Wakes rooms at their deadlines. */
export interface Alarms {
  /** Sets, moves or (without a time) clears the room's alarm. */
  set(code: RoomCode, at: Time | undefined): void;
  clear(): void;
}

/** @param ring - called when a room's time has come, at most once per `set` */
export function createAlarms(now: () => Time, ring: (code: RoomCode) => void): Alarms {
  const alarms = new Map<RoomCode, { at: Time; timer: NodeJS.Timeout }>();

  function cancel(code: RoomCode): void {
    clearTimeout(alarms.get(code)?.timer);
    alarms.delete(code);
  }

  return {
    set(code, at) {
      if (alarms.get(code)?.at === at) return;
      cancel(code);
      if (at === undefined) return;
      const wake = () => {
        alarms.delete(code);
        ring(code);
      };
      alarms.set(code, { at, timer: setTimeout(wake, Math.max(0, at - now())) });
    },
    clear() {
      for (const code of [...alarms.keys()]) cancel(code);
    },
  };
}
