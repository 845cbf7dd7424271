// The port to wherever rooms live. The rules are handed in; a store applies them atomically and keeps
// what comes out. It knows no rule and no socket.

import type { RoomCode } from "@en-parlant/protocol";
import type { Room } from "../room/room.ts";
import type { Step } from "../room/step.ts";

/** Keeps live rooms by code. Every method is atomic. */
export interface RoomStore {
  /** Names this store in tickets: it knows which of the rooms it issued tickets for have ended (S8). */
  readonly issuer: string;
  /** How many rooms are live. */
  readonly size: number;
  /** Makes a room under a code that no live room has. */
  open(rule: (place: { code: RoomCode; id: string }) => Step): Step;
  /**
   * Applies a rule to the room of that code, or to its absence. The room the step holds is kept; without
   * one the room has ended. A refusal changes nothing.
   */
  change(code: RoomCode, rule: (room: Room | undefined) => Step): Step;
  /** The room of that code, to look at. */
  peek(code: RoomCode): Room | undefined;
  /** Whether a room with that identity has ended here, as far back as the store remembers. */
  hasEnded(roomId: string): boolean;
  /** Codes of all live rooms, as they are now. */
  codes(): readonly RoomCode[];
}
