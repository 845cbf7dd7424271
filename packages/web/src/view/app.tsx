// The page: the bar, the screen that the state calls for, and what is said aloud.

import type { ComponentType } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { saying } from "./announcer.ts";
import { keepFocus } from "./focus-keeper.ts";
import { GameScreen } from "./game-screen.tsx";
import { LeaveDialog } from "./leave-dialog.tsx";
import { ReadyScreen } from "./ready-screen.tsx";
import type { Screen } from "./screen.ts";
import { screen } from "./screen.ts";
import { StartScreen } from "./start-screen.tsx";
import { TakenOverScreen } from "./taken-over-screen.tsx";
import { TopBar } from "./top-bar.tsx";
import { WaitingScreen } from "./waiting-screen.tsx";

const SCREENS: Readonly<Record<Screen, ComponentType>> = {
  start: StartScreen,
  waiting: WaitingScreen,
  ready: ReadyScreen,
  game: GameScreen,
  "taken-over": TakenOverScreen,
};

/** The whole page. */
export function App() {
  const name = screen.value;
  const Current = SCREENS[name];
  const page = useRef<HTMLDivElement>(null);
  const isFirst = useRef(true);
  useEffect(() => (page.current ? keepFocus(page.current) : undefined), []);
  useEffect(() => {
    if (!isFirst.current) {
      page.current?.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
    isFirst.current = false;
  }, [name]);
  return (
    <div class={`page page-${name}`} ref={page} tabIndex={-1}>
      <TopBar />
      <Current />
      <LeaveDialog />
      <p class="hidden" role="status" aria-live="polite">
        {saying.value}
      </p>
    </div>
  );
}
