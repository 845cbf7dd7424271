// What the person set on this page, remembered from visit to visit: name, language, theme, sound, the time control
// chosen last. Knows no screen and no relay.

import { computed, effect, signal } from "@preact/signals";
import type { ChosenTime } from "../game/time-control.ts";
import { isChosenTime } from "../game/time-control.ts";
import type { Language } from "../i18n/index.ts";
import { chooseLanguage, messagesIn } from "../i18n/index.ts";
import { recall, remember } from "./page-storage.ts";

/** Light or dark; `system` is as the device has it. */
export type Theme = "system" | "light" | "dark";

/** In the order of the switch. */
export const THEMES: readonly Theme[] = ["system", "light", "dark"];

/** How a time control was chosen last: none, or these minutes and seconds. */
export type TimeWish = ChosenTime | "untimed";

const DEFAULT_TIME: ChosenTime = { minutes: 10, increment: 5 };

/** The person's name, as typed. */
export const playerName = signal(textOr(recall("local", "name"), ""));

/** The page's language. */
export const language = signal<Language>(
  chooseLanguage(recall("local", "language"), navigator.languages),
);

/** All strings in that language. */
export const messages = computed(() => messagesIn(language.value));

export const theme = signal<Theme>(themeOr(recall("local", "theme"), "system"));

export const isMuted = signal(recall("local", "muted") === true);

export const timeWish = signal<TimeWish>(timeOr(recall("local", "time"), DEFAULT_TIME));

/** Chooses a language, and remembers that it was chosen. */
export function speak(chosen: Language): void {
  language.value = chosen;
  remember("local", "language", chosen);
}

/** Keeps the rest as it changes. @returns a function that ends this */
export function keepSettings(): () => void {
  const ends = [
    effect(() => remember("local", "name", playerName.value || undefined)),
    effect(() => remember("local", "theme", theme.value)),
    effect(() => remember("local", "muted", isMuted.value)),
    effect(() => remember("local", "time", timeWish.value)),
  ];
  return () => {
    for (const end of ends) end();
  };
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === "string" ? value.slice(0, 40) : otherwise;
}

function themeOr(value: unknown, otherwise: Theme): Theme {
  return THEMES.find((known) => known === value) ?? otherwise;
}

function timeOr(value: unknown, otherwise: TimeWish): TimeWish {
  return value === "untimed" || isChosenTime(value) ? value : otherwise;
}
