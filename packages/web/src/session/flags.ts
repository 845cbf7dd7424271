// Flags that fall. That a clock has run out is seen here; that nothing was done in time only the relay can tell, for what
// it had taken before may still be on its way, or lie unread after a sleep. So it is asked first. Knows no screen.

import { effect, signal } from "@preact/signals";
import { endOnTime, flagFallsAt } from "../game/clock.ts";
import type { Game } from "../game/match.ts";
import { sayLost, send } from "./deeds.ts";
import { game, isPlaying, judge } from "./match-signal.ts";
import { now } from "./now.ts";
import { pageTime } from "./page-time.ts";
import { connection, session } from "./relay-session.ts";

/** When the newest question was asked that the relay has answered, in the page's time. */
const answered = signal(Number.NEGATIVE_INFINITY);

/** The question that is under way. */
let question: Promise<void> | undefined;

/** The game and the move for which the opponent's time was said to be over last. */
let claimed: string | undefined;

/** Begins to watch. @returns a function that ends this */
export function keepFlags(): () => void {
  return effect(judgeFlag);
}

function judgeFlag(): void {
  const running = game.value;
  // Looks at the time only in a game that has one.
  if (!running?.timeControl || !isPlaying.value) return;
  if (connection.value.status !== "online") {
    question = undefined;
    return;
  }
  const fellAt = flagFallsAt(running);
  if (fellAt === undefined || now.value < fellAt) return;
  if (answered.value < fellAt) ask();
  else if (running.turn === running.mine) lose(running);
  else claim(running);
}

/** Asks whether there is anything still to be heard. The answer comes behind it. */
function ask(): void {
  if (question) return;
  const at = pageTime();
  const asked = session.ping();
  question = asked;
  const ended = () => {
    if (question === asked) question = undefined;
  };
  asked.then(() => {
    ended();
    answered.value = at;
  }, ended);
}

/** The own time is over: nobody can know better. */
function lose(running: Game): void {
  judge(running, endOnTime(running.fen, running.mine));
  sayLost(running);
}

/** The opponent's time is over. The board ends when the relay has taken that before any move of his. */
function claim({ number, moves, turn }: Game): void {
  const about = `${number} ${moves.length}`;
  if (claimed === about) return;
  claimed = about;
  send(() => session.resign(turn));
}
