// After a game: the result and why, the rematch, the game as PGN, the way to a new one.

import { useEffect, useRef } from "preact/hooks";
import type { Game, Match } from "../game/match.ts";
import { pgnFileName, pgnOf } from "../game/pgn.ts";
import { leave, ready, wantsSwap, wishSwap } from "../session/deeds.ts";
import { begunOn } from "../session/match-signal.ts";
import { peer } from "../session/relay-session.ts";
import { messages } from "../session/settings.ts";
import { CopyButton } from "./copy-button.tsx";
import { Icon } from "./icon.tsx";
import { pointsText, resultWords } from "./result-words.ts";
import { namesBy, peerName } from "./screen.ts";

/** The card; nothing while the game goes on. */
export function ResultCard({ game, match }: { game: Game; match: Match }) {
  const t = messages.value;
  const card = useRef<HTMLElement>(null);
  useEffect(() => card.current?.scrollIntoView({ block: "nearest" }), [game.outcome]);
  const words = resultWords(game, t, peerName.value);
  if (!words) return null;
  const look = game.outcome?.winner
    ? game.outcome.winner === game.mine
      ? "won"
      : "lost"
    : "drawn";
  return (
    <section class={`result ${look}`} ref={card} aria-label={t.after.heading}>
      <h2>{words.headline}</h2>
      <p class="soft">
        {words.why}{" "}
        {game.number > 1 && (
          <span class="score">
            {t.after.score(pointsText(match.score.mine), pointsText(match.score.peer))}
          </span>
        )}
      </p>
      <Rematch match={match} />
      <div class="row">
        <CopyButton
          text={() => pgnOf(dated(game), namesBy(game.mine))}
          label={t.after.copyPgn}
          done={t.after.pgnCopied}
        />
        <button type="button" class="button" onClick={() => download(game)}>
          <Icon name="download" />
          {t.after.downloadPgn}
        </button>
        <button type="button" class="button" onClick={leave}>
          <Icon name="plus" />
          {t.after.newGame}
        </button>
      </div>
      <p class="hint">{t.after.analyse}</p>
    </section>
  );
}

/** Asking for one more game; also where the boards differ, or only the opponent's game is over. */
export function Rematch({ match }: { match: Match }) {
  const t = messages.value.after;
  const { mine, peer: peerReady, peerKeepsColors } = match.ready;
  const swaps = match.peerIsPage && wantsSwap.value && !peerKeepsColors;
  // Whatever was asked: a game would begin against nobody.
  if (peer.value.status === "left") return null;
  return (
    <div class="rematch">
      {peerReady && !mine && <p class="asked">{t.peerWantsRematch(peerName.value)}</p>}
      <button
        type="button"
        class="button primary big"
        aria-disabled={mine}
        onClick={() => mine || ready()}
      >
        <Icon name={mine ? "check" : "again"} />
        {mine ? t.rematchAsked : swaps ? t.rematchSwap : t.rematchKeep}
      </button>
      {match.peerIsPage ? (
        <label class="switch">
          <input
            type="checkbox"
            checked={swaps}
            disabled={mine || peerKeepsColors}
            onChange={({ currentTarget }) => wishSwap(currentTarget.checked)}
          />
          <span>{t.swapColors}</span>
        </label>
      ) : (
        <p class="hint">{t.colorsStay}</p>
      )}
    </div>
  );
}

/** For its date the game began by the time of day. */
function dated(game: Game): Game {
  return { ...game, startedAt: begunOn.peek() };
}

function download(game: Game): void {
  const names = namesBy(game.mine);
  const file = new Blob([pgnOf(dated(game), names)], { type: "application/x-chess-pgn" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = pgnFileName(dated(game), names);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1_000);
}
