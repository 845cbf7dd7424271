// What screen readers say without being asked: moves in words, and what changes around the game.

import { signal } from "@preact/signals";
import { spokenMove } from "../i18n/index.ts";
import type { Happening } from "../session/happenings.ts";
import { onHappening } from "../session/happenings.ts";
import { messages } from "../session/settings.ts";
import { resultWords } from "./result-words.ts";
import { peerName } from "./screen.ts";

/** What is said now. */
export const saying = signal("");

/** Things said within this time are said together, in milliseconds. */
const TOGETHER_MS = 150;

let waiting: readonly string[] = [];

/** Says something as soon as the screen reader is free. */
export function say(text: string): void {
  if (waiting.length === 0) setTimeout(speak, TOGETHER_MS);
  waiting = [...waiting, text];
}

/** Begins to announce. @returns a function that ends this */
export function startAnnouncing(): () => void {
  return onHappening((happening) => {
    const text = wordsFor(happening);
    if (text) say(text);
  });
}

function speak(): void {
  const text = waiting.join(" ");
  waiting = [];
  // The same words twice are news only if the text changes.
  saying.value = saying.peek() === text ? `${text}\u00a0` : text;
}

function wordsFor(happening: Happening): string | undefined {
  const t = messages.peek();
  const name = peerName.peek();
  switch (happening.kind) {
    case "joined":
      return t.waiting.joined(name);
    case "peer-ready":
      return t.ready.peerReady(name);
    case "start":
      return `${t.ready.go}. ${t.ready.youPlay[happening.game.mine]}.`;
    case "move": {
      const { game, move } = happening;
      const said = spokenMove(move.san, t);
      const text = move.by === game.mine ? t.spoken.yourMove(said) : t.spoken.movedBy(name, said);
      return `${text}.`;
    }
    case "draw-offer":
      return happening.by === "peer" ? `${t.game.drawOfferedBy(name)}.` : `${t.game.drawOffered}.`;
    case "over": {
      const words = resultWords(happening.game, t, name);
      return words && `${words.headline}: ${words.why}.`;
    }
    case "low-time":
      return t.clock.low;
    case "link-lost":
      return t.connection.lost;
    case "link-back":
      return t.connection.back;
    case "peer":
      return peerWords(happening.status, name);
    default:
      return undefined;
  }
}

function peerWords(status: "away" | "back" | "left", name: string): string {
  const t = messages.peek().connection;
  if (status === "away") return t.peerAway(name);
  return status === "back" ? t.peerBack(name) : t.peerLeft(name);
}
