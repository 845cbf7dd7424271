// When a room's next grace or wait is over, on the one wheel that all timers of the relay share. Knows no rule.

import type { Timed, Timers } from "@en-parlant/engine";
import { NOWHERE } from "@en-parlant/engine";
import type { RoomCode } from "@en-parlant/protocol";
import type { Time } from "../room/room.ts";

/** Something rare that is done a while later. */
export class Alarm implements Timed {
  dueAt = 0;
  turn = NOWHERE;
  readonly wake: () => void;

  constructor(ring: () => void) {
    this.wake = ring;
  }
}

/** Wakes rooms at their deadlines, or a turn of the wheel later; never before. */
export interface Alarms {
  /** Sets, moves or (without a time) clears the room's alarm. */
  set(code: RoomCode, at: Time | undefined): void;
  clear(): void;
}

/** @param ring - called when a room's time has come, at most once per `set` */
export function createAlarms(timers: Timers, ring: (code: RoomCode) => void): Alarms {
  const alarms = new Map<RoomCode, Alarm>();

  function create(code: RoomCode): Alarm {
    const alarm = new Alarm(() => {
      alarms.delete(code);
      ring(code);
    });
    alarms.set(code, alarm);
    return alarm;
  }

  function cancel(code: RoomCode, alarm: Alarm | undefined): void {
    if (!alarm) return;
    alarms.delete(code);
    timers.clear(alarm);
  }

  return {
    set(code, at) {
      const alarm = alarms.get(code);
      if (at === undefined) cancel(code, alarm);
      else if (alarm?.dueAt !== at) timers.set(alarm ?? create(code), at);
    },
    clear() {
      for (const [code, alarm] of alarms) cancel(code, alarm);
    },
  };
}
