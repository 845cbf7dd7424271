// The board itself: chessground, told what to show after each change, and telling what the person wants to play. Knows
// no session; a picture with a description to screen readers.

import type { Color } from "@en-parlant/client";
import { Chessground } from "chessground";
import type { Api } from "chessground/api";
import type { Config } from "chessground/config";
import type { Key } from "chessground/types";
import { useLayoutEffect, useRef } from "preact/hooks";
import { checkedSide, legalDests, squaresOf } from "../game/position.ts";
import { watchInterruptions } from "./interrupted-drag.ts";

/** What the board shows. */
export interface BoardState {
  readonly fen: string;
  readonly orientation: Color;
  readonly turn: Color;
  /** The side that the person moves; nothing while none may be moved. */
  readonly movable?: Color;
  /** The game goes on: a move set ahead of its turn is kept, even while none may be moved. */
  readonly isRunning: boolean;
  /** The move that led here, in UCI. */
  readonly lastMove?: string;
  /** Counts up when the board must forget a move that was not played. */
  readonly version: number;
  /** What a screen reader says. */
  readonly description: string;
  /** @param isPremove - set before it was the person's turn */
  onMove(from: string, to: string, isPremove: boolean): void;
}

/** How long a piece takes to its square, in milliseconds. */
const MOVE_MS = 180;

/** The board. */
export function Board(state: BoardState) {
  const element = useRef<HTMLDivElement>(null);
  const api = useRef<Api | undefined>(undefined);
  const latest = useRef(state);
  latest.current = state;
  const { fen, orientation, turn, movable, isRunning, version } = state;

  useLayoutEffect(() => {
    if (!element.current) return;
    const moved = (from: Key, to: Key, { premove }: { premove: boolean }) =>
      latest.current.onMove(from, to, premove);
    const board = Chessground(element.current, {
      ...configOf(latest.current),
      coordinates: true,
      disableContextMenu: true,
      movable: { ...configOf(latest.current).movable, events: { after: moved } },
    });
    api.current = board;
    const stopWatching = watchInterruptions(board);
    return () => {
      stopWatching();
      board.destroy();
    };
  }, []);

  useLayoutEffect(() => {
    const board = api.current;
    if (!board) return;
    board.set(configOf(latest.current));
    if (!isRunning) board.cancelPremove();
    // Out of turn it would be dropped.
    else if (movable === turn) board.playPremove();
  }, [fen, orientation, movable, isRunning, version]);

  return (
    <div
      class="board"
      role="img"
      aria-label={state.description}
      tabIndex={-1}
      // Chessground keeps the browser from doing so, and keys would go on to where something was typed.
      onPointerDown={({ currentTarget }) => currentTarget.focus({ preventScroll: true })}
    >
      <div class="board-ground" ref={element} />
    </div>
  );
}

function configOf({ fen, orientation, turn, movable, lastMove }: BoardState): Config {
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  return {
    fen,
    orientation,
    turnColor: turn,
    check: checkedSide(fen) ?? false,
    lastMove: lastMove ? squaresOf(lastMove) : [],
    animation: { enabled: !isCalm, duration: MOVE_MS },
    movable: {
      free: false,
      ...(movable ? { color: movable } : { color: undefined as never }),
      dests: movable === turn ? legalDests(fen) : new Map(),
    },
    premovable: { enabled: true },
    draggable: { showGhost: true },
  };
}
