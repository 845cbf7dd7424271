// What the person can do, in one verb each: asks the session and mirrors it. Refusals come back as errors for the
// screen to show. Knows no screen.

import type { SessionError } from "@en-parlant/client";
import { batch, computed, signal } from "@preact/signals";
import { opposite } from "chessops/util";
import { clocksAt, clocksWithMove, endOnTime, flagFallen } from "../game/clock.ts";
import type { Game } from "../game/match.ts";
import { PAGE_MARK } from "../game/page-mark.ts";
import { clocksOut } from "../game/payload.ts";
import { optionsFor } from "../game/time-control.ts";
import { forgetInvite } from "./invitation.ts";
import { game, hasBegun, isPlaying, judge, match } from "./match-signal.ts";
import { pageTime } from "./page-time.ts";
import { failure, hasStoredSeat, isDismissed, mirror, peer, session } from "./relay-session.ts";
import { playerName, timeWish } from "./settings.ts";

/** What is being asked for, while the answer is awaited. */
export type Errand = "create" | "join" | "resume";

/** The request under way, if there is one. */
export const errand = signal<Errand | undefined>(undefined);

/** Why the last request failed. */
export const refusal = signal<
  { readonly errand: Errand; readonly error: Pick<SessionError, "code" | "message"> } | undefined
>(undefined);

/** The newest attempt to take a seat back, until it has ended. */
let resumed = Promise.resolve();

/** The start of the game after which the person would rather keep the colour. */
const keepsColorAfter = signal<number | undefined>(undefined);

/** The rematch that the person would like: with the other colour. Asked anew after each game. */
export const wantsSwap = computed(
  () => !game.value || keepsColorAfter.value !== game.value.startedAt,
);

/** The opponent has left a game that runs: what it is worth is the person's to say. */
export const isAbandoned = computed(() => isPlaying.value && peer.value.status === "left");

/** Opens a game with the time control chosen. */
export function create(): Promise<void> {
  const wish = timeWish.peek();
  const options = { ...PAGE_MARK, ...optionsFor(wish === "untimed" ? undefined : wish) };
  return ask("create", () => session.createGame(playerName.peek(), { options }));
}

/** Joins a game; an invitation is used up by that. @param code - in any spelling */
export function join(code: string): Promise<void> {
  return ask("join", async () => {
    await session.joinGame(code, playerName.peek(), { options: PAGE_MARK });
    forgetInvite();
  });
}

/** Takes back the seat that the tab's storage holds, also from another window. */
export function resume(): Promise<void> {
  if (hasStoredSeat()) resumed = ask("resume", () => session.resume());
  return resumed;
}

/** Chooses whether colours swap in the rematch. */
export function wishSwap(swaps: boolean): void {
  keepsColorAfter.value = swaps ? undefined : game.peek()?.startedAt;
}

/** Says that a game, or a rematch, may begin. */
export function ready(): void {
  const known = match.peek();
  const swap = known?.game !== undefined && known.peerIsPage && wantsSwap.peek();
  // A page of the first version knows another one by its ready alone.
  send(() => session.ready({ ...PAGE_MARK, swap }));
}

/** Plays a legal move, unless the own time is over. @param uci - castling as the king's two steps */
export function play(uci: string): void {
  const running = game.peek();
  if (!running || !isPlaying.peek() || !hasBegun.peek() || running.turn !== running.mine) return;
  const at = pageTime();
  if (flagFallen(running, at)) return;
  const clocks = clocksOut(clocksWithMove(running, at));
  send(() => session.sendMove(uci, clocks));
}

export function resign(): void {
  const running = game.peek();
  if (running && isPlaying.peek()) sayLost(running);
}

/** Says that this side has lost; by both clocks the other page tells giving up from a flag. */
export function sayLost(running: Game): void {
  const clocks = clocksOut(clocksAt(running, pageTime()));
  send(() => session.send("resign", { color: running.mine, ...clocks }));
}

export function offerDraw(): void {
  if (isPlaying.peek() && !game.peek()?.offerWait) send(() => session.offerDraw());
}

/** Accepts a draw that was offered, or claims one. */
export function takeDraw(): void {
  if (isPlaying.peek()) send(() => session.acceptDraw());
}

/** Ends a game that the opponent has left as won, or as drawn where nobody could win it. */
export function claimWin(): void {
  const running = game.peek();
  if (!running || !isAbandoned.peek()) return;
  const absent = opposite(running.mine);
  judge(running, { ...endOnTime(running.fen, absent), why: "abandoned" });
  send(() => session.resign(absent));
}

/** Ends a game that the opponent has left as drawn. Whoever comes back finds the draw on offer. */
export function callDraw(): void {
  const running = game.peek();
  if (!running || !isAbandoned.peek()) return;
  judge(running, { winner: undefined, why: "abandoned" });
  send(() => session.offerDraw());
  send(() => session.acceptDraw());
}

/** Gives the seat up and goes back to the start. */
export function leave(): void {
  void session.leave();
  batch(() => {
    failure.value = undefined;
    refusal.value = undefined;
    mirror();
  });
}

/** Connects at once instead of waiting for the next attempt. */
export function tryNow(): void {
  // That it failed is seen by the next state of the connection.
  session.connect().catch(() => {});
}

/** Puts the seat down and takes it up over a new link, with all that the relay has and this page has not. */
export async function resynchronise(): Promise<void> {
  // A browser that stores nothing would lose the seat.
  if (!hasStoredSeat()) return;
  session.detach();
  await resume();
}

/** Sends what may be sent; a refusal reaches {@link failure} by the session's own event. */
export function send(request: () => Promise<void>): void {
  void request();
  mirror();
}

async function ask(kind: Errand, request: () => Promise<unknown>): Promise<void> {
  if (errand.peek() === "resume" && kind !== "resume") await resumed;
  if (errand.peek()) return;
  batch(() => {
    errand.value = kind;
    refusal.value = undefined;
    failure.value = undefined;
    isDismissed.value = false;
  });
  try {
    const answer = request();
    mirror();
    await answer;
  } catch (error) {
    refusal.value = { errand: kind, error: error as SessionError };
  } finally {
    batch(() => {
      errand.value = undefined;
      mirror();
    });
  }
}
