// The moves so far, each a way to its position, and the steps between them.

import { useLayoutEffect, useRef } from "preact/hooks";
import type { Game, PlayedMove } from "../game/match.ts";
import { spokenMove } from "../i18n/index.ts";
import { messages } from "../session/settings.ts";
import type { IconName } from "./icon.tsx";
import { Icon } from "./icon.tsx";
import { isLive, lookAt, step, viewedPly } from "./viewing.ts";

/** The list and its steps. */
export function MoveList({ game }: { game: Game }) {
  const t = messages.value.game;
  const viewed = viewedPly.value;
  const list = useRef<HTMLOListElement>(null);
  useLayoutEffect(() => {
    if (!list.current) return;
    // Called at once, and whenever a notice above takes the list's room.
    const watch = new ResizeObserver(() => list.current && showCurrent(list.current));
    watch.observe(list.current);
    return () => watch.disconnect();
  }, []);
  useLayoutEffect(() => {
    if (list.current) showCurrent(list.current);
  }, [viewed, game.moves.length, game.number]);
  return (
    <section class="moves" aria-label={t.moves}>
      <ol class="move-list" ref={list}>
        {game.moves.length === 0 && <li class="no-moves">{t.noMoves}</li>}
        {pairsOf(game.moves).map((pair, index) => (
          <li key={index}>
            <span class="move-number" aria-hidden="true">
              {index + 1}.
            </span>
            {pair.map((move, half) => (
              <MoveButton key={move.uci + half} move={move} ply={2 * index + half + 1} />
            ))}
          </li>
        ))}
      </ol>
      <div class="steps">
        <Step icon="first" label={t.firstMove} go={() => lookAt(0)} off={viewed === 0} />
        <Step icon="back" label={t.previousMove} go={() => step(-1)} off={viewed === 0} />
        <Step icon="forward" label={t.nextMove} go={() => step(1)} off={isLive.value} />
        <Step icon="last" label={t.lastMove} go={() => lookAt(Infinity)} off={isLive.value} />
      </div>
    </section>
  );
}

function MoveButton({ move, ply }: { move: PlayedMove; ply: number }) {
  const t = messages.value;
  const isCurrent = viewedPly.value === ply;
  const words = spokenMove(move.san, t);
  const said = words.includes(move.san) ? words : `${words}, ${move.san}`;
  const state = move.confirmed ? "" : `, ${t.game.notSentYet}`;
  return (
    <button
      type="button"
      class={move.confirmed ? "move" : "move unsent"}
      aria-current={isCurrent ? "true" : undefined}
      tabIndex={isCurrent ? 0 : -1}
      title={move.confirmed ? undefined : t.game.notSentYet}
      aria-label={`${t.game.moveNumber(Math.ceil(ply / 2))}, ${t.color[move.by]}: ${said}${state}`}
      onClick={() => lookAt(ply)}
    >
      {move.san}
    </button>
  );
}

function Step(about: { icon: IconName; label: string; go: () => void; off: boolean }) {
  return (
    <button
      type="button"
      class="tool"
      title={about.label}
      aria-disabled={about.off}
      onClick={() => about.off || about.go()}
    >
      <Icon name={about.icon} />
      <span class="hidden">{about.label}</span>
    </button>
  );
}

/** Scrolls the list only, not the page around it. */
function showCurrent(list: HTMLElement): void {
  const current = list.querySelector("[aria-current]");
  if (!current) {
    list.scrollTo({ top: 0, left: 0 });
    return;
  }
  const [box, at] = [list.getBoundingClientRect(), current.getBoundingClientRect()];
  list.scrollTop += at.top - box.top - (box.height - at.height) / 2;
  list.scrollLeft += at.left - box.left - (box.width - at.width) / 2;
}

function pairsOf(moves: readonly PlayedMove[]): readonly (readonly PlayedMove[])[] {
  const pairs: PlayedMove[][] = [];
  for (const [index, move] of moves.entries()) {
    if (index % 2 === 0) pairs.push([move]);
    else pairs.at(-1)?.push(move);
  }
  return pairs;
}
