// A move in SAN as words, for screen readers: `Nxe5+` is "knight takes e5, check". Knows the notation, no rules.

import type { Messages } from "./en.ts";

type Spoken = Messages["spoken"];

const SAN =
  /^(?<piece>[KQRBN])?(?<origin>[a-h]?[1-8]?)(?<takes>x)?(?<square>[a-h][1-8])(?:=(?<into>[QRBN]))?[+#]?$/;

const PIECES: Readonly<Record<string, keyof Spoken["piece"]>> = {
  K: "king",
  Q: "queen",
  R: "rook",
  B: "bishop",
  N: "knight",
};

/** The move in words; what is no SAN is said as it is written. */
export function spokenMove(san: string, { spoken }: Pick<Messages, "spoken">): string {
  const said = withoutCheck(san, spoken);
  if (san.endsWith("#")) return spoken.checkmate(said);
  return san.endsWith("+") ? spoken.check(said) : said;
}

function withoutCheck(san: string, spoken: Spoken): string {
  if (/^O-O-O[+#]?$/.test(san)) return spoken.castlesLong;
  if (/^O-O[+#]?$/.test(san)) return spoken.castlesShort;
  const { piece, origin, takes, square, into } = SAN.exec(san)?.groups ?? {};
  if (square === undefined) return san;
  const name = spoken.piece[PIECES[piece ?? ""] ?? "pawn"];
  const mover = origin ? spoken.from(name, origin) : name;
  const move = takes ? spoken.capture(mover, square) : spoken.move(mover, square);
  const promoted = into && PIECES[into];
  return promoted ? spoken.promotion(move, spoken.piece[promoted]) : move;
}
