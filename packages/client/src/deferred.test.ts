// A promise that somebody else settles, or the signal, or time.

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Deferred } from "./deferred.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const late = () => new Error("late");

test("it ends as it is told to", async () => {
  const kept = new Deferred<number>();
  kept.resolve(7);
  await expect(kept.promise).resolves.toBe(7);
  const broken = new Deferred();
  broken.reject(new Error("no"));
  await expect(broken.promise).rejects.toThrow("no");
});

test("only the first end counts, and it is reported once", async () => {
  const ended = vi.fn();
  const { signal, abort } = aborting();
  const deferred = new Deferred<number>({ signal, timeoutMs: 100, late }, ended);
  deferred.resolve(1);
  deferred.resolve(2);
  deferred.reject(new Error("no"));
  abort();
  vi.advanceTimersByTime(1_000);
  await expect(deferred.promise).resolves.toBe(1);
  expect(ended).toHaveBeenCalledTimes(1);
});

test("when time is over it is rejected with what `late` says at that moment", async () => {
  const ended = vi.fn();
  const deferred = new Deferred({ timeoutMs: 100, late }, ended);
  vi.advanceTimersByTime(99);
  expect(ended).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(ended).toHaveBeenCalledTimes(1);
  await expect(deferred.promise).rejects.toThrow("late");
});

test("without a limit it waits for ever", () => {
  const ended = vi.fn();
  new Deferred({}, ended);
  expect(vi.getTimerCount()).toBe(0);
  expect(ended).not.toHaveBeenCalled();
});

test("a signal ends it with the signal's own reason", async () => {
  const { signal, abort } = aborting();
  const ended = vi.fn();
  const deferred = new Deferred({ signal, timeoutMs: 100, late }, ended);
  abort("changed my mind");
  await expect(deferred.promise).rejects.toBe("changed my mind");
  expect(ended).toHaveBeenCalledTimes(1);
});

test("a signal given before ends it before it began", async () => {
  const ended = vi.fn();
  const deferred = new Deferred({ signal: AbortSignal.abort("too late") }, ended);
  expect(ended).toHaveBeenCalledTimes(1);
  await expect(deferred.promise).rejects.toBe("too late");
});

test("it leaves neither a timer nor a listener behind", () => {
  const { signal } = aborting();
  const removed = vi.spyOn(signal, "removeEventListener");
  const deferred = new Deferred<void>({ signal, timeoutMs: 100, late });
  deferred.resolve();
  expect(vi.getTimerCount()).toBe(0);
  expect(removed).toHaveBeenCalledTimes(1);
});

test("a rejection that nobody waits for is not unhandled", async () => {
  vi.useRealTimers();
  const unhandled = vi.fn();
  process.on("unhandledRejection", unhandled);
  new Deferred().reject(new Error("nobody listens"));
  // Node tells of unhandled rejections before the next turn.
  await new Promise((resolve) => setImmediate(resolve));
  process.off("unhandledRejection", unhandled);
  expect(unhandled).not.toHaveBeenCalled();
});

function aborting() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: (reason?: unknown) => controller.abort(reason) };
}
