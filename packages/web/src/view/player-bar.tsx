// One player beside the board: who it is, how the link stands, what was captured, the clock.

import type { Color } from "@en-parlant/client";
import { opposite } from "chessops/util";
import type { Game } from "../game/match.ts";
import type { Balance } from "../game/material.ts";
import { isPlaying } from "../session/match-signal.ts";
import { messages } from "../session/settings.ts";
import { Clock } from "./clock.tsx";
import { OwnLink, PeerLink } from "./link-indicator.tsx";
import { PieceImage } from "./piece-image.tsx";
import { namesBy } from "./screen.ts";

/** @param place - above or below the board */
export function PlayerBar(about: {
  game: Game;
  side: Color;
  balance: Balance;
  place: "top" | "bottom";
}) {
  const { game, side, balance, place } = about;
  const t = messages.value;
  const isMine = side === game.mine;
  const isToMove = isPlaying.value && game.turn === side;
  return (
    <section
      class={`player player-${place} ${isToMove ? "to-move" : ""}`}
      aria-label={isMine ? t.game.you : t.game.opponent}
    >
      <PieceImage color={side} piece="king" />
      <div class="player-text">
        <p class="player-name">
          <bdi>{namesBy(game.mine)[side]}</bdi>
        </p>
        <p class="player-more">
          {isMine ? <OwnLink /> : <PeerLink />}
          <Captured side={side} balance={balance} />
        </p>
      </div>
      <Clock game={game} side={side} />
    </section>
  );
}

function Captured({ side, balance }: { side: Color; balance: Balance }) {
  const t = messages.value;
  const roles = balance.captured[side];
  const lead = side === "white" ? balance.lead : -balance.lead;
  if (roles.length === 0 && lead <= 0) return null;
  const words = roles.map((role) => t.spoken.piece[role]).join(", ");
  return (
    <span class="captured">
      <span class="hidden">
        {t.game.captured[side]}: {words}
        {lead > 0 && `. ${t.game.advantage(lead)}`}
      </span>
      <span class="captured-pieces">
        {roles.map((role, index) => (
          <PieceImage key={`${role}${index}`} color={opposite(side)} piece={role} />
        ))}
      </span>
      {lead > 0 && (
        <span class="lead" aria-hidden="true">
          +{lead}
        </span>
      )}
    </span>
  );
}
