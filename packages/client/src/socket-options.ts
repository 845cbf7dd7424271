// What socket.io-client is told: the session's defaults, the user's wishes, and what a session cannot work without.

import type { ManagerOptions, SocketOptions } from "socket.io-client";
import { presentFields } from "./present-fields.ts";
import { timeLimit } from "./time-limit.ts";

/** Longest wait for one attempt, in milliseconds. */
const ATTEMPT_MS = 10_000;

const DEFAULTS: SocketIoOptions = {
  transports: ["websocket", "polling"],
  tryAllTransports: true,
  timeout: ATTEMPT_MS,
};

/** The session's own: they override whatever is given. */
const OWNED = {
  autoConnect: true,
  forceNew: true,
  reconnection: false,
  retries: undefined,
  ackTimeout: undefined,
  parser: undefined,
};

/** Options that mean nothing beside these. */
type Idle =
  | "multiplex"
  | "reconnectionAttempts"
  | "reconnectionDelay"
  | "reconnectionDelayMax"
  | "randomizationFactor";

/** Options that are handed to socket.io-client, for certificates, headers or proxies. */
export type SocketIoOptions = Omit<
  Partial<ManagerOptions & SocketOptions>,
  keyof typeof OWNED | Idle
>;

/**
 * All options for a link.
 * @param io - the user's; what is not there is as if it had not been named
 */
export function socketOptions(io: SocketIoOptions): SocketIoOptions {
  const options = { ...DEFAULTS, ...presentFields(io) };
  // To socket.io-client `false` is no limit, though its types do not say so.
  const timeout = timeLimit("io.timeout", options.timeout) ?? false;
  return { ...options, timeout, ...OWNED } as SocketIoOptions;
}
