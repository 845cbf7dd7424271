// Time controls: those offered, how one travels in a game's options, and how it is written. Options come from
// the other player's program, so they are checked like any stranger's word.

import type { JsonObject } from "@en-parlant/client";

/** A game's time control; both in milliseconds. */
export interface TimeControl {
  readonly initialMs: number;
  readonly incrementMs: number;
}

/** What is left on both clocks, in milliseconds. */
export interface Clocks {
  readonly white: number;
  readonly black: number;
}

/** As players say it: minutes at the start, seconds added with each move. */
export interface ChosenTime {
  readonly minutes: number;
  readonly increment: number;
}

/** How a time control is called by its pace. */
export type Pace = "bullet" | "blitz" | "rapid" | "classical";

/** The usual ones, quickest first. */
export const TIME_PRESETS: readonly ChosenTime[] = [
  { minutes: 1, increment: 0 },
  { minutes: 2, increment: 1 },
  { minutes: 3, increment: 0 },
  { minutes: 3, increment: 2 },
  { minutes: 5, increment: 0 },
  { minutes: 5, increment: 3 },
  { minutes: 10, increment: 0 },
  { minutes: 10, increment: 5 },
  { minutes: 15, increment: 10 },
  { minutes: 30, increment: 0 },
  { minutes: 30, increment: 20 },
  { minutes: 60, increment: 30 },
];

/** Least that is accepted, in minutes: three seconds. Less is no game, and soon shows as none. */
export const MIN_MINUTES = 0.05;

/** Most that is accepted, in minutes. */
export const MAX_MINUTES = 180;

/** Most that is accepted, in seconds. */
export const MAX_INCREMENT = 180;

/** Whether these can be a time control: some minutes, fractions included, and whole or half seconds. */
export function isChosenTime(value: unknown): value is ChosenTime {
  const { minutes, increment } = (value ?? {}) as { minutes?: unknown; increment?: unknown };
  return (
    isWithin(minutes, MAX_MINUTES) &&
    minutes >= MIN_MINUTES &&
    isWithin(increment, MAX_INCREMENT) &&
    Number.isInteger(increment * 2)
  );
}

/** The time control in milliseconds. */
export function timeControlOf({ minutes, increment }: ChosenTime): TimeControl {
  return { initialMs: Math.round(minutes * 60_000), incrementMs: Math.round(increment * 1_000) };
}

/** What to attach to a game that is created; without a time control the game is untimed. */
export function optionsFor(chosen: ChosenTime | undefined): JsonObject {
  return chosen ? { time: { minutes: chosen.minutes, increment: chosen.increment } } : {};
}

/** The time control in a game's options; none, if they have none that makes sense. */
export function timeControlIn(options: JsonObject | undefined): TimeControl | undefined {
  const time: unknown = options && Object.hasOwn(options, "time") ? options.time : undefined;
  return isChosenTime(time) ? timeControlOf(time) : undefined;
}

/** As it is written everywhere: `5+3`, `½+0`. */
export function timeText({ initialMs, incrementMs }: TimeControl): string {
  return `${minutesText(initialMs / 60_000)}+${plain(incrementMs / 1_000)}`;
}

/** By the length of a game of 40 moves, as chess servers reckon it. */
export function paceOf({ initialMs, incrementMs }: TimeControl): Pace {
  const seconds = (initialMs + 40 * incrementMs) / 1_000;
  if (seconds < 180) return "bullet";
  if (seconds < 480) return "blitz";
  return seconds < 1_500 ? "rapid" : "classical";
}

function isWithin(value: unknown, max: number): value is number {
  return typeof value === "number" && value >= 0 && value <= max;
}

function minutesText(minutes: number): string {
  const halves: Readonly<Record<number, string>> = { 0.25: "¼", 0.5: "½", 0.75: "¾" };
  return halves[minutes] ?? plain(minutes);
}

function plain(value: number): string {
  return String(Number(value.toFixed(2)));
}
