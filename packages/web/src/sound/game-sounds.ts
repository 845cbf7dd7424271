// Which sound belongs to what happens in a match. Silent while muted; knows no screen.

import type { Happening } from "../session/happenings.ts";
import { onHappening } from "../session/happenings.ts";
import { isMuted } from "../session/settings.ts";
import type { Note } from "./instrument.ts";
import { knock, playNotes, resumeSound, wakeSound } from "./instrument.ts";

const UP: readonly Note[] = [
  { pitch: 523, length: 0.25 },
  { pitch: 784, at: 0.12, length: 0.35 },
];
const DOWN: readonly Note[] = [
  { pitch: 523, length: 0.25 },
  { pitch: 392, at: 0.14, length: 0.45 },
];
const CHIME: readonly Note[] = [{ pitch: 880, length: 0.3, loudness: 0.12 }];
const TICK: readonly Note[] = [
  { pitch: 988, length: 0.1, loudness: 0.14 },
  { pitch: 988, at: 0.16, length: 0.1, loudness: 0.14 },
];

/** What counts as the person's doing; a finger's only when it is lifted. */
const GESTURES = ["pointerdown", "pointerup", "touchend", "keydown"] as const;

/** Begins to sound, from the first click or key on. @returns a function that ends this */
export function startSounds(): () => void {
  const stop = new AbortController();
  for (const gesture of GESTURES) addEventListener(gesture, wakeSound, stop);
  document.addEventListener("visibilitychange", resumeSound, stop);
  addEventListener("pageshow", resumeSound, stop);
  const end = onHappening((happening) => void (isMuted.peek() || sound(happening)));
  return () => {
    stop.abort();
    end();
  };
}

function sound(happening: Happening): void {
  switch (happening.kind) {
    case "move": {
      const { san } = happening.move;
      knock(0.5);
      if (san.includes("x")) knock(0.6, 0.05);
      if (san.endsWith("+")) playNotes([{ pitch: 660, at: 0.04, length: 0.18, loudness: 0.1 }]);
      break;
    }
    case "start":
    case "joined":
      playNotes(UP);
      break;
    case "over":
      playNotes(happening.game.outcome?.winner === happening.game.mine ? UP : DOWN);
      break;
    case "draw-offer":
      if (happening.by === "peer") playNotes(CHIME);
      break;
    case "peer-ready":
      playNotes(CHIME);
      break;
    case "low-time":
      playNotes(TICK);
      break;
    default:
  }
}
