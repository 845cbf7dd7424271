// What a client brings along when it takes its seat back: the newest numbered events that it has sent, so
// that a relay that never got them, or lost them, has them (rule N5). Reads them; takes none.

import type { Field, JsonObject } from "./field.ts";
import { count, isPlainObject, text } from "./field.ts";
import { forwardedEvents, isForwardedEvent } from "./forwarded-events.ts";
import { isRequestNumber, REQUEST_NUMBER } from "./request-number.ts";
import type { SentEvent } from "./sent-event.ts";
import { MAX_SENT_EVENTS } from "./sent-event.ts";

const eventName = text(40);

/** The list that a client brings, oldest first. */
export const sentEvents: Field<readonly SentEvent[]> = {
  expects: `a list of at most ${MAX_SENT_EVENTS} \`{n, after, event, payload?}\`, \`n\` growing`,
  read(value) {
    if (!Array.isArray(value) || value.length > MAX_SENT_EVENTS) return undefined;
    const events: SentEvent[] = [];
    for (const item of value) {
      const event = sentEvent(item);
      if (!event || event.n <= (events.at(-1)?.n ?? 0)) return undefined;
      events.push(event);
    }
    return events;
  },
};

function sentEvent(item: unknown): SentEvent | undefined {
  if (!isPlainObject(item)) return undefined;
  const { n, after: claimed, event: name } = item;
  const raw = item.payload ?? {};
  const after = count.read(claimed);
  const event = eventName.read(name);
  if (!isRequestNumber(n) || after === undefined) return undefined;
  if (event === undefined || !isForwardedEvent(event)) return undefined;
  if (!isPlainObject(raw) || Object.hasOwn(raw, REQUEST_NUMBER)) return undefined;
  const reading = forwardedEvents[event].payload.read([raw]);
  return reading.ok ? { n, after, event, payload: reading.value as JsonObject } : undefined;
}
