// The log: readable on a terminal, JSON lines otherwise. Codes, names and tickets never go into it;
// a room is named by a keyed hash of its code, good for following one room through one process's log.
// A full disk, a reader that is gone or one that does not read costs lines, never a game.

import { createHmac, randomBytes } from "node:crypto";
import type { Logger } from "pino";
import { pino } from "pino";

export type { Logger } from "pino";

/** What is needed of the stream that lines go to. It must not block the process. */
export interface LineStream {
  write(text: string, done: (error?: Error | null) => void): unknown;
  on(event: "error", listener: () => void): unknown;
}

/** Where lines go. */
export interface LogOutput {
  /** Lines that could not be written since the start. */
  readonly lost: number;
  write(line: string): void;
  /** Resolves once everything before is written or lost; with `false` if that takes longer. */
  flush(limitMs: number): Promise<boolean>;
}

/** What may wait for a reader that does not read; some six hundred lines. */
const MAX_WAITING_CHARACTERS = 64 * 1024;

/** Writes lines for as long as they can be written, and counts the others. */
export function createLogOutput(stream: LineStream): LogOutput {
  let lost = 0;
  let waiting = 0;
  let wasCutShort = false;
  // The write's own callback tells of it; an error that nobody listens to would end the process.
  stream.on("error", () => {});
  return {
    get lost() {
      return lost;
    },
    write(line) {
      if (waiting + line.length > MAX_WAITING_CHARACTERS) {
        lost += 1;
        return;
      }
      waiting += line.length;
      // A disk that fills up may have taken half a line.
      const start = wasCutShort ? "\n" : "";
      wasCutShort = false;
      stream.write(start + line, (error) => {
        waiting -= line.length;
        if (!error) return;
        lost += 1;
        wasCutShort = true;
      });
    },
    flush(limitMs) {
      return new Promise((resolve) => {
        setTimeout(() => resolve(false), limitMs).unref();
        stream.write("", () => resolve(true));
      });
    },
  };
}

/** @param about - the least severe level, and whether a person reads along */
export async function createLogger(
  { level, readable }: { level: string; readable: boolean },
  output: LogOutput,
): Promise<Logger> {
  if (!readable) return pino({ level, base: null }, { write: output.write });
  const { prettyFactory } = await import("pino-pretty");
  const pretty = prettyFactory({ singleLine: true, translateTime: "HH:MM:ss" });
  return pino({ level, base: null }, { write: (line: string) => output.write(pretty(line)) });
}

/** Names a room in the log. Keyed, because all codes could be tried against a plain hash in minutes. */
export function roomNamer(): (code: string) => string {
  const key = randomBytes(16);
  return (code) => createHmac("sha256", key).update(code).digest("hex").slice(0, 8);
}
