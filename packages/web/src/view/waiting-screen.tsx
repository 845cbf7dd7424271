// Waiting for the friend: the code in very large type, how to say it, and every way to hand it over.

import { timeControlIn, timeText } from "../game/time-control.ts";
import { spokenCode } from "../i18n/index.ts";
import { leave } from "../session/deeds.ts";
import { isOwnInvite } from "../session/invitation.ts";
import { inviteLink } from "../session/invite.ts";
import { seat } from "../session/relay-session.ts";
import { appRelayUrl, isThisComputer, relayUrl } from "../session/relay-url.ts";
import { messages, playerName } from "../session/settings.ts";
import { CopyButton } from "./copy-button.tsx";
import { Icon } from "./icon.tsx";
import { LinkNotice } from "./link-notice.tsx";
import { Notice } from "./notice.tsx";
import { QrCode } from "./qr-code.tsx";

/** The whole screen. */
export function WaitingScreen() {
  const t = messages.value;
  const held = seat.value;
  if (!held) return null;
  const from = playerName.value.trim();
  const link = inviteLink(pageAddress(), { code: held.code, ...(from && { from }) });
  const time = timeControlIn(held.options);
  return (
    <main class="waiting" id="main">
      <div class="card waiting-card">
        <h1>{t.waiting.heading}</h1>
        <p class="soft">{t.waiting.readOut}</p>
        <p class="code" data-testid="code">
          {held.code}
        </p>
        <p class="spelled">{spokenCode(held.code, t)}</p>
        <div class="row">
          <CopyButton primary text={() => link} label={t.waiting.copyLink} />
          <CopyButton text={() => held.code} label={t.waiting.copyCode} />
          {canShare() && (
            <button
              type="button"
              class="button"
              onClick={() =>
                void navigator
                  .share({
                    title: t.waiting.shareTitle,
                    text: t.waiting.shareText(held.name, held.code),
                    url: link,
                  })
                  .catch(() => {})
              }
            >
              <Icon name="share" />
              {t.waiting.share}
            </button>
          )}
        </div>
        {isOwnInvite.value && <Notice live>{t.error.OWN_GAME}</Notice>}
        <LinkNotice />
        <div class="waiting-more">
          <QrCode text={link} label={t.waiting.qr} />
          <ul class="facts">
            <li>
              {t.waiting.youPlayWhite} {time ? timeText(time) : t.time.untimed}.
            </li>
            <li>{t.waiting.inApp(appRelayUrl(relayUrl(location)))}</li>
            <li>{t.waiting.mayLock}</li>
            {isThisComputer(location.hostname) && <li>{t.waiting.onlyHere}</li>}
          </ul>
        </div>
        <p class="centre">
          <button type="button" class="button quiet" onClick={leave}>
            {t.waiting.cancel}
          </button>
        </p>
      </div>
    </main>
  );
}

function canShare(): boolean {
  return typeof navigator.share === "function";
}

function pageAddress(): string {
  return location.origin + location.pathname;
}
