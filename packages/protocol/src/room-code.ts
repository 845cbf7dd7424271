// Room codes: the only secret two players share, so their alphabet, their drawing and the forgiving
// reading of what a person types stand here. Knows no rooms and no source of randomness.

/** A–Z and 2–9 without the look-alikes 0 O 1 I L: 31 characters, 31^6 ≈ 887 million codes. */
export const ROOM_CODE_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

/** Characters of a code, the dashes between them left out. */
export const ROOM_CODE_LENGTH = 6;

declare const roomCode: unique symbol;

/** Six characters of the alphabet in the form `XX-XX-XX`. Only this module makes one. */
export type RoomCode = string & { readonly [roomCode]: true };

/**
 * Draws a code.
 * @param below - returns a uniform random integer in `[0, limit)`; must be cryptographically strong,
 * because a code that can be guessed lets a stranger into the game
 */
export function drawRoomCode(below: (limit: number) => number): RoomCode {
  let characters = "";
  while (characters.length < ROOM_CODE_LENGTH) {
    characters += ROOM_CODE_ALPHABET.charAt(below(ROOM_CODE_ALPHABET.length));
  }
  return dashed(characters);
}

/** What shows nothing, is no letter or digit, or is what a Japanese keyboard has for a dash. */
const BETWEEN = /[\p{Default_Ignorable_Code_Point}\p{Lm}]|[^\p{L}\p{N}]/gu;

/** The letters and digits of what a person types or pastes, as a code has them: capitals, none of them wide (NFKC). */
export function roomCodeCharacters(text: string): string {
  return text.normalize("NFKC").replace(BETWEEN, "").toUpperCase();
}

/**
 * Reads a code as people type it: any case and width, and anything between its characters but other letters and digits,
 * as the released app reads its own field.
 * @returns the code, or `undefined` when the text is not one
 */
export function parseRoomCode(text: string): RoomCode | undefined {
  const characters = roomCodeCharacters(text);
  if (characters.length !== ROOM_CODE_LENGTH) return undefined;
  for (const character of characters) {
    if (!ROOM_CODE_ALPHABET.includes(character)) return undefined;
  }
  return dashed(characters);
}

function dashed(characters: string): RoomCode {
  const pairs = [characters.slice(0, 2), characters.slice(2, 4), characters.slice(4, 6)];
  return pairs.join("-") as RoomCode;
}
