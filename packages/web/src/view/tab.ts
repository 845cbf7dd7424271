// What the browser shows around the page: title and icon tell whose turn it is in a tab that nobody looks at; leaving
// a running game is asked about; language and theme stand at the root for styles and screen readers.

import { computed, effect } from "@preact/signals";
import { game, hasBegun, isPlaying, match } from "../session/match-signal.ts";
import { language, messages, theme } from "../session/settings.ts";
import calmIcon from "./icon.svg";
import turnIcon from "./icon-turn.svg";

/** The person is to move. */
const isOwnTurn = computed(
  () => isPlaying.value && hasBegun.value && game.value?.turn === game.value?.mine,
);

const title = computed(() => {
  const { page } = messages.value;
  const state = stateText();
  return state ? `${isOwnTurn.value ? "● " : ""}${state} – ${page.title}` : page.title;
});

/** Begins to keep the tab's outside. @returns a function that ends this */
export function keepTab(): () => void {
  const warn = (event: BeforeUnloadEvent) => {
    if (isPlaying.peek()) event.preventDefault();
  };
  addEventListener("beforeunload", warn);
  const ends = [
    effect(() => {
      document.title = title.value;
    }),
    effect(() => {
      const icon = document.querySelector<HTMLLinkElement>("link[rel=icon]");
      if (icon) icon.href = isOwnTurn.value ? turnIcon : calmIcon;
    }),
    effect(() => {
      document.documentElement.lang = language.value;
    }),
    effect(() => {
      const { dataset } = document.documentElement;
      if (theme.value === "system") delete dataset.theme;
      else dataset.theme = theme.value;
    }),
    () => removeEventListener("beforeunload", warn),
  ];
  return () => {
    for (const end of ends) end();
  };
}

function stateText(): string | undefined {
  const { page } = messages.value;
  if (match.value?.phase === "over") return page.gameOver;
  if (!isPlaying.value) return undefined;
  if (game.value?.drawOffer === "peer") return page.drawOffered;
  return isOwnTurn.value ? page.yourTurn : page.opponentsTurn;
}
