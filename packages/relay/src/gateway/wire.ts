// One connection below its namespaces: whose it is and how many links share it. Its end is everybody's
// end, so only the last link may bring it about.

import type { ErrorCode } from "@en-parlant/protocol";

/** What is known of a connection before any namespace is joined. */
export interface Wire {
  readonly address: string;
  /** The address of the other end of its TCP connection: the player's own, or a proxy's. */
  readonly peer: string;
  /** It is one too many: newcomers on it are refused with this (L4). */
  readonly refusal: ErrorCode | undefined;
  /** Links that are up on it. */
  links: number;
  /** Pings sent, … */
  pings: number;
  /** … and answered; the answers come in order. */
  pongs: number;
  /** The code of the close frame with which its WebSocket has ended; 1006 without a frame (RFC 6455). */
  closeCode: number | undefined;
}
