// Keys that work anywhere on the game's screen, but not while something is typed.

import { isMuted } from "../session/settings.ts";
import { MOVE_INPUT_ID } from "./move-input.tsx";
import { promoting } from "./moving.ts";
import { screen } from "./screen.ts";
import { flip, lookAt, step } from "./viewing.ts";

const KEYS: Readonly<Record<string, () => void>> = {
  ArrowLeft: () => step(-1),
  ArrowRight: () => step(1),
  ArrowUp: () => lookAt(0),
  ArrowDown: () => lookAt(Number.POSITIVE_INFINITY),
  f: flip,
  "/": () => document.getElementById(MOVE_INPUT_ID)?.focus(),
  m: () => {
    isMuted.value = !isMuted.peek();
  },
};

/** Begins to listen. @returns a function that ends this */
export function listenToKeys(): () => void {
  const pressed = (event: KeyboardEvent) => {
    const { target, key, ctrlKey, metaKey, altKey } = event;
    if (screen.peek() !== "game" || promoting.peek() || ctrlKey || metaKey || altKey) return;
    if (target instanceof Element && target.closest("input, select, textarea, dialog, [popover]"))
      return;
    const act = KEYS[key.length === 1 ? key.toLowerCase() : key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  addEventListener("keydown", pressed);
  return () => removeEventListener("keydown", pressed);
}
