// The question before a running game is left, for nothing or for an invitation that came in the middle of it.

import { useLayoutEffect, useRef } from "preact/hooks";
import { leave } from "../session/deeds.ts";
import { askedInvite, forgetInvite } from "../session/invitation.ts";
import { readTyped } from "../session/invite.ts";
import { isPlaying } from "../session/match-signal.ts";
import { messages } from "../session/settings.ts";
import { problemOf } from "./join-card.tsx";
import { invitedBy } from "./start-screen.tsx";
import { isLeaving } from "./top-bar.tsx";

/** The dialog; closed unless the person wants to leave a game that still runs. */
export function LeaveDialog() {
  const t = messages.value.leaving;
  const dialog = useRef<HTMLDialogElement>(null);
  const invited = askedInvite.value;
  const isOpen = invited !== undefined || (isLeaving.value && isPlaying.value);
  // For a link that leads nowhere nobody shall leave a game.
  const problem = invited && problemOf(readTyped(invited.code));
  useLayoutEffect(() => {
    if (isOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen]);
  const stay = () => {
    isLeaving.value = false;
    if (askedInvite.peek()) forgetInvite();
  };
  // Tells of the end of one question when the next may be on the screen.
  const closed = () => dialog.current?.open || stay();
  return (
    <dialog class="dialog" ref={dialog} onClose={closed} aria-labelledby="leaving-heading">
      <h2 id="leaving-heading">{invited ? invitedBy(invited.from) : t.heading}</h2>
      <p>{problem ?? t.warning}</p>
      <div class="row">
        {problem === undefined && (
          <button
            type="button"
            class="button bad"
            onClick={() => {
              isLeaving.value = false;
              leave();
            }}
          >
            {t.yes}
          </button>
        )}
        <button type="button" class="button" autofocus onClick={stay}>
          {t.no}
        </button>
      </div>
    </dialog>
  );
}
