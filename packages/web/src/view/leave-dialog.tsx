// The question before a running game is left.

import { useEffect, useRef } from "preact/hooks";
import { leave } from "../session/deeds.ts";
import { isPlaying } from "../session/match-signal.ts";
import { messages } from "../session/settings.ts";
import { isLeaving } from "./top-bar.tsx";

/** The dialog; closed unless the person wants to leave a game that still runs. */
export function LeaveDialog() {
  const t = messages.value.leaving;
  const dialog = useRef<HTMLDialogElement>(null);
  const isOpen = isLeaving.value && isPlaying.value;
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen]);
  const close = () => {
    isLeaving.value = false;
  };
  return (
    <dialog class="dialog" ref={dialog} onClose={close} aria-labelledby="leaving-heading">
      <h2 id="leaving-heading">{t.heading}</h2>
      <p>{t.warning}</p>
      <div class="row">
        <button
          type="button"
          class="button bad"
          onClick={() => {
            close();
            leave();
          }}
        >
          {t.yes}
        </button>
        <button type="button" class="button" onClick={close}>
          {t.no}
        </button>
      </div>
    </dialog>
  );
}
