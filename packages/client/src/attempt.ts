// What may fail without harm: a storage that is full or forbidden, a text that is no JSON.

/** What the act gives; nothing when it throws. */
export function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
