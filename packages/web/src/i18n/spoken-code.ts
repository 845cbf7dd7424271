// A room code as it is said on the phone: sign by sign, digits named as such, so that 8 and H or 2 and two do not
// mix. Knows no language but through its strings.

import type { Messages } from "./en.ts";

/** The international spelling alphabet, which phones of all the page's languages understand. */
const SPELLING: Readonly<Record<string, string>> = {
  A: "Alfa",
  B: "Bravo",
  C: "Charlie",
  D: "Delta",
  E: "Echo",
  F: "Foxtrot",
  G: "Golf",
  H: "Hotel",
  I: "India",
  J: "Juliett",
  K: "Kilo",
  L: "Lima",
  M: "Mike",
  N: "November",
  O: "Oscar",
  P: "Papa",
  Q: "Quebec",
  R: "Romeo",
  S: "Sierra",
  T: "Tango",
  U: "Uniform",
  V: "Victor",
  W: "Whiskey",
  X: "X-ray",
  Y: "Yankee",
  Z: "Zulu",
};

/** `Alfa Bravo – the digit 2 …`, in pairs as the code is shown. */
export function spokenCode(code: string, messages: Messages): string {
  const said = [...code.toUpperCase().replace(/[^A-Z0-9]/g, "")].map(
    (sign) => SPELLING[sign] ?? messages.waiting.digit(sign),
  );
  const pairs = said.flatMap((word, index) =>
    index % 2 === 0 ? [[word, said[index + 1]].filter(Boolean).join(" ")] : [],
  );
  return pairs.join(" – ");
}
