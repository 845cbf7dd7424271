// Where the page keeps small things between two visits: one text a key, under the page's own prefix. Browsers may
// forbid it; then everything works but is forgotten. Knows none of the things.

const PREFIX = "en-parlant-page.";

/** Which of the browser's two stores: `local` outlives the tab, `tab` does not. */
export type Span = "local" | "tab";

/** What was kept, if it can be read. */
export function recall(span: Span, key: string): unknown {
  try {
    const text = storeOf(span).getItem(PREFIX + key);
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Keeps a JSON value; `undefined` forgets it. */
export function remember(span: Span, key: string, value: unknown): void {
  try {
    if (value === undefined) storeOf(span).removeItem(PREFIX + key);
    else storeOf(span).setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // Forbidden or full: the visit goes on without a memory.
  }
}

function storeOf(span: Span): Storage {
  return span === "local" ? localStorage : sessionStorage;
}
