// Before the first game: who plays whom, and whether both are ready.

import type { Color, Seat } from "@en-parlant/client";
import type { Match } from "../game/match.ts";
import { timeControlIn, timeText } from "../game/time-control.ts";
import { ready } from "../session/deeds.ts";
import { keepClocks, keepsClocks, match } from "../session/match-signal.ts";
import { peer, seat } from "../session/relay-session.ts";
import { messages } from "../session/settings.ts";
import { Icon } from "./icon.tsx";
import { OwnLink, PeerLink } from "./link-indicator.tsx";
import { LinkNotice } from "./link-notice.tsx";
import { Notice } from "./notice.tsx";
import { PeerNotice } from "./peer-notice.tsx";
import { PieceImage } from "./piece-image.tsx";
import { ownName, peerName } from "./screen.ts";

/** The whole screen. */
export function ReadyScreen() {
  const t = messages.value;
  const held = seat.value;
  const state = match.value;
  if (!held || !state) return null;
  const other: Color = held.color === "white" ? "black" : "white";
  const time = state.timeControl;
  const { mine } = state.ready;
  // Whatever was said: a game would begin against nobody.
  const hasLeft = peer.value.status === "left";
  const peerReady = state.ready.peer && !hasLeft;
  return (
    <main class="ready" id="main">
      <div class="card ready-card">
        <h1>{t.ready.heading}</h1>
        <p class="soft">
          {/* A name that is written from the right would turn the time around. */}
          {t.ready.youPlay[held.color]} <bdi>{t.ready.against(peerName.value)}</bdi> ·{" "}
          {time ? timeText(time) : t.time.untimed}
        </p>
        <ul class="seats">
          <li class={peerReady ? "is-ready" : ""}>
            <PieceImage color={other} piece="king" />
            <span class="seat-name">
              <b>
                <bdi>{peerName.value}</bdi>
              </b>
              <PeerLink />
            </span>
            <span class="seat-state">
              {peerReady ? t.ready.peerReady(peerName.value) : t.ready.peerNotReady(peerName.value)}
            </span>
            {peerReady && <Icon name="check" />}
          </li>
          <li class={mine ? "is-ready" : ""}>
            <PieceImage color={held.color} piece="king" />
            <span class="seat-name">
              <b>
                <bdi>{ownName.value}</bdi>
              </b>
              <OwnLink />
            </span>
            <span class="seat-state">{mine ? t.ready.youAreReady : t.ready.youAreNotReady}</span>
            {mine && <Icon name="check" />}
          </li>
        </ul>
        <Clocks held={held} match={state} />
        <LinkNotice />
        <PeerNotice />
        {!hasLeft && (
          <button
            type="button"
            class="button primary big"
            aria-disabled={mine}
            onClick={() => mine || ready()}
          >
            {mine ? t.ready.waitingForPeer(peerName.value) : t.ready.press}
          </button>
        )}
      </div>
    </main>
  );
}

/** Why the time that was chosen does not count, and a way to have it count; nothing between two pages. */
function Clocks({ held, match: { peerIsPage, ready: said } }: { held: Seat; match: Match }) {
  const { time } = messages.value;
  const chosen = timeControlIn(held.options);
  // A host who has chosen a time has a clock.
  if (!chosen || peerIsPage || held.color === "black") return null;
  return (
    <Notice>
      {time.appHasNone(peerName.value)}
      <label class="switch">
        <input
          type="checkbox"
          checked={keepsClocks.value}
          disabled={said.mine}
          onChange={({ currentTarget }) => keepClocks(currentTarget.checked)}
        />
        <span>{time.keepClocks(timeText(chosen))}</span>
      </label>
    </Notice>
  );
}
