// An event as it stands on the wire, finished before a link gets it: whoever passes it on, this process or another, needs to
// know nothing of what it says.

import type { RelayError } from "@en-parlant/protocol";
import type { PayloadText } from "../room/payload-text.ts";
import { payloadText } from "../room/payload-text.ts";

/** An event as JSON: its name, its payload and, if it is logged, the offset. */
export type EventText = string;

/** @param offset - what the client is to remember as its place (S1), if anything */
export function eventText(event: string, payload: PayloadText, offset?: string): EventText {
  return offset === undefined ? `["${event}",${payload}]` : `["${event}",${payload},"${offset}"]`;
}

/** A refusal, for whoever has not asked for an acknowledgement. */
export function errorText(error: RelayError): EventText {
  return eventText("error", payloadText({ ...error }));
}
