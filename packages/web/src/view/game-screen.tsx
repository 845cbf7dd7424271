// A game: the board, both players, the moves, and all that can be done; afterwards the result.

import { opposite } from "chessops/util";
import { useMemo } from "preact/hooks";
import type { Game } from "../game/match.ts";
import { balanceAfter } from "../game/material.ts";
import { hasBegun, match } from "../session/match-signal.ts";
import { messages } from "../session/settings.ts";
import { BoardArea } from "./board-area.tsx";
import { DiffersCard } from "./differs-card.tsx";
import { DrawNotice, GameActions } from "./game-actions.tsx";
import { MoveInput } from "./move-input.tsx";
import { MoveList } from "./move-list.tsx";
import { Notice } from "./notice.tsx";
import { PeerNotice } from "./peer-notice.tsx";
import { PlayerBar } from "./player-bar.tsx";
import { Rematch, ResultCard } from "./result-card.tsx";
import { peerName } from "./screen.ts";
import { backToGame, isLive, orientation, viewedPly } from "./viewing.ts";

/** The whole screen. */
export function GameScreen() {
  const state = match.value;
  const game = state?.game;
  const ply = viewedPly.value;
  const balance = useMemo(() => balanceAfter(game?.moves.slice(0, ply) ?? []), [game?.number, ply]);
  if (!state || !game) return null;
  const bottom = orientation.value;
  return (
    <main class="game" id="main">
      <h1 class="hidden">
        {messages.value.ready.youPlay[game.mine]} {messages.value.ready.against(peerName.value)}
      </h1>
      <PlayerBar game={game} side={opposite(bottom)} balance={balance} place="top" />
      <BoardArea game={game} />
      <PlayerBar game={game} side={bottom} balance={balance} place="bottom" />
      <div class="side">
        <DiffersCard match={state} />
        <ResultCard game={game} match={state} />
        <PeerNotice />
        <DrawNotice game={game} />
        {/* Nobody is ready in a game that runs: for the opponent it is over. */}
        {state.phase === "playing" && state.ready.peer && (
          <Notice>
            <Rematch match={state} />
          </Notice>
        )}
        {!game.outcome && !game.fault && <TurnLine game={game} />}
        <MoveList game={game} />
        <GameActions game={game} />
        {!game.outcome && !game.fault && <MoveInput />}
      </div>
    </main>
  );
}

/** Whose turn it is; while an earlier position is looked at, the way back. */
function TurnLine({ game }: { game: Game }) {
  const t = messages.value;
  if (!isLive.value) {
    return (
      <p class="turn">
        <button type="button" class="link" title={t.game.viewingPast} onClick={backToGame}>
          {t.game.backToGame}
        </button>
      </p>
    );
  }
  if (!hasBegun.value) return <p class="turn">{t.ready.youPlay[game.mine]}</p>;
  const isMine = game.turn === game.mine;
  const isCheck = game.moves.at(-1)?.check;
  return (
    <p class={isMine ? "turn mine" : "turn"}>
      {isMine ? t.game.yourTurn : t.game.opponentsTurn(peerName.value)}
      {isCheck && <b> · {t.game.check}</b>}
    </p>
  );
}
