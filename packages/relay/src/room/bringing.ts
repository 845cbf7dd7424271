// The events that a client brings along when it takes its seat back, because it cannot know which of them
// this process has: those of a dead link, those of a relay that was killed (rules N5, N8).

import type { Color, SentEvent } from "@en-parlant/protocol";
import { forwardedEvents } from "@en-parlant/protocol";
import { publish } from "./delivery.ts";
import { isRepeat, take, toRoomEvent } from "./forwarding.ts";
import { insertBefore } from "./history.ts";
import type { Room, Time } from "./room.ts";
import { linkOf, opponentSeat } from "./room.ts";
import type { Effect, Outcome } from "./step.ts";

/** Who brings them, and what he has. */
interface Bringer {
  readonly color: Color;
  /** Number of the last event of this room's log that the client has. */
  readonly from: number;
  /** When he brings them. */
  readonly at: Time;
}

/** Those of the events that the room has not taken yet. */
export function untaken(
  room: Room,
  color: Color,
  sent: readonly SentEvent[] = [],
): readonly SentEvent[] {
  return sent.filter(({ n }) => !isRepeat(room, color, n));
}

/**
 * N5: takes the events that are new here, as if they were sent now. The bringer, who is being seated, gets
 * his own confirmations with what else he has missed; so only the opponent is told at once.
 */
export function bring(room: Room, bringer: Bringer, sent: readonly SentEvent[]): Outcome {
  const effects: Effect[] = [];
  let current = room;
  for (const each of sent) {
    const brought = bringOne(current, bringer, each);
    current = brought.room;
    effects.push(...brought.effects);
  }
  const opponent = linkOf(opponentSeat(current, bringer.color));
  return { room: current, effects: effects.filter(({ link }) => link === opponent) };
}

function bringOne(room: Room, { color, from, at }: Bringer, brought: SentEvent): Outcome {
  const { n, after, event, payload } = brought;
  const sent = { row: forwardedEvents[event], payload, number: n };
  const change = take(room, color, sent);
  const told = { ...toRoomEvent(color, sent, { at, after }), n };
  const had = (opponentSeat(room, color)?.seen[color] ?? 0) >= n;
  const before = had ? insertBefore(room, told, { from, change }) : undefined;
  return before ? { room: before, effects: [] } : publish(room, told, change);
}
