// What is counted, as plain numbers: cheap on the path of a move, read by whoever shows them.

import type { ClientEvent } from "@en-parlant/protocol";
import { clientEvents } from "@en-parlant/protocol";

/** Counters of one process since its start. */
export interface Stats {
  /** Events received, by name. */
  readonly events: Record<ClientEvent, number>;
  unknownEvents: number;
  unknownFields: number;
  refusals: number;
  resumesGranted: number;
  resumesRefused: number;
  roomsSwept: number;
}

/** All zero. */
export function createStats(): Stats {
  const names = Object.keys(clientEvents) as ClientEvent[];
  return {
    events: Object.fromEntries(names.map((name) => [name, 0])) as Record<ClientEvent, number>,
    unknownEvents: 0,
    unknownFields: 0,
    refusals: 0,
    resumesGranted: 0,
    resumesRefused: 0,
    roomsSwept: 0,
  };
}
