// Whose an answer is: a proxy before the relay, a captive portal or a program that has taken the relay's place answers
// under the same addresses. Knows no cache and no version: the relay behind may be older or newer than this worker.

/** What every page of ours has, and nobody else's; and its end, which a torn page lacks. */
const MARKS = ["<title>En Parlant</title>", '<div id="app">', "</html>"];

const TYPES: Readonly<Record<string, RegExp>> = {
  html: /^text\/html\b/,
  js: /^(text|application)\/javascript\b/,
  css: /^text\/css\b/,
  svg: /^image\/svg\+xml\b/,
};

/** Whether somebody has to sign in first: no page of ours, and yet the way to it. The browser knows how. */
export function isSignIn(answer: Response): boolean {
  const asksForPassword = answer.status === 401 && answer.headers.has("www-authenticate");
  return asksForPassword || answer.type === "opaqueredirect";
}

/** The text of our page; nothing if the answer is anything else. Rejects where the body breaks off. */
export async function ownPage(answer: Response): Promise<string | undefined> {
  if (!isOk(answer, "html")) return undefined;
  const text = await answer.clone().text();
  return MARKS.every((mark) => text.includes(mark)) ? text : undefined;
}

/** Whether it is the file of that address, and not somebody's word that there is none. */
export function isFile(answer: Response, url: string): boolean {
  return isOk(answer, url.split(".").at(-1) ?? "");
}

/** The page's own files in its text, as absolute addresses. What a proxy has put in stands elsewhere. */
export function filesIn(text: string, page: string): readonly string[] {
  const links = text.matchAll(/\s(?:src|href)="(\.\/assets\/[^"]+)"/g);
  return [...links].map(([, link = ""]) => new URL(link, page).href);
}

function isOk(answer: Response, kind: string): boolean {
  const type = answer.headers.get("content-type") ?? "";
  return answer.status === 200 && !answer.redirected && TYPES[kind]?.test(type) === true;
}
