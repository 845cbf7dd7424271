// The number by which a client may mark a game event, so that it can send it again without being heard
// twice (rules N).

import { isPlainObject } from "./field.ts";

/** The field of the payload that holds the number. */
export const REQUEST_NUMBER = "n";

/** What {@link takeRequestNumber} says a number must be. */
export const REQUEST_NUMBER_EXPECTS = "a whole number, 1 or more";

/** Whether a value can be the number of an event. */
export function isRequestNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 1;
}

/** The event's arguments without the number, and the number. */
export interface NumberedArguments {
  readonly args: readonly unknown[];
  readonly number: number | undefined;
}

/** Takes the number out of an event's payload; `undefined` when it is there and is no number. */
export function takeRequestNumber(args: readonly unknown[]): NumberedArguments | undefined {
  const [first, ...more] = args;
  if (!isPlainObject(first) || !Object.hasOwn(first, REQUEST_NUMBER)) {
    return { args, number: undefined };
  }
  const { [REQUEST_NUMBER]: number, ...payload } = first;
  if (!isRequestNumber(number)) return undefined;
  return { args: [payload, ...more], number };
}
