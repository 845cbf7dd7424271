// Which steps of a room are worth a line in the log: what is rare in a game, and nothing that came to nothing.

import type { RoomCode } from "@en-parlant/protocol";
import type { Logger } from "../log.ts";
import type { Command, Step } from "../room/step.ts";

/** What a line can be about. */
export type LogKey = Command["type"] | "open";

const LOG_LINES: Partial<Record<LogKey, readonly ["info" | "debug", string]>> = {
  open: ["info", "game opened"],
  join: ["info", "game joined"],
  sweep: ["info", "idle game ended"],
  leave: ["debug", "player left"],
  drop: ["debug", "player away"],
  resume: ["debug", "player back"],
  grace_over: ["debug", "player stayed away"],
};

/** Logs a granted step. */
type LogStep = (code: RoomCode, key: LogKey, done: Step & { readonly ok: true }) => void;

/** @param nameRoom - names a room without giving its code away */
export function stepLogger(log: Logger, nameRoom: (code: RoomCode) => string): LogStep {
  return (code, key, { room, effects }) => {
    const line = LOG_LINES[key];
    if (!line) return;
    const isAnswerAgain = key === "join" && !effects.some(({ type }) => type === "seated");
    // Such as an alarm a moment early.
    const cameToNothing = room !== undefined && effects.length === 0;
    if (!cameToNothing && !isAnswerAgain) log[line[0]]({ room: nameRoom(code) }, line[1]);
  };
}
