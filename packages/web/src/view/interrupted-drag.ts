// A piece in the hand when the hand is taken away: a call, a swipe from the screen's edge, another window, a second
// finger. Chessground waits for the end of a touch or a press, which then never comes. Knows no session.

import type { Api } from "chessground/api";
import { cancel } from "chessground/drag";

/** What the browser says then, instead of `touchend` or `mouseup`. */
const TAKEN_AWAY = ["touchcancel", "pointercancel", "contextmenu", "blur", "pagehide"] as const;

/** Puts the piece back, and plays nothing. @returns a function that ends this */
export function watchInterruptions({ state }: Api): () => void {
  const putBack = () => cancel(state);
  const hidden = () => void (document.visibilityState === "hidden" && putBack());
  const touched = ({ touches }: TouchEvent) => void (touches.length > 1 && putBack());
  // A release that no window was told of.
  const hovered = ({ pointerType, buttons }: PointerEvent) =>
    void (pointerType !== "touch" && buttons === 0 && putBack());
  const stop = new AbortController();
  for (const event of TAKEN_AWAY) addEventListener(event, putBack, stop);
  addEventListener("touchstart", touched, stop);
  addEventListener("pointermove", hovered, stop);
  document.addEventListener("visibilitychange", hidden, stop);
  return () => stop.abort();
}
