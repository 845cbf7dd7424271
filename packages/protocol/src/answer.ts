// What a client's acknowledgement callback is called with.

import type { RelayError } from "./errors.ts";

/** `{ok:true, …}` with the request's result, or the refusal. */
export type Answer<T = unknown> =
  | ({ readonly ok: true } & T)
  | { readonly ok: false; readonly error: RelayError };
