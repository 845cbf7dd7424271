// A request for a seat as the app asks it: while the player looks at a button. A session waits for a relay that may
// come back; here the first attempt that fails says that it is not there.

import type { ConnectionState } from "./connection.ts";
import type { Seat } from "./seat.ts";
import type { Session, Waiting } from "./session.ts";
import { ownError, SessionError } from "./session-error.ts";

/**
 * Asks, and rejects with `UNREACHABLE` when an attempt to connect fails that was under way then or began later. What
 * failed before, or a link that is lost meanwhile, counts for nothing: the next attempt begins at once.
 */
export async function askPromptly(
  session: Session,
  ask: (waiting: Waiting) => Promise<Seat>,
): Promise<Seat> {
  const failure = new AbortController();
  let last = session.connection;
  const stop = session.on("connection", (state) => {
    if (hasFailed(last, state)) failure.abort(ownError("UNREACHABLE"));
    last = state;
  });
  try {
    return await ask({ signal: failure.signal });
  } catch (error) {
    const unreachable = error instanceof SessionError && error.code === "UNREACHABLE";
    // Nobody waits for the relay any more: the next request begins anew.
    if (unreachable && !session.seat) session.close();
    throw error;
  } finally {
    stop();
  }
}

/** Whether an attempt has ended between two states, and not a link. */
function hasFailed(before: ConnectionState, after: ConnectionState): boolean {
  if (before.status === "online" || after.status !== "reconnecting") return false;
  return after.attempt > (before.status === "reconnecting" ? before.attempt : 0);
}
