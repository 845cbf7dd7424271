// What a person is told when a program that the tools call goes wrong.

import { expect, test } from "vitest";
import { run } from "./npm.mjs";

const options = { cwd: import.meta.dirname };

test("5.2 a program that is missing is named", () => {
  expect(() => run("no-such-program", ["build"], options)).toThrow(
    /^no-such-program build failed: spawnSync no-such-program E/,
  );
});

test("5.2 what a program says before it fails is shown, from both of its outputs", () => {
  const script = "console.log('first'); console.error('second'); process.exit(3)";
  expect(() => run(process.execPath, ["--eval", script], options)).toThrow(
    /\(exit code 3\):\nfirst\nsecond$/,
  );
});

test("5.2 a program that the system ends, as for want of memory, is said to have been ended", () => {
  const script = "process.kill(process.pid, 'SIGKILL')";
  expect(() => run(process.execPath, ["--eval", script], options)).toThrow(/ended by SIGKILL/);
});
