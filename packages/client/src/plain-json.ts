// Values as JSON has them: copied at once, so that what is sent is what was there at the call, and frozen, so that
// what listeners are given stays what the session keeps. Knows no events.

import { attempt } from "./attempt.ts";
import { ownError } from "./session-error.ts";

/**
 * Longest JSON text of what is sent in one event. The relay's own limits are lower; more than this could make a message
 * that ends the link (E3), again at each return.
 */
const MAX_CHARACTERS = 2_048;

/** Reads JSON into a value that nobody can change. */
export function parseFrozen(text: string): unknown {
  return JSON.parse(text, (_key, part) => Object.freeze(part));
}

/** Copies a value through JSON into one that nobody can change. Throws where JSON cannot hold it. */
export function frozenCopy<T>(value: T): T {
  return parseFrozen(JSON.stringify(value)) as T;
}

/** Whether the value is an object as JSON has them, and no list. */
export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a value read from JSON can be the payload of an event; `n` is the protocol's own field (N1). */
export function isPayload(value: unknown): value is object {
  return isObject(value) && !("n" in value) && JSON.stringify(value).length <= MAX_CHARACTERS;
}

/**
 * What is sent, as it is now.
 * @param read - gets it; nothing counts as an empty object
 * @throws SessionError `BAD_PAYLOAD` when it cannot be sent
 */
export function payloadNow<T>(read: () => T): NonNullable<T> {
  const copy = attempt(() => frozenCopy(read() ?? {}));
  if (!isPayload(copy)) throw ownError("BAD_PAYLOAD");
  return copy as NonNullable<T>;
}
