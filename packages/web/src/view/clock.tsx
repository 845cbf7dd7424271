// One player's clock. Redraws itself only while it runs.

import type { Color } from "@en-parlant/client";
import { clocksAt, clockText, isLow, TENTHS_BELOW_MS } from "../game/clock.ts";
import type { Game } from "../game/match.ts";
import { hasBegun, isPlaying } from "../session/match-signal.ts";
import { now } from "../session/now.ts";
import { messages } from "../session/settings.ts";

/** Nothing in a game without clocks. */
export function Clock({ game, side }: { game: Game; side: Color }) {
  const t = messages.value.clock;
  const still = clocksAt(game, game.startedAt);
  if (!still) return null;
  const isRunning = isPlaying.value && hasBegun.value && game.turn === side;
  const shown = isRunning ? clocksAt(game, now.value) : still;
  const ms = shown?.[side] ?? 0;
  const look = `clock ${isRunning ? "runs" : ""} ${isLow(game, ms) ? "low" : ""} ${ms < TENTHS_BELOW_MS ? "tenths" : ""}`;
  return (
    <div class={look} role="timer" aria-label={side === game.mine ? t.yours : t.opponents}>
      {clockText(ms)}
    </div>
  );
}
