// Invite links, and the codes that people type or paste. The code stands behind the `#`, where it reaches no server's
// log on the way. Pure; knows no location bar.

import {
  parseRoomCode,
  ROOM_CODE_ALPHABET,
  ROOM_CODE_LENGTH,
  roomCodeCharacters,
} from "@en-parlant/protocol";

/** A code as it is shown, by itself among words. */
const SHOWN_CODE = /(?<![\p{L}\p{N}-])[A-Z2-9]{2}-[A-Z2-9]{2}-[A-Z2-9]{2}(?![\p{L}\p{N}-])/giu;

/** What somebody may have meant for a code in an address, though it is none. Shorter words are places in the page. */
const MEANT = /^(?=.{5}|.*-)[\p{L}\p{N} .–-]{2,24}$/u;

/** What an invite link says. */
export interface Invite {
  /** As it is shown, `XX-XX-XX`; from a damaged link, what is left of it. */
  readonly code: string;
  /** Who sent it, as far as the link knows. */
  readonly from?: string;
}

/** What typed text lacks to be a code. */
export type CodeReading =
  | { readonly is: "code"; readonly code: string }
  | { readonly is: "incomplete" }
  | { readonly is: "wrong"; readonly character: string };

/** The link that opens the page with the code filled in. @param page - the page's own address */
export function inviteLink(page: string, { code, from }: Invite): string {
  const link = new URL(page);
  link.search = "";
  link.hash = from ? `${code}&from=${encodeURIComponent(from)}` : code;
  return link.href;
}

/** The invitation in an address: `#XX-XX-XX`, or `?code=XX-XX-XX`. One whose code is damaged is an invitation too. */
export function inviteIn(address: string): Invite | undefined {
  const url = urlOf(address);
  if (!url) return undefined;
  const { hash, searchParams } = url;
  const [first = ""] = hash.slice(1).split("&");
  const said = new URLSearchParams(hash.slice(1));
  const named = searchParams.get("code") ?? said.get("code");
  const text = (named ?? decoded(first)).trim();
  const code = codeIn(text);
  if (code === undefined && !named && !MEANT.test(text)) return undefined;
  const from = (said.get("from") ?? searchParams.get("from") ?? "").trim().slice(0, 40);
  return { code: code ?? text.slice(0, 24).toUpperCase(), ...(from && { from }) };
}

/** Reads what somebody typed or pasted: a code in any spelling, a whole link, or a text with either in it. */
export function readTyped(text: string): CodeReading {
  const link = /\S*[#?]\S*/.exec(text)?.[0];
  const linked = codeIn((link && inviteIn(link)?.code) ?? "");
  const code = linked ?? codeIn(text);
  return code === undefined ? readCode(text) : { is: "code", code };
}

function codeIn(text: string): string | undefined {
  const whole = readCode(text);
  return whole.is === "code" ? whole.code : codeAmong(text);
}

function readCode(text: string): CodeReading {
  const signs = roomCodeCharacters(text);
  const character = [...signs].find((sign) => !ROOM_CODE_ALPHABET.includes(sign));
  if (character !== undefined && signs.length <= ROOM_CODE_LENGTH) {
    return { is: "wrong", character };
  }
  const code = parseRoomCode(signs);
  return code ? { is: "code", code } : { is: "incomplete" };
}

/** The last one: before it the page's own text has a name, which may look like a code. */
function codeAmong(text: string): string | undefined {
  const readings = [...text.matchAll(SHOWN_CODE)].map(([shown]) => readCode(shown));
  return readings.flatMap((reading) => (reading.is === "code" ? [reading.code] : [])).at(-1);
}

function urlOf(address: string): URL | undefined {
  try {
    return new URL(address, "http://page.invalid");
  } catch {
    return undefined;
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
