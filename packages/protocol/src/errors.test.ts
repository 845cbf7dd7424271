// The sentences players read; two of them are what the released app has always been told.

import { expect, test } from "vitest";
import type { ErrorCode } from "./errors.ts";
import { badPayload, errorMessages, relayError } from "./errors.ts";

const codes = Object.keys(errorMessages) as ErrorCode[];

test("G6 an unknown code is answered with exactly the words the app knows", () => {
  expect(relayError("GAME_NOT_FOUND")).toEqual({
    code: "GAME_NOT_FOUND",
    message: "Game not found",
  });
});

test("G7 a full game is answered with exactly the words the app knows", () => {
  expect(relayError("GAME_FULL")).toEqual({ code: "GAME_FULL", message: "Game is full" });
});

test.each(codes)(
  "%s has a sentence in the app's voice: short, capital first, a full stop only between two",
  (code) => {
    const { message } = code === "BAD_PAYLOAD" ? badPayload("uci", "a text") : relayError(code);
    const sentences = message.endsWith(".") ? message.slice(0, -1).split(". ") : [message];
    expect(sentences.length).toBe(message.endsWith(".") ? 2 : 1);
    for (const sentence of sentences)
      expect(sentence).toMatch(/^[A-Z][a-z][a-zA-Z ,"]{3,58}[a-z]$/);
  },
);

test("every refusal has its own sentence, and a code in capitals", () => {
  expect(new Set(Object.values(errorMessages)).size).toBe(codes.length);
  for (const code of codes) expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
});

test("E1 the refusal of a payload names the field and what it must be", () => {
  expect(badPayload("whiteTime", "a number of milliseconds")).toEqual({
    code: "BAD_PAYLOAD",
    message: 'The field "whiteTime" must be a number of milliseconds',
  });
});
