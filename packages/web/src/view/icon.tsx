// The page's icons as inline drawings, so that nothing is fetched and each takes the colour of its text.

const PATHS = {
  back: "M15 5l-7 7 7 7",
  forward: "M9 5l7 7-7 7",
  first: "M18 5l-7 7 7 7M7 5v14",
  last: "M6 5l7 7-7 7M17 5v14",
  flip: "M7 4v15m0 0l-3-3m3 3l3-3M17 20V5m0 0l-3 3m3-3l3 3",
  flag: "M6 21V4m0 1c5-3 7 3 12 0v9c-5 3-7-3-12 0",
  gear: "M4 7h9m4 0h3M4 17h3m4 0h9M15 4.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5zM9 14.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z",
  sound: "M5 9.5v5h3l4.5 4v-13L8 9.5zM16 9a4 4 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11",
  muted: "M5 9.5v5h3l4.5 4v-13L8 9.5zM16 9.5l5 5m0-5l-5 5",
  leave: "M14 4H6v16h8M10 12h10m0 0l-3.5-3.5M20 12l-3.5 3.5",
  copy: "M9 9h10v11H9zM6 15H5V4h10v2",
  share: "M12 15V4m0 0L8.5 7.5M12 4l3.5 3.5M6 11v9h12v-9",
  download: "M12 4v11m0 0l-4-4m4 4l4-4M5 20h14",
  check: "M5 12.5l4.5 4.5L19 7.5",
  again: "M19 12a7 7 0 1 1-2.2-5.1M19 4v4h-4",
  keyboard: "M3 7h18v10H3zM7 14h10M7 10.5h.01M10.5 10.5h.01M14 10.5h.01M17 10.5h.01",
  plus: "M12 5v14M5 12h14",
} as const;

/** What there is to draw. */
export type IconName = keyof typeof PATHS;

/** One icon; says nothing to screen readers, so the button around it has to. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}

/** A half, as draws are marked. */
export function DrawMark() {
  return (
    <span class="icon icon-text" aria-hidden="true">
      ½
    </span>
  );
}
