// The board with all that lies over it: the countdown, the choice for a pawn, the word that the own link is down.

import type { Game } from "../game/match.ts";
import { isPlaying, untilStart } from "../session/match-signal.ts";
import { connection } from "../session/relay-session.ts";
import { messages } from "../session/settings.ts";
import { Board } from "./board.tsx";
import { boardInWords } from "./board-words.ts";
import { TryNow } from "./link-notice.tsx";
import { moved, premoves, takenBack } from "./moving.ts";
import { PromotionChooser } from "./promotion-chooser.tsx";
import { isLive, orientation, viewedFen, viewedMove, viewedPly } from "./viewing.ts";

/** The area. */
export function BoardArea({ game }: { game: Game }) {
  const t = messages.value;
  const live = isLive.value;
  const fen = viewedFen.value;
  const isAway = connection.value.status !== "online";
  const countdownMs = untilStart.value;
  const mayMove = isPlaying.value && live && countdownMs <= 0;
  const turn = fen.split(" ", 2)[1] === "b" ? "black" : "white";
  const last = viewedMove.value?.uci;
  return (
    <div class={`board-area ${isAway ? "is-away" : ""} ${live ? "" : "is-past"}`}>
      <Board
        fen={fen}
        orientation={orientation.value}
        turn={turn}
        {...(mayMove && { movable: game.mine })}
        ply={viewedPly.value}
        premoves={premoves.value}
        {...(last && { lastMove: last })}
        version={takenBack.value}
        description={boardInWords(fen, t)}
        onMove={moved}
      />
      {countdownMs > 0 && <Countdown game={game} seconds={Math.ceil(countdownMs / 1_000)} />}
      {isAway && (
        <div class="veil away-veil">
          <p>
            <strong>{t.connection.reconnecting}</strong>
            <span>{t.connection.lost}</span>
            <TryNow />
          </p>
        </div>
      )}
      <PromotionChooser color={game.mine} isTurned={orientation.value === "black"} />
    </div>
  );
}

function Countdown({ game, seconds }: { game: Game; seconds: number }) {
  const t = messages.value;
  return (
    <div class="veil countdown">
      <p>
        <span class="countdown-number" key={seconds} aria-hidden="true">
          {seconds}
        </span>
        <strong>{t.ready.youPlay[game.mine]}</strong>
      </p>
    </div>
  );
}
