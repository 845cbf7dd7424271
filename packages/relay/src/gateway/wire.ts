// One connection below its namespaces: whose it is and how many links share it. Its end is everybody's
// end, so only the last link may bring it about.

import type { ErrorCode } from "@en-parlant/protocol";

/** What is known of a connection before any namespace is joined. */
export interface Wire {
  readonly address: string;
  /** It is one too many: newcomers on it are refused with this (L4). */
  readonly refusal: ErrorCode | undefined;
  /** Links that are up on it. */
  links: number;
}
