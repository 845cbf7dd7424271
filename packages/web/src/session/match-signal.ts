// The match as a signal, worked out from the session's, and the little that no event tells: ends that this page
// decided, what the players agreed on about clocks, and what went before a trimmed history. Kept for the tab's reload.

import { computed, effect, signal } from "@preact/signals";
import { clocksAt, endOnTime, flagFallen, isLow } from "../game/clock.ts";
import type { Before, Game, Match, Outcome } from "../game/match.ts";
import { matchOf, trimOf } from "../game/match.ts";
import { clocksOut } from "../game/payload.ts";
import { now } from "./now.ts";
import { recall, remember } from "./page-storage.ts";
import { connection, history, mirror, pending, seat, session } from "./relay-session.ts";

/** A history this long is trimmed to the running game; the SDK forgets the oldest beyond 1,000. */
const TRIM_ABOVE = 700;

/** What is kept beside the seat. */
interface Notes {
  readonly code: string;
  readonly verdicts: readonly (readonly [number, Outcome])[];
  readonly before?: Before;
  readonly keepsClocks?: boolean;
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
  const { verdicts, before, keepsClocks } = ownNotes.value;
  return {
    seat: held,
    history: history.value,
    pending: pending.value,
    verdicts: new Map(verdicts),
    ...(before && { before }),
    ...(keepsClocks && { keepsClocks }),
  };
});

/** The match in the seat that is held. */
export const match = computed<Match | undefined>(() => input.value && matchOf(input.value));

/** The game that runs or ran last. */
export const game = computed(() => match.value?.game);

/** Whether leaving now would cost a game. */
export const isPlaying = computed(() => match.value?.phase === "playing");

/** Whether the first move may be made: the countdown is over. */
export const hasBegun = computed(() => {
  const started = game.value?.startedAt;
  if (started === undefined) return false;
  // Looks at the signal only before the start, so that it rests in a game without clocks.
  return !isPlaying.value || Date.now() >= started || now.value >= started;
});

/** The own clock shows little time. */
export const isTimeLow = computed(() => {
  const running = game.value;
  if (!running?.timeControl || !isPlaying.value) return false;
  const shown = clocksAt(running, now.value);
  return shown !== undefined && isLow(running, shown[running.mine]);
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

/** Watches flags and the history's length. @returns a function that ends this */
export function keepMatch(): () => void {
  const ends = [effect(judgeTime), effect(trim)];
  return () => {
    for (const end of ends) end();
  };
}

/**
 * A flag counts only while the link is up: what came before it fell may still be on its way. The end goes to the
 * relay too, so that both boards have it in the same place.
 */
function judgeTime(): void {
  const running = game.value;
  // Looks at the time only in a game that has one.
  if (!running?.timeControl || !isPlaying.value || connection.value.status !== "online") return;
  const loser = flagFallen(running, now.value);
  if (!loser) return;
  judge(running, endOnTime(running.fen, loser));
  const clocks = clocksOut(clocksAt(running, now.value));
  void session.send("resign", { color: loser, ...clocks });
  mirror();
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
