// The log: readable on a terminal, JSON lines otherwise. Codes, names and tickets never go into it;
// a room is named by a keyed hash of its code, good for following one room through one process's log.

import { createHmac, randomBytes } from "node:crypto";
import type { Logger } from "pino";
import { pino } from "pino";
import pretty from "pino-pretty";

export type { Logger } from "pino";

/** @param readable - whether a person reads along */
export function createLogger(level: string, readable: boolean): Logger {
  // In this process and not in a worker: a worker's file does not exist inside the single binary.
  const stream = readable
    ? pretty({ sync: true, singleLine: true, translateTime: "HH:MM:ss" })
    : undefined;
  return stream ? pino({ level, base: null }, stream) : pino({ level, base: null });
}

/** Names a room in the log. Keyed, because all codes could be tried against a plain hash in minutes. */
export function roomNamer(): (code: string) => string {
  const key = randomBytes(16);
  return (code) => createHmac("sha256", key).update(code).digest("hex").slice(0, 8);
}
