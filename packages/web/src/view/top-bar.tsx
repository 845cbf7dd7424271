// The bar at the top of every screen: what this is, sound, settings, and the way out of a game.

import { signal } from "@preact/signals";
import { leave } from "../session/deeds.ts";
import { isPlaying } from "../session/match-signal.ts";
import { peer } from "../session/relay-session.ts";
import { isMuted, messages } from "../session/settings.ts";
import icon from "./icon.svg";
import { Icon } from "./icon.tsx";
import { screen } from "./screen.ts";
import { SettingsPanel } from "./settings-panel.tsx";

/** The person wants to leave a running game, and is asked about it. */
export const isLeaving = signal(false);

/** Leaves at once, or asks first where it costs a game that somebody else is playing. */
export function wantToLeave(): void {
  if (isPlaying.peek() && peer.peek().status !== "left") isLeaving.value = true;
  else leave();
}

/** The bar. */
export function TopBar() {
  const t = messages.value;
  const canLeave = screen.value === "game" || screen.value === "ready";
  const soundText = isMuted.value ? t.settings.unmute : t.settings.mute;
  return (
    <header class="top">
      <p class="brand">
        <img class="brand-mark" src={icon} alt="" width="28" height="28" />
        <span>{t.page.title}</span>
      </p>
      <div class="top-tools">
        {canLeave && (
          <button type="button" class="tool" title={t.connection.leave} onClick={wantToLeave}>
            <Icon name="leave" />
            <span class="hidden">{t.connection.leave}</span>
          </button>
        )}
        <button
          type="button"
          class="tool"
          title={soundText}
          onClick={() => {
            isMuted.value = !isMuted.peek();
          }}
        >
          <Icon name={isMuted.value ? "muted" : "sound"} />
          <span class="hidden">{soundText}</span>
        </button>
        <SettingsPanel />
      </div>
    </header>
  );
}
