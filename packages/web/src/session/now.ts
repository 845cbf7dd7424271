// The time, as a signal that moves only while somebody looks: one timer for the whole page. Knows no clocks.

import { signal } from "@preact/signals";
import { pageTime } from "./page-time.ts";

/** How often it moves, in milliseconds: enough for tenths of a second. */
const TICK_MS = 100;

/** The page's time, at most a tick old while somebody looks. */
export const now = signal(pageTime(), {
  watched() {
    now.value = pageTime();
    timer = setInterval(() => {
      now.value = pageTime();
    }, TICK_MS);
  },
  unwatched() {
    clearInterval(timer);
  },
});

let timer: ReturnType<typeof setInterval> | undefined;
