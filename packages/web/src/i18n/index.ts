// Which language is spoken: the person's choice, or else the browser's first that there is. Knows no DOM; who
// shows the strings holds the language.

import { de } from "./de.ts";
import type { Messages } from "./en.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";

export type { Messages } from "./en.ts";
export { spokenCode } from "./spoken-code.ts";
export { spokenMove } from "./spoken-move.ts";

/** All languages, by their tag, in the order in which the switch shows them. */
export const languages = { en, de, es, fr } as const satisfies Record<string, Messages>;

/** A language's tag. */
export type Language = keyof typeof languages;

/** The tags, in the order of the switch. */
export const LANGUAGES = Object.keys(languages) as readonly Language[];

/** Whether there are strings in this language. */
export function isLanguage(tag: unknown): tag is Language {
  return typeof tag === "string" && Object.hasOwn(languages, tag);
}

/**
 * The language to begin with.
 * @param remembered - what the person chose earlier, if anything, from wherever it was kept
 * @param wished - `navigator.languages`, the dearest first
 */
export function chooseLanguage(remembered: unknown, wished: readonly string[]): Language {
  if (isLanguage(remembered)) return remembered;
  for (const tag of wished) {
    const [base] = tag.toLowerCase().split(/[-_]/);
    if (isLanguage(base)) return base;
  }
  return "en";
}

/** The strings of a language. */
export function messagesIn(language: Language): Messages {
  return languages[language];
}

/** The sentence for a refusal or failure of the relay or the session. */
export function errorText(
  messages: Messages,
  error: { readonly code?: string; readonly message: string },
): string {
  const { unknown, ...byCode } = messages.error;
  const { code } = error;
  if (code !== undefined && Object.hasOwn(byCode, code)) return byCode[code as keyof typeof byCode];
  return unknown(error.message);
}
