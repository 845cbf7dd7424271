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
  /** How many moves have been made in it. */
  readonly ply: number;
  /**
   * A move may be set ahead of its turn, and is kept for as long as this stays the same: for one move of the opponent's.
   * Nothing while none may be.
   */
  readonly premoves: string | undefined;
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
  /** What was shown when the move was set that waits for its turn. */
  const shown = useRef(state);
  const { fen, orientation, movable, ply, premoves, version } = state;

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
    const { current: before } = shown;
    shown.current = latest.current;
    const isKept = premoves !== undefined && premoves === before.premoves;
    if (isKept && ply === before.ply + 1) board.playPremove();
    else if (!isKept || ply !== before.ply) board.cancelPremove();
  }, [fen, orientation, movable, ply, premoves, version]);

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

function configOf({ fen, orientation, turn, movable, premoves, lastMove }: BoardState): Config {
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
    premovable: { enabled: premoves !== undefined },
    draggable: { showGhost: true },
  };
}
