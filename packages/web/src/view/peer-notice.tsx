// That the opponent is away or has left, and what can be done: wait, or leave.

import { useState } from "preact/hooks";
import { isPlaying, match } from "../session/match-signal.ts";
import { now } from "../session/now.ts";
import { connection, mayPeerReturn, peer } from "../session/relay-session.ts";
import { messages } from "../session/settings.ts";
import { minutesText } from "./link-indicator.tsx";
import { Notice } from "./notice.tsx";
import { peerName } from "./screen.ts";
import { wantToLeave } from "./top-bar.tsx";

/** Shorter absences are not worth a notice, in milliseconds. */
const UNNOTICED_MS = 2_000;

/** Nothing while the opponent is there, or when the person has decided to wait. */
export function PeerNotice() {
  const t = messages.value.connection;
  const status = peer.value;
  const [waitsFor, setWaitsFor] = useState<object>();
  if (status.status !== "away" && status.status !== "left") return null;
  if (connection.value.status !== "online" || waitsFor === status) return null;
  const isAway = status.status === "away";
  if (isAway && now.value - status.since < UNNOTICED_MS) return null;
  const title = isAway
    ? t.peerAwaySince(peerName.value, minutesText(now.value - status.since))
    : t.peerLeft(peerName.value);
  const leftMs = isAway && status.graceMs ? status.since + status.graceMs - now.value : undefined;
  return (
    <Notice
      tone="warn"
      title={title}
      // After a game there is nothing to wait for, and the way to the next one stands above.
      actions={
        match.value?.phase !== "over" && (
          <>
            {(isAway || mayPeerReturn.value) && (
              <button type="button" class="button" onClick={() => setWaitsFor(status)}>
                {t.keepWaiting}
              </button>
            )}
            <button type="button" class="button quiet" onClick={wantToLeave}>
              {t.leave}
            </button>
          </>
        )
      }
    >
      {leftMs !== undefined && t.peerCountsAsGoneIn(minutesText(leftMs))}
      {mayPeerReturn.value && isPlaying.value && t.peerMayReturn}
    </Notice>
  );
}
