// Time controls, as they travel and as they are written.

import { expect, test } from "vitest";
import {
  optionsFor,
  paceOf,
  TIME_PRESETS,
  timeControlIn,
  timeControlOf,
  timeText,
} from "./time-control.ts";

test("every preset goes through a game's options", () => {
  for (const preset of TIME_PRESETS) {
    const options = JSON.parse(JSON.stringify(optionsFor(preset)));
    expect(timeControlIn(options)).toEqual(timeControlOf(preset));
  }
  expect(timeControlIn(optionsFor(undefined))).toBeUndefined();
  expect(timeControlIn({ time: { minutes: 0.5, increment: 0 } })).toEqual({
    initialMs: 30_000,
    incrementMs: 0,
  });
});

test.each([
  [undefined],
  [{}],
  [{ minutes: 5 }],
  [{ time: null }],
  [{ time: 5 }],
  [{ time: [5, 3] }],
  [{ time: { minutes: "5", increment: 3 } }],
  [{ time: { minutes: 5 } }],
  [{ time: { minutes: 0, increment: 3 } }],
  [{ time: { minutes: -5, increment: 3 } }],
  [{ time: { minutes: 0.04, increment: 3 } }],
  [{ time: { minutes: 5, increment: 0.001 } }],
  [{ time: { minutes: 5, increment: -1 } }],
  [{ time: { minutes: 1e9, increment: 0 } }],
  [{ time: { minutes: 5, increment: 1e9 } }],
  [{ time: { minutes: { valueOf: 5 }, increment: 0 } }],
])("%j is untimed", (options) => {
  expect(timeControlIn(options as never)).toBeUndefined();
});

test("what is inherited is no option", () => {
  const options = Object.create({ time: { minutes: 5, increment: 3 } });
  expect(timeControlIn(options)).toBeUndefined();
});

test.each([
  [0.05, 0.5, "0.05+0.5", "bullet"],
  [0.5, 0, "½+0", "bullet"],
  [1, 0, "1+0", "bullet"],
  [3, 2, "3+2", "blitz"],
  [10, 5, "10+5", "rapid"],
  [30, 20, "30+20", "classical"],
  [1.5, 2.5, "1.5+2.5", "blitz"],
] as const)("%d and %d is %s, %s", (minutes, increment, text, pace) => {
  const control = timeControlOf({ minutes, increment });
  expect(timeText(control)).toBe(text);
  expect(paceOf(control)).toBe(pace);
});
