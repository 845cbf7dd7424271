// The wheel: wakes what is due, never early and at most a turn late, however often it was set anew.

import fc from "fast-check";
import { expect, test } from "vitest";
import type { Timed } from "./timer-wheel.ts";
import { NOWHERE, TimerWheel } from "./timer-wheel.ts";

const TURN_MS = 20;
const REVOLUTION_MS = 1024 * TURN_MS;

/** Something that writes down when it is woken. */
class Sleeper implements Timed {
  dueAt = 0;
  turn = NOWHERE;
  readonly woken: number[] = [];
  readonly #then: (now: number) => void;

  constructor(then: (now: number) => void = () => {}) {
    this.#then = then;
  }

  wake(now: number): void {
    this.woken.push(now);
    this.#then(now);
  }
}

/** Turns the wheel, as an interval does. */
function turn(wheel: TimerWheel, from: number, until: number): void {
  for (let now = from; now <= until; now += TURN_MS) wheel.advance(now);
}

test("what is set is woken once, not before its time and at most a turn after it", () => {
  const wheel = new TimerWheel(TURN_MS, 0);
  const sleeper = new Sleeper();
  wheel.set(sleeper, 1_010);
  expect(wheel.size).toBe(1);
  turn(wheel, 0, 1_000);
  expect(sleeper.woken).toEqual([]);
  turn(wheel, 1_020, 60_000);
  expect(sleeper.woken).toEqual([1_020]);
  expect([wheel.size, sleeper.turn]).toEqual([0, NOWHERE]);
});

test("set anew it is woken at its new time only, later or sooner", () => {
  const wheel = new TimerWheel(TURN_MS, 0);
  const later = new Sleeper();
  const sooner = new Sleeper();
  wheel.set(later, 500);
  wheel.set(later, 900);
  wheel.set(sooner, 900);
  wheel.set(sooner, 500);
  turn(wheel, 0, 60_000);
  expect([later.woken, sooner.woken]).toEqual([[920], [520]]);
});

test("what is cleared is not woken, and can be set again", () => {
  const wheel = new TimerWheel(TURN_MS, 0);
  const sleeper = new Sleeper();
  wheel.set(sleeper, 500);
  wheel.clear(sleeper);
  wheel.clear(sleeper);
  expect(wheel.size).toBe(0);
  turn(wheel, 0, 600);
  wheel.set(sleeper, 700);
  turn(wheel, 620, 60_000);
  expect(sleeper.woken).toEqual([720]);
});

test("cleared and set again in the same turn, it is woken once", () => {
  const wheel = new TimerWheel(TURN_MS, 0);
  const sleeper = new Sleeper();
  for (let time = 0; time < 5; time += 1) {
    wheel.set(sleeper, 500);
    wheel.clear(sleeper);
  }
  wheel.set(sleeper, 500);
  turn(wheel, 0, 60_000);
  expect(sleeper.woken).toEqual([520]);
});

test("what is due after more than a revolution waits for its time", () => {
  const wheel = new TimerWheel(TURN_MS, 0);
  const sleeper = new Sleeper();
  const at = 3 * REVOLUTION_MS + 510;
  wheel.set(sleeper, at);
  turn(wheel, 0, 4 * REVOLUTION_MS);
  expect(sleeper.woken).toEqual([3 * REVOLUTION_MS + 520]);
});

test("after a long sleep everything that is due is woken, and nothing else", () => {
  const wheel = new TimerWheel(TURN_MS, 0);
  const due = [30, 5_000, REVOLUTION_MS, 5 * REVOLUTION_MS].map(
    (at) => [new Sleeper(), at] as const,
  );
  const later = new Sleeper();
  for (const [sleeper, at] of due) wheel.set(sleeper, at);
  wheel.set(later, 20 * REVOLUTION_MS);
  wheel.advance(10 * REVOLUTION_MS);
  for (const [{ woken }] of due) expect(woken).toEqual([10 * REVOLUTION_MS]);
  expect(later.woken).toEqual([]);
  expect(wheel.size).toBe(1);
});

test("who sets itself again while it wakes goes on, and who clears another stops it", () => {
  const wheel = new TimerWheel(TURN_MS, 0);
  const victim = new Sleeper();
  const again: Sleeper = new Sleeper((now) => {
    wheel.set(again, now + 100);
    wheel.clear(victim);
  });
  wheel.set(again, 100);
  wheel.set(victim, 100);
  turn(wheel, 0, 500);
  expect(again.woken).toEqual([120, 240, 360, 480]);
  expect(victim.woken).toEqual([]);
});

test("whatever is set and cleared, each is woken as if it had a timer of its own", () => {
  const step = fc.record({
    who: fc.nat(4),
    inMs: fc.oneof(fc.nat(300), fc.nat(3 * REVOLUTION_MS)),
    isCleared: fc.boolean(),
    wait: fc.oneof(fc.nat(200), fc.nat(2 * REVOLUTION_MS)),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const wheel = new TimerWheel(TURN_MS, 0);
      const sleepers = Array.from({ length: 5 }, () => new Sleeper());
      const due = new Map<Sleeper, number>();
      let now = 0;
      const advance = () => {
        wheel.advance(now);
        for (const sleeper of sleepers) {
          const at = due.get(sleeper) ?? Number.POSITIVE_INFINITY;
          const isWoken = sleeper.woken.length > 0;
          if (isWoken) expect(sleeper.woken).toEqual([now]);
          if (isWoken) expect(now).toBeGreaterThanOrEqual(at);
          // A turn, and the one that the wheel is in.
          else expect(now).toBeLessThan(at + 2 * TURN_MS);
          if (isWoken) due.delete(sleeper);
          sleeper.woken.length = 0;
        }
        expect(wheel.size).toBe(due.size);
      };
      for (const { who, inMs, isCleared, wait } of steps) {
        const sleeper = sleepers[who] as Sleeper;
        if (isCleared) wheel.clear(sleeper);
        else wheel.set(sleeper, now + inMs);
        if (isCleared) due.delete(sleeper);
        else due.set(sleeper, now + inMs);
        now += wait;
        advance();
      }
    }),
  );
});
