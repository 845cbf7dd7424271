// What has just happened, for ears rather than eyes: sounds and announcements listen here. Found by comparing each
// state with the one before, so that a reload repeats nothing. Knows no sound and no words.

import type { ConnectionState, PeerStatus } from "@en-parlant/client";
import { effect } from "@preact/signals";
import type { Game, Match, PlayedMove } from "../game/match.ts";
import { isTimeLow, match } from "./match-signal.ts";
import { connection, peer } from "./relay-session.ts";

/** One thing that happened. */
export type Happening =
  | { readonly kind: "joined" }
  | { readonly kind: "peer-ready" }
  | { readonly kind: "start"; readonly game: Game }
  | { readonly kind: "move"; readonly game: Game; readonly move: PlayedMove }
  | { readonly kind: "draw-offer"; readonly by: "mine" | "peer" }
  | { readonly kind: "over"; readonly game: Game }
  /** Little time is left to the person; once a game. */
  | { readonly kind: "low-time" }
  | { readonly kind: "differs" }
  | { readonly kind: "link-lost" }
  | { readonly kind: "link-back" }
  | { readonly kind: "peer"; readonly status: "away" | "back" | "left" };

const LOW_TIME: Happening = { kind: "low-time" };

interface State {
  readonly match: Match | undefined;
  readonly link: ConnectionState["status"];
  readonly peer: PeerStatus["status"];
  /** The last game in which the own time was low, by its number. */
  readonly lowTimeIn: number | undefined;
}

/** Tells of each thing once. @returns a function that ends this */
export function onHappening(listener: (happening: Happening) => void): () => void {
  let before: State | undefined;
  return effect(() => {
    const state = {
      match: match.value,
      link: connection.value.status,
      peer: peer.value.status,
      lowTimeIn: lowTimeIn(match.value?.game, before),
    };
    const news = before ? between(before, state) : [];
    before = state;
    for (const happening of news) listener(happening);
  });
}

function lowTimeIn(game: Game | undefined, before: State | undefined): number | undefined {
  return game && (isTimeLow.value ? game.number : before?.lowTimeIn);
}

function between(before: State, after: State): readonly Happening[] {
  if (!before.match || !after.match) return [];
  return [
    ...inMatch(before.match, after.match),
    ...inGame(before.match.game, after.match.game),
    ...(after.lowTimeIn && before.lowTimeIn !== after.lowTimeIn ? [LOW_TIME] : []),
    ...onLinks(before, after),
  ];
}

function inMatch(before: Match, after: Match): readonly Happening[] {
  const news: Happening[] = [];
  if (before.phase === "waiting" && after.phase !== "waiting") news.push({ kind: "joined" });
  if (!before.ready.peer && after.ready.peer) news.push({ kind: "peer-ready" });
  if (!differs(before) && differs(after)) news.push({ kind: "differs" });
  return news;
}

function differs({ phase, game }: Match): boolean {
  return phase === "differs" || game?.isDisputed === true;
}

function inGame(before: Game | undefined, after: Game | undefined): readonly Happening[] {
  if (!after) return [];
  const isNew = before?.number !== after.number;
  const known = isNew ? 0 : (before?.moves.length ?? 0);
  const news: Happening[] = isNew ? [{ kind: "start", game: after }] : [];
  const fresh = after.moves.slice(known);
  // After a long absence the last one says enough.
  const move = fresh.at(-1);
  if (move) news.push({ kind: "move", game: after, move });
  const offer = after.drawOffer;
  if (offer && (isNew || before?.drawOffer !== offer)) news.push({ kind: "draw-offer", by: offer });
  if (after.outcome && (isNew || !before?.outcome)) news.push({ kind: "over", game: after });
  return news;
}

function onLinks(before: State, after: State): readonly Happening[] {
  const news: Happening[] = [];
  if (before.link === "online" && after.link === "reconnecting") news.push({ kind: "link-lost" });
  if (before.link === "reconnecting" && after.link === "online") news.push({ kind: "link-back" });
  if (before.peer !== after.peer) {
    if (after.peer === "away" || after.peer === "left") {
      news.push({ kind: "peer", status: after.peer });
    } else if (after.peer === "online" && before.peer !== "none") {
      news.push({ kind: "peer", status: "back" });
    }
  }
  return news;
}
