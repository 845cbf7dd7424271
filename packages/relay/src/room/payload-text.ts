// A payload on its way out: as JSON, made once, and shared by all who are told of it.

import type { Json } from "@en-parlant/protocol";

/** A payload as JSON. */
export type PayloadText = string;

/** Of an event that says all by its name. */
export const NO_FIELDS: PayloadText = "{}";

/** The payload as JSON; the only place in the rules that makes it. */
export function payloadText(payload: Json): PayloadText {
  return JSON.stringify(payload);
}
