// On the start screen: that this tab has a game all the same, and the way back to it.

import { errand, resume } from "../session/deeds.ts";
import { forgetInvite } from "../session/invitation.ts";
import { connection, hasStoredSeat, seat } from "../session/relay-session.ts";
import { messages } from "../session/settings.ts";
import { Notice } from "./notice.tsx";
import { peerName } from "./screen.ts";

/** Nothing where there is no seat, or while it is being taken back. */
export function SeatNotice() {
  const t = messages.value;
  const held = seat.value;
  const link = connection.value;
  if (!held && (!hasStoredSeat() || errand.value)) return null;
  const isElsewhere = !held && link.status === "offline" && link.reason === "taken_over";
  const comeBack = () => {
    forgetInvite();
    if (!held) void resume();
  };
  return (
    <Notice
      live={held?.joined === true}
      actions={
        <button type="button" class="button" onClick={comeBack}>
          {isElsewhere ? t.connection.takeBack : t.start.resume}
        </button>
      }
    >
      {isElsewhere ? t.connection.takenOver : whereItStands()}
    </Notice>
  );
}

function whereItStands(): string {
  const { start } = messages.value;
  const held = seat.value;
  if (!held) return start.seatStored;
  return held.joined ? start.seatInGame(peerName.value) : start.seatWaiting;
}
