// What becomes of a client's event, and how an acknowledgement says it; and the one way to refuse.

import type { Answer, ErrorCode, RelayError } from "@en-parlant/protocol";
import { relayError } from "@en-parlant/protocol";
import type { PayloadText } from "../room/payload-text.ts";
import { NO_FIELDS } from "../room/payload-text.ts";

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

const GRANTED_ANSWER = '[{"ok":true}]';

/** The reply as an acknowledgement says it: the one argument of the client's callback, an {@link Answer}, as JSON. */
export function answerText(reply: Reply): string {
  if (!reply.ok) return JSON.stringify([reply satisfies Answer]);
  const { fields = NO_FIELDS } = reply;
  return fields === NO_FIELDS ? GRANTED_ANSWER : `[{"ok":true,${fields.slice(1)}]`;
}
