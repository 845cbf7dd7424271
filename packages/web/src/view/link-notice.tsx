// That the own link to the relay is down, where no board can say so.

import { connection } from "../session/relay-session.ts";
import { messages } from "../session/settings.ts";
import { Notice } from "./notice.tsx";

/** Nothing while the link is up. */
export function LinkNotice() {
  const t = messages.value;
  if (connection.value.status === "online") return null;
  return (
    <Notice tone="warn" title={t.connection.reconnecting}>
      {t.connection.lost}
    </Notice>
  );
}
