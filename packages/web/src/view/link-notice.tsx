// That the own link to the relay is down, where no board can say so; and the way to try again at once.

import { tryNow } from "../session/deeds.ts";
import { now } from "../session/now.ts";
import { connection, nextAttemptAt } from "../session/relay-session.ts";
import { messages } from "../session/settings.ts";
import { Notice } from "./notice.tsx";

/** Nothing while the link is up, or comes up for the first time. */
export function LinkNotice() {
  const t = messages.value;
  const { status } = connection.value;
  if (status === "online" || status === "connecting") return null;
  return (
    <Notice tone="warn" title={t.connection.reconnecting} actions={<TryNow />}>
      {t.connection.lost}
    </Notice>
  );
}

/** When the next attempt is, and a button that does not wait for it; nothing while one is near or under way. */
export function TryNow() {
  const t = messages.value.connection;
  const at = nextAttemptAt.value;
  if (at === undefined) return null;
  const seconds = Math.max(1, Math.ceil((at - now.value) / 1_000));
  return (
    <span class="next-attempt">
      <span aria-hidden="true">{t.nextAttemptIn(seconds)}</span>
      <button type="button" class="button" onClick={tryNow}>
        {t.tryNow}
      </button>
    </span>
  );
}
