// Where log lines go when they cannot be written, and what is counted.

import { expect, test } from "vitest";
import { createLogger, createLogOutput } from "./log.ts";

/** A stream that a test lets fail, or keeps waiting. */
function createStream() {
  const written: string[] = [];
  const waiting: (() => void)[] = [];
  let fault: Error | undefined;
  let isStuck = false;
  return {
    written,
    breakDown(error: Error | undefined) {
      fault = error;
    },
    /** Writes nothing more until it is let go. */
    stick() {
      isStuck = true;
    },
    letGo() {
      isStuck = false;
      for (const write of waiting.splice(0)) write();
    },
    on: () => undefined,
    write(text: string, done: (error?: Error) => void) {
      const write = () => {
        if (!fault) written.push(text);
        done(fault);
      };
      if (isStuck) waiting.push(write);
      else write();
    },
  };
}

test("5.7 a line that cannot be written is lost and counted, and the next ones come when there is room", () => {
  const stream = createStream();
  const output = createLogOutput(stream);
  output.write("one\n");
  stream.breakDown(new Error("ENOSPC"));
  output.write("two\n");
  output.write("three\n");
  expect(output.lost).toBe(2);
  stream.breakDown(undefined);
  output.write("four\n");
  output.write("five\n");
  // The disk may have taken half of a line; the next one must not hang on it.
  expect(stream.written).toEqual(["one\n", "\nfour\n", "five\n"]);
  expect(output.lost).toBe(2);
});

test("5.7 what waits for a reader that does not read has an end, and begins anew when it reads", () => {
  const stream = createStream();
  const output = createLogOutput(stream);
  stream.stick();
  const line = `${"x".repeat(99)}\n`;
  for (let each = 0; each < 10_000; each += 1) output.write(line);
  expect(output.lost).toBeGreaterThan(9_000);
  const { lost } = output;
  stream.letGo();
  expect(stream.written).toHaveLength(10_000 - lost);
  output.write(line);
  expect(output.lost).toBe(lost);
});

test("5.7 the end waits for the last lines, and not for ever", async () => {
  const stream = createStream();
  const output = createLogOutput(stream);
  expect(await output.flush(60_000)).toBe(true);
  stream.stick();
  output.write("last\n");
  expect(await output.flush(1)).toBe(false);
});

test.each([
  [false, /^\{"level":30,.*"msg":"hello"\}\n$/],
  [true, /INFO.*hello.*\n$/],
])("a logger for a person: %j", async (readable, line) => {
  const stream = createStream();
  const log = await createLogger({ level: "info", readable }, createLogOutput(stream));
  log.info({ a: 1 }, "hello");
  expect(stream.written).toEqual([expect.stringMatching(line)]);
});
