// What a player can do besides moving: offer, take or claim a draw, resign after a second thought, turn the board.

import { useEffect, useRef, useState } from "preact/hooks";
import type { Game } from "../game/match.ts";
import { isAbandoned, offerDraw, resign, takeDraw } from "../session/deeds.ts";
import { messages } from "../session/settings.ts";
import { DrawMark, Icon } from "./icon.tsx";
import { Notice } from "./notice.tsx";
import { peerName } from "./screen.ts";
import { flip } from "./viewing.ts";

/** The row of actions. */
export function GameActions({ game }: { game: Game }) {
  const t = messages.value.game;
  const [asks, setAsks] = useState(false);
  const isDeclined = useRef(false);
  const isOver = game.outcome !== undefined || game.fault !== undefined;
  useEffect(() => setAsks(false), [game.number, isOver]);
  const decline = () => {
    isDeclined.current = true;
    setAsks(false);
  };
  const comeBack = (button: HTMLButtonElement | null) => {
    if (isDeclined.current) focusIt(button);
    isDeclined.current &&= !button;
  };
  if (asks && !isOver) {
    return (
      <fieldset class="actions confirm" aria-label={t.resignConfirm}>
        <p class="confirm-text">{t.resignConfirm}</p>
        <button type="button" class="button bad" onClick={unlessDouble(resign)} ref={focusIt}>
          {t.resignYes}
        </button>
        <button type="button" class="button" onClick={unlessDouble(decline)}>
          {t.resignNo}
        </button>
      </fieldset>
    );
  }
  const isOffered = game.drawOffer === "mine";
  const waits = game.offerWait ?? 0;
  return (
    <fieldset class="actions" aria-label={t.actions}>
      <button type="button" class="action" onClick={flip}>
        <Icon name="flip" />
        <span>{t.flip}</span>
      </button>
      {!isOver && (
        <>
          <button
            type="button"
            class="action"
            aria-disabled={game.drawOffer !== undefined || waits > 0}
            onClick={() => game.drawOffer || offerDraw()}
          >
            <DrawMark />
            <span>
              {isOffered ? t.drawOffered : waits > 0 ? t.nextOfferIn(waits) : t.offerDraw}
            </span>
          </button>
          <button type="button" class="action" onClick={() => setAsks(true)} ref={comeBack}>
            <Icon name="flag" />
            <span>{t.resign}</span>
          </button>
        </>
      )}
    </fieldset>
  );
}

/** A draw that is on offer, or may be claimed. */
export function DrawNotice({ game }: { game: Game }) {
  const t = messages.value.game;
  // Who has left neither hears an answer nor takes an offer back: the person says what the game is worth.
  if (game.outcome || isAbandoned.value) return null;
  if (game.drawOffer === "peer") {
    return (
      <Notice
        title={t.drawOfferedBy(peerName.value)}
        actions={
          <button type="button" class="button primary" onClick={takeDraw}>
            {t.acceptDraw}
          </button>
        }
      >
        {game.customs === "page" ? t.declineByPlaying : t.offerStaysOpen}
      </Notice>
    );
  }
  if (!game.claimable || game.turn !== game.mine) return null;
  return (
    <button type="button" class="button wide" onClick={takeDraw}>
      {game.claimable === "threefold" ? t.claimThreefold : t.claimFifty}
    </button>
  );
}

/** The second click of a double click was meant for the button that stood there before. */
function unlessDouble(answer: () => void): (click: MouseEvent) => void {
  return ({ detail }) => {
    if (detail < 2) answer();
  };
}

function focusIt(button: HTMLButtonElement | null): void {
  button?.focus();
}
