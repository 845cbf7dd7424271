// The moments at which a page that was away looks after its link.

import { afterEach, expect, test, vi } from "vitest";
import { onWake } from "./wake.ts";

/** A page that is shown or hidden. */
class FakeDocument extends EventTarget {
  visibilityState = "visible";
}

/** Puts a page around the test. */
function inPage() {
  const page = { document: new FakeDocument(), window: new EventTarget() };
  vi.stubGlobal("document", page.document);
  vi.stubGlobal("window", page.window);
  return page;
}

afterEach(() => void vi.unstubAllGlobals());

const moments = [
  ["document", "visibilitychange"],
  ["document", "resume"],
  ["window", "online"],
  ["window", "pageshow"],
] as const;

test.each(moments)("it wakes at the %s's %s, once each time", (target, type) => {
  const page = inPage();
  const wake = vi.fn();
  onWake(wake);
  page[target].dispatchEvent(new Event(type));
  page[target].dispatchEvent(new Event(type));
  expect(wake).toHaveBeenCalledTimes(2);
});

test("a page that is being hidden does not wake", () => {
  const { document } = inPage();
  const wake = vi.fn();
  onWake(wake);
  document.visibilityState = "hidden";
  document.dispatchEvent(new Event("visibilitychange"));
  expect(wake).not.toHaveBeenCalled();
});

test.each(moments)("what it returned ends it, also for the %s's %s", (target, type) => {
  const page = inPage();
  const wake = vi.fn();
  onWake(wake)();
  page[target].dispatchEvent(new Event(type));
  expect(wake).not.toHaveBeenCalled();
});

test("where there is no page nothing wakes and nothing fails", () => {
  const wake = vi.fn();
  expect(() => onWake(wake)()).not.toThrow();
  expect(wake).not.toHaveBeenCalled();
});
