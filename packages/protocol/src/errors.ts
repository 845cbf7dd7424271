// Every refusal the relay can utter: a code for programs, a sentence for the player who reads it.

import { seatMessages } from "./seat-messages.ts";

/**
 * Codes and sentences of `error {code, message}`. The released app shows the sentence as it is;
 * `Game not found` and `Game is full` are what it has always been told.
 */
export const errorMessages = {
  GAME_NOT_FOUND: "Game not found",
  GAME_FULL: "Game is full",
  OWN_GAME: "You cannot join your own game",
  HOST_AWAY: "Your opponent is not connected. Ask them to open the game again.",
  ...seatMessages,
  BAD_PAYLOAD: 'The field "{field}" must be {expected}',
  UNKNOWN_EVENT: "This relay does not know that event",
  TOO_MANY_ATTEMPTS: "Too many attempts, wait a minute",
  TOO_MANY_EVENTS: "Too many messages, slow down",
  TOO_MANY_CONNECTIONS: "Too many connections from your address",
  RELAY_FULL: "The relay is full, try again later",
} as const satisfies Record<string, string>;

/** A program's name for a refusal. */
export type ErrorCode = keyof typeof errorMessages;

/** A refusal as it goes over the wire. */
export interface RelayError {
  readonly code: ErrorCode;
  readonly message: string;
}

/** The refusal with its standard sentence. */
export function relayError(code: ErrorCode): RelayError {
  return { code, message: errorMessages[code] };
}

/** The refusal of a payload, naming the field that does not fit and what would. */
export function badPayload(field: string, expects: string): RelayError {
  const message = errorMessages.BAD_PAYLOAD.replace("{field}", field).replace(
    "{expected}",
    expects,
  );
  return { code: "BAD_PAYLOAD", message };
}
