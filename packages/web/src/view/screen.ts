// Which screen is shown, from what the session and the match say; and the words that belong to both players.

import type { Color } from "@en-parlant/client";
import { computed } from "@preact/signals";
import { openInvite } from "../session/invitation.ts";
import { match } from "../session/match-signal.ts";
import { connection, seat } from "../session/relay-session.ts";
import { messages } from "../session/settings.ts";

/** The screens. */
export type Screen = "start" | "waiting" | "ready" | "game" | "taken-over";

export const screen = computed<Screen>(() => {
  const link = connection.value;
  if (openInvite.value) return "start";
  if (!seat.value) {
    return link.status === "offline" && link.reason === "taken_over" ? "taken-over" : "start";
  }
  if (!seat.value.joined) return "waiting";
  return match.value?.game ? "game" : "ready";
});

/** The opponent's name, or a word for it. */
export const peerName = computed(() => seat.value?.peerName || messages.value.game.opponent);

/** The own name, or a word for it. */
export const ownName = computed(() => seat.value?.name || messages.value.game.you);

/** Names by colour, for a game in which the own colour is this. */
export function namesBy(mine: Color): Record<Color, string> {
  const [own, other] = [ownName.value, peerName.value];
  return mine === "white" ? { white: own, black: other } : { white: other, black: own };
}
