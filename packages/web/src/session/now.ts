// The time, as a signal that moves only while somebody looks: one timer for the whole page. Knows no clocks.

import { signal } from "@preact/signals";

/** How often it moves, in milliseconds: enough for tenths of a second. */
const TICK_MS = 100;

/** `Date.now()`, at most a tick old while somebody looks. */
export const now = signal(Date.now(), {
  watched() {
    now.value = Date.now();
    timer = setInterval(() => {
      now.value = Date.now();
    }, TICK_MS);
  },
  unwatched() {
    clearInterval(timer);
  },
});

let timer: ReturnType<typeof setInterval> | undefined;
