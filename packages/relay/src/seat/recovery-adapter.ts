// Where Socket.IO's connection state recovery meets seat tickets: the client's last offset decides who
// it is. Written as a mixin, so that another adapter can sit below.

import type { Adapter } from "socket.io-adapter";

/** What recovery found for a returning client. */
export type Restore<T> = (offset: string) => T | undefined;

type AdapterClass = typeof Adapter;

/** Longest private session id that is given back; ours have 20 characters. */
const MAX_PID_LENGTH = 64;

/**
 * An adapter that restores sessions by their offset alone and keeps none. The restored socket carries
 * what was found in `data.restored`; missed events are not replayed here but by whoever seats it, in one
 * step with taking the seat, so that nothing can fall in between.
 *
 * Why not the built-in one: it purges the offset of a quiet room, strips the recovered socket of its rooms
 * when the zombie times out, and keeps one array of all packets of all rooms.
 */
export function withSeatRecovery<T>(Base: AdapterClass, restore: Restore<T>, newId: () => string) {
  return class SeatRecoveryAdapter extends Base {
    override persistSession(): void {}

    override restoreSession(pid: string, offset: string): ReturnType<Adapter["restoreSession"]> {
      const restored = pid.length <= MAX_PID_LENGTH ? restore(offset) : undefined;
      if (restored === undefined) return null as never;
      // A new sid each time: with the old one, the zombie's end would unregister its successor.
      return Promise.resolve({
        sid: newId(),
        pid,
        rooms: [],
        data: { restored },
        missedPackets: [],
      });
    }
  };
}
