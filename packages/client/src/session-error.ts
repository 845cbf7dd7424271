// What can go wrong between a session and the relay, as one kind of error with a code for programs and
// a sentence for the player. The relay's own refusals keep their codes and sentences.

import type { ErrorCode } from "@en-parlant/protocol";
import { seatMessages } from "@en-parlant/protocol";

/** What a session itself says. */
const ownMessages = {
  ...seatMessages,
  UNREACHABLE: "The relay cannot be reached",
  NO_ANSWER: "The relay does not answer",
  BUSY: "Another request is under way",
  CLOSED: "Cancelled",
  BAD_URL: "The relay's address must begin with ws://, wss://, http:// or https://",
  BAD_PAYLOAD: "This cannot be sent",
} as const;

type OwnCode = keyof typeof ownMessages;

/**
 * Codes of {@link SessionError}: the relay's refusals, and the session's own. `UNREACHABLE`: no link within the
 * time limit. `NO_ANSWER`: a link, and no answer. `BUSY`: one request at a time. `CLOSED`: the session
 * was closed, or gave the seat up, meanwhile; to the player, who did it, that reads as a
 * cancellation. `BAD_URL`: the relay's address is none. `BAD_PAYLOAD`, also by the session: what JSON cannot
 * hold, or is too large. `REFUSED`: a refusal without a code, as older relays utter it.
 */
export type SessionErrorCode = ErrorCode | OwnCode | "REFUSED";

/** A request that failed. `message` is a sentence that can be shown to the player. */
export class SessionError extends Error {
  override readonly name = "SessionError";
  readonly code: SessionErrorCode;

  constructor(code: SessionErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** What the session says without being told. */
export function ownError(code: OwnCode): SessionError {
  return new SessionError(code, ownMessages[code]);
}

/** A refusal as the relay sent it. */
export function refusal(error: { code?: string; message?: string } | undefined): SessionError {
  const code = (error?.code ?? "REFUSED") as SessionErrorCode;
  return new SessionError(code, error?.message ?? "The relay refused the request");
}
