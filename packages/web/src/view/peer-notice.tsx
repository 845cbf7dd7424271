// That the opponent is away or has left, and what can be done: wait, leave, or say what the game is worth.

import { useState } from "preact/hooks";
import { callDraw, claimWin, isAbandoned } from "../session/deeds.ts";
import { match } from "../session/match-signal.ts";
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
  // The result says the same.
  if (!isAway && match.value?.game?.outcome?.why === "abandoned") return null;
  if (isAway && now.value - status.since < UNNOTICED_MS) return null;
  const mayWait = isAway || mayPeerReturn.value;
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
        match.value?.phase !== "over" &&
        (isAbandoned.value ? <Worth /> : <Ways onWait={mayWait && (() => setWaitsFor(status))} />)
      }
    >
      {leftMs !== undefined && t.peerCountsAsGoneIn(minutesText(leftMs))}
      {mayPeerReturn.value && isAbandoned.value && t.peerMayReturn}
    </Notice>
  );
}

/** Waiting takes no button: the choice must not be gone when the person has waited enough. */
function Worth() {
  const t = messages.value.connection;
  return (
    <>
      <button type="button" class="button" onClick={claimWin}>
        {t.claimWin}
      </button>
      <button type="button" class="button" onClick={callDraw}>
        {t.callDraw}
      </button>
    </>
  );
}

function Ways({ onWait }: { onWait: false | (() => void) }) {
  const t = messages.value.connection;
  return (
    <>
      {onWait && (
        <button type="button" class="button" onClick={onWait}>
          {t.keepWaiting}
        </button>
      )}
      <button type="button" class="button quiet" onClick={wantToLeave}>
        {t.leave}
      </button>
    </>
  );
}
