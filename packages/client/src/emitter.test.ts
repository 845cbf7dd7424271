// Listeners come and go at any moment, and one that fails fails alone.

import { expect, test, vi } from "vitest";
import { Emitter } from "./emitter.ts";

class Bell extends Emitter<{ ring: [times: number, loud: boolean]; stop: [] }> {
  ring(times: number): void {
    this.emit("ring", times, true);
  }

  stop(): void {
    this.emit("stop");
  }
}

test("every listener of an event hears it with all its arguments, in the order they came", () => {
  const bell = new Bell();
  const heard: string[] = [];
  bell.on("ring", (times, loud) => heard.push(`first ${times} ${loud}`));
  bell.on("ring", (times) => heard.push(`second ${times}`));
  bell.on("stop", () => heard.push("stop"));
  bell.ring(3);
  bell.stop();
  expect(heard).toEqual(["first 3 true", "second 3", "stop"]);
});

test("an event that nobody listens to is nothing", () => {
  expect(() => new Bell().ring(1)).not.toThrow();
});

test("what `on` returned ends it, also when called twice", () => {
  const bell = new Bell();
  const [stays, goes] = [vi.fn(), vi.fn()];
  bell.on("ring", stays);
  const stop = bell.on("ring", goes);
  stop();
  stop();
  bell.ring(1);
  expect(goes).not.toHaveBeenCalled();
  expect(stays).toHaveBeenCalledTimes(1);
});

test("who leaves or comes during an event does not disturb the others", () => {
  const bell = new Bell();
  const heard: string[] = [];
  const stop = bell.on("ring", () => {
    heard.push("once");
    stop();
    bell.on("ring", () => heard.push("newcomer"));
  });
  bell.on("ring", () => heard.push("always"));
  bell.ring(1);
  expect(heard).toEqual(["once", "always"]);
  bell.ring(2);
  expect(heard).toEqual(["once", "always", "always", "newcomer"]);
});

test("a listener that throws stops neither the others nor the sender, and its error surfaces", () => {
  const microtasks: (() => void)[] = [];
  const queue = vi.spyOn(globalThis, "queueMicrotask").mockImplementation((task) => {
    microtasks.push(task);
  });
  const bell = new Bell();
  const other = vi.fn();
  bell.on("ring", () => {
    throw new Error("deaf");
  });
  bell.on("ring", other);
  expect(() => bell.ring(1)).not.toThrow();
  queue.mockRestore();
  expect(other).toHaveBeenCalledTimes(1);
  expect(microtasks).toHaveLength(1);
  expect(microtasks[0]).toThrow("deaf");
});
