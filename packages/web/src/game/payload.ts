// What the other player's program put into an event: anything at all, until it is looked at. The relay checks it
// too, but not every relay does.

import type { Color } from "@en-parlant/client";
import type { Clocks } from "./time-control.ts";

/** An event's fields, unchecked. */
export type Payload = Readonly<Record<string, unknown>>;

/** The fields; none, where there is no object. */
export function words(payload: unknown): Payload {
  return typeof payload === "object" && payload !== null ? (payload as Payload) : {};
}

/** More than this on a clock is none: the longest time control leaves room for it, in milliseconds. */
const MAX_CLOCK_MS = 24 * 60 * 60_000;

/** The clocks that a move carries. */
export function clocksIn({ whiteTime, blackTime }: Payload): Partial<Clocks> {
  return {
    ...(isTime(whiteTime) && { white: whiteTime }),
    ...(isTime(blackTime) && { black: blackTime }),
  };
}

/** The same as it is sent; nothing in a game without clocks. */
export function clocksOut(clocks: Clocks | undefined): { whiteTime?: number; blackTime?: number } {
  return clocks ? { whiteTime: clocks.white, blackTime: clocks.black } : {};
}

function isTime(value: unknown): value is number {
  return typeof value === "number" && Math.abs(value) <= MAX_CLOCK_MS;
}

/** The colour that is named. */
export function colorIn({ color }: Payload): Color | undefined {
  return color === "white" || color === "black" ? color : undefined;
}
