// What a pawn becomes: four pieces over its file, or in the middle where the board is small.

import type { Color } from "@en-parlant/client";
import { useLayoutEffect, useRef } from "preact/hooks";
import { PROMOTIONS } from "../game/position.ts";
import { messages } from "../session/settings.ts";
import { cancelPromotion, promote, promoting } from "./moving.ts";
import { PieceImage } from "./piece-image.tsx";

/** Nothing while no pawn waits. */
export function PromotionChooser({ color, isTurned }: { color: Color; isTurned: boolean }) {
  const t = messages.value;
  const waiting = promoting.value;
  const first = useRef<HTMLButtonElement>(null);
  // Before anything is painted: the next key is already meant for the choice.
  useLayoutEffect(() => {
    if (!waiting) return;
    const focused = document.activeElement;
    first.current?.focus();
    return () => focused instanceof HTMLElement && focused.focus();
  }, [waiting]);
  if (!waiting) return null;
  const file = "abcdefgh".indexOf(waiting.to.charAt(0)) + 1;
  const place = `file-${isTurned ? 9 - file : file} ${isTurned === (color === "black") ? "top" : "bottom"}`;
  return (
    <div
      class="promotion"
      role="dialog"
      aria-label={t.game.promotion}
      onClick={cancelPromotion}
      onKeyDown={(event) => {
        if (event.key === "Escape") cancelPromotion();
        moveFocus(event);
      }}
    >
      <div class={`promotion-pieces ${place}`}>
        {PROMOTIONS.map((role, index) => (
          <button
            key={role}
            type="button"
            ref={index === 0 ? first : null}
            class="promotion-piece"
            aria-label={t.spoken.piece[role]}
            title={t.spoken.piece[role]}
            onClick={(event) => {
              event.stopPropagation();
              promote(role);
            }}
          >
            <PieceImage color={color} piece={role} />
          </button>
        ))}
      </div>
    </div>
  );
}

function moveFocus(event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void {
  const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (!by) return;
  event.preventDefault();
  event.stopPropagation();
  const buttons = [...event.currentTarget.querySelectorAll("button")];
  const index = buttons.indexOf(document.activeElement as HTMLButtonElement);
  buttons.at((index + by) % buttons.length)?.focus();
}
