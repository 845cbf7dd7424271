// What becomes of a client's event, in the relay's own words until somebody wants to be told; and the one way to refuse.

import type { Answer, ErrorCode, JsonObject, RelayError } from "@en-parlant/protocol";
import { relayError } from "@en-parlant/protocol";
import type { PayloadText } from "../room/payload-text.ts";

/** Granted, with the payload of the event that answers it, if one does (F5); or refused. */
export type Reply =
  | { readonly ok: true; readonly fields?: PayloadText }
  | { readonly ok: false; readonly error: RelayError };

/** Nothing more to say. */
export const GRANTED: Reply = { ok: true };

/** A refusal with the standard sentence of its code, or with one of its own. */
export function refuse(why: ErrorCode | RelayError): Reply & { readonly ok: false } {
  return { ok: false, error: typeof why === "string" ? relayError(why) : why };
}

/** The reply as an acknowledgement says it. */
export function toAnswer(reply: Reply): Answer {
  if (!reply.ok || reply.fields === undefined) return reply;
  return { ok: true, ...(JSON.parse(reply.fields) as JsonObject) };
}
