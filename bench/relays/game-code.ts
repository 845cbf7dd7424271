// The codes of the bench's own relays.

import { randomInt } from "node:crypto";

const ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

/** `AB-CD-EF`, at random. */
export function newGameCode(): string {
  const letters = Array.from({ length: 6 }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  return letters.replace(/(..)(..)(..)/, "$1-$2-$3");
}
