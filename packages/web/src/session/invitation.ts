// The invitation that the page's address holds. It stays there until it is followed or put aside, so that a reload shows
// it again; a game that is under way is not left for it unasked. Knows no screen.

import { computed, effect, signal } from "@preact/signals";
import type { Invite } from "./invite.ts";
import { inviteIn } from "./invite.ts";
import { isPlaying } from "./match-signal.ts";
import { peer, seat } from "./relay-session.ts";

/** The invitation, wherever it leads. */
export const invite = signal<Invite | undefined>(inviteIn(location.href));

/** It leads to the game that this tab has. */
export const isOwnInvite = computed(
  () => invite.value !== undefined && invite.value.code === seat.value?.code,
);

const other = computed(() => (isOwnInvite.value ? undefined : invite.value));

/** Leaving now would leave somebody in the middle of a game. */
const isBusy = computed(() => isPlaying.value && peer.value.status !== "left");

/** An invitation to another game that can be followed. The own seat, if there is one, is kept until that is done. */
export const openInvite = computed(() => (isBusy.value ? undefined : other.value));

/** An invitation to another game that came in the middle of one: the person is asked. */
export const askedInvite = computed(() => (isBusy.value ? other.value : undefined));

/** Uses an invitation to the own game up when somebody has joined or the game is gone. @returns a function that ends this */
export function keepInvite(): () => void {
  let wasOwn = false;
  return effect(() => {
    const [isOwn, held] = [isOwnInvite.value, seat.value];
    if (isOwn ? held?.joined : wasOwn && !held) forgetInvite();
    wasOwn = isOwn;
  });
}

/** Puts the invitation aside, and takes it out of the address bar. */
export function forgetInvite(): void {
  invite.value = undefined;
  if (location.hash || new URLSearchParams(location.search).has("code")) {
    const plain = new URL(location.href);
    plain.hash = "";
    plain.searchParams.delete("code");
    plain.searchParams.delete("from");
    history.replaceState(null, "", plain);
  }
}
