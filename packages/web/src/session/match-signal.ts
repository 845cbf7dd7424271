// The match as a signal, worked out from the session's, and the little that no event tells: ends that this page
// decided, what it missed, what the players agreed on about clocks, the day of the game, and what went before a trimmed
// history. Kept for the tab's reload.

import type { HistoryEntry } from "@en-parlant/client";
import { batch, computed, effect, signal } from "@preact/signals";
import { clocksAt, isLow } from "../game/clock.ts";
import type { Before, Game, Match, Outcome } from "../game/match.ts";
import { matchOf, trimOf } from "../game/match.ts";
import { now } from "./now.ts";
import { recall, remember } from "./page-storage.ts";
import { pageTime } from "./page-time.ts";
import { history, mirror, pending, seat, session } from "./relay-session.ts";

/** A history this long is trimmed to the running game; the SDK forgets the oldest beyond 1,000. */
const TRIM_ABOVE = 700;

/** What is heard so long after the relay took it was missed, in milliseconds. */
const MISSED_MS = 1_000;

/** What is kept beside the seat. */
interface Notes {
  readonly code: string;
  readonly verdicts: readonly (readonly [number, Outcome])[];
  readonly before?: Before;
  readonly keepsClocks?: boolean;
  /** When the relay took what the opponent claimed while this page was away, in the page's time. */
  readonly missed?: readonly number[];
  /** The game that began last, by its number, and the time of day at which it did. */
  readonly begun?: { readonly game: number; readonly on: number };
}

const notes = signal<Notes | undefined>(undefined);

/** This room's notes; those of an earlier room mean nothing here. */
const ownNotes = computed<Notes | undefined>(() => {
  const code = seat.value?.code;
  if (code === undefined) return undefined;
  const known = notes.value ?? (recall("tab", "match") as Notes | undefined);
  return known?.code === code ? known : { code, verdicts: [] };
});

const input = computed(() => {
  const held = seat.value;
  if (!held || !ownNotes.value) return undefined;
  const { verdicts, before, keepsClocks, missed } = ownNotes.value;
  return {
    seat: held,
    history: history.value,
    pending: pending.value,
    verdicts: new Map(verdicts),
    ...(before && { before }),
    ...(keepsClocks && { keepsClocks }),
    ...(missed && { missed: new Set(missed) }),
  };
});

/** The match in the seat that is held. */
export const match = computed<Match | undefined>(() => input.value && matchOf(input.value));

/** The game that runs or ran last. */
export const game = computed(() => match.value?.game);

/** Whether leaving now would cost a game. */
export const isPlaying = computed(() => match.value?.phase === "playing");

/** Milliseconds until the first move may be made. Once one has been made, nothing brings the countdown back. */
export const untilStart = computed(() => {
  const running = game.value;
  if (!running || !isPlaying.value || running.moves.length > 0) return 0;
  const { startedAt } = running;
  // Looks at the signal only before the start, so that it rests in a game without clocks.
  return pageTime() >= startedAt ? 0 : Math.max(0, startedAt - now.value);
});

/** Whether the first move may be made: the countdown is over. */
export const hasBegun = computed(() => game.value !== undefined && untilStart.value === 0);

/** The own clock shows little time. */
export const isTimeLow = computed(() => {
  const running = game.value;
  if (!running?.timeControl || !isPlaying.value) return false;
  const shown = clocksAt(running, now.value);
  return shown !== undefined && isLow(running, shown[running.mine]);
});

/** The time of the side to move is over, whatever comes of it. */
export const isTimeOver = computed(() => {
  const running = game.value;
  if (!running?.timeControl || !isPlaying.value) return false;
  return clocksAt(running, now.value)?.[running.turn] === 0;
});

/** When the game began, by the time of day. */
export const begunOn = computed(() => {
  const begun = ownNotes.value?.begun;
  return begun && begun.game === game.value?.number ? begun.on : Date.now();
});

/** The players have agreed to go by this page's clocks, though the opponent has none. */
export const keepsClocks = computed(() => ownNotes.value?.keepsClocks === true);

/** Says whether they have. */
export function keepClocks(keeps: boolean): void {
  note({ keepsClocks: keeps });
}

/** Ends a game by this page's own judgement: events tell that it is over, and not why. */
export function judge({ number }: Game, outcome: Outcome): void {
  note({ verdicts: [...(ownNotes.peek()?.verdicts ?? []), [number, outcome]] });
}

/** Watches what has to be noted, and the history's length. @returns a function that ends this */
export function keepMatch(): () => void {
  const ends = [session.on("history", hear), effect(noteDay), effect(trim)];
  return () => {
    for (const end of ends) end();
  };
}

/** The game went on by one event. */
function hear({ event, mine, at }: HistoryEntry): void {
  batch(() => {
    const isMissed = event === "resign" && !mine && pageTime() - at > MISSED_MS;
    if (isMissed) note({ missed: [...(ownNotes.peek()?.missed ?? []), at] });
    mirror();
  });
}

function noteDay(): void {
  const number = game.value?.number;
  const known = ownNotes.peek()?.begun;
  if (number !== undefined && known?.game !== number) {
    note({ begun: { game: number, on: Date.now() } });
  }
}

function trim(): void {
  if (history.value.length < TRIM_ABOVE || !input.value) return;
  const trimmed = trimOf(input.value);
  if (!trimmed) return;
  note({ before: trimmed.before });
  session.trimHistory(trimmed.keep);
  mirror();
}

function note(change: Partial<Notes>): void {
  const known = ownNotes.peek();
  if (!known) return;
  notes.value = { ...known, ...change };
  remember("tab", "match", notes.value);
}
