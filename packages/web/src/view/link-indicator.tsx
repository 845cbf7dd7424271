// How a player's link stands, in a dot and a few words: the own one with its round trip, the opponent's with how long
// it has been away.

import { now } from "../session/now.ts";
import { connection, latencyMs, peer } from "../session/relay-session.ts";
import { messages } from "../session/settings.ts";

type Mood = "good" | "warn" | "bad" | "none";

/** The own link. */
export function OwnLink() {
  const t = messages.value.connection;
  const link = connection.value;
  const ms = latencyMs.value;
  if (link.status === "online") {
    const trip = ms === undefined ? undefined : Math.max(1, Math.round(ms));
    return (
      <Indicator
        label={t.you}
        mood="good"
        text={trip === undefined ? t.online : `${t.online} · ${t.roundTripShort(trip)}`}
        title={trip === undefined ? t.online : t.roundTrip(trip)}
      />
    );
  }
  if (link.status === "offline") return <Indicator label={t.you} mood="bad" text={t.offline} />;
  const attempt = link.status === "reconnecting" && link.attempt > 1 ? link.attempt : undefined;
  const text = attempt ? t.reconnectingAttempt(attempt) : t.reconnecting;
  return (
    <Indicator
      label={t.you}
      mood="warn"
      text={link.status === "connecting" ? t.connecting : text}
    />
  );
}

/** The opponent's link, as far as it is known here; nothing before anything is. */
export function PeerLink() {
  const t = messages.value.connection;
  const status = peer.value;
  if (connection.value.status !== "online") {
    // Nothing is heard of the opponent now.
    return status.status === "none" ? null : (
      <Indicator label={t.opponent} mood="none" text={t.unknown} />
    );
  }
  switch (status.status) {
    case "online":
      return <Indicator label={t.opponent} mood="good" text={t.online} />;
    case "away":
      return (
        <Indicator
          label={t.opponent}
          mood="warn"
          text={t.awaySince(minutesText(now.value - status.since))}
        />
      );
    case "left":
      return <Indicator label={t.opponent} mood="bad" text={t.left} />;
    case "none":
      return <Indicator label={t.opponent} mood="none" text={t.none} />;
  }
}

/** `m:ss` */
export function minutesText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function Indicator(about: { label: string; mood: Mood; text: string; title?: string }) {
  return (
    <span class={`link-state mood-${about.mood}`} title={about.title}>
      <span class="dot" aria-hidden="true" />
      <span class="hidden">{about.label}: </span>
      <span class="link-text">{about.text}</span>
    </span>
  );
}
