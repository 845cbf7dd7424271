// What a player may be called. Names are shown on somebody else's screen, so whatever could hide or
// reorder text is removed here, once, for every client.

/** Longest name in Unicode code points (design, section 7). */
const MAX_NAME_LENGTH = 40;

/** The name of somebody who gave none. */
const ANONYMOUS = "Player";

const HIDDEN = /[\p{Cc}\p{Bidi_Control}\u2028\u2029\u200B\uFEFF]/gu;
const VISIBLE = /[^\s\p{Cf}\p{M}]/u;

/** Trims, removes control and bidirectional characters, cuts to 40 code points; `Player` if nothing is left. */
export function cleanPlayerName(text: string): string {
  const cleaned = text.toWellFormed().replace(HIDDEN, "").trim();
  const name = Array.from(cleaned).slice(0, MAX_NAME_LENGTH).join("").trimEnd();
  return VISIBLE.test(name) ? name : ANONYMOUS;
}
