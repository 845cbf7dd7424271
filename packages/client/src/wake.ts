// The moments at which a link deserves a look at once: the tab is shown again, the device is back on a
// network, the page was thawed. Knows the browser's names for them; elsewhere there are none.

interface Target {
  addEventListener(type: string, listener: () => void, until: { signal: AbortSignal }): void;
}

interface Page extends Target {
  readonly visibilityState: string;
}

/**
 * Calls `wake` at each of these moments.
 * @returns a function that ends this
 */
export function onWake(wake: () => void): () => void {
  const { document, window } = globalThis as { document?: Page; window?: Target };
  const ended = new AbortController();
  document?.addEventListener(
    "visibilitychange",
    () => document.visibilityState === "visible" && wake(),
    ended,
  );
  document?.addEventListener("resume", wake, ended);
  window?.addEventListener("online", wake, ended);
  window?.addEventListener("pageshow", wake, ended);
  return () => ended.abort();
}
