// The start: a name, a game of one's own, or somebody's code. An invitation puts the code in the middle.

import { useState } from "preact/hooks";
import { errorText } from "../i18n/index.ts";
import { create, errand, refusal } from "../session/deeds.ts";
import { forgetInvite, openInvite } from "../session/invitation.ts";
import { connection, failure, isDismissed, seat } from "../session/relay-session.ts";
import { appRelayUrl, relayUrl } from "../session/relay-url.ts";
import { messages, playerName } from "../session/settings.ts";
import { JOIN_FORM, JoinCard } from "./join-card.tsx";
import { TryNow } from "./link-notice.tsx";
import { Notice } from "./notice.tsx";
import { SeatNotice } from "./seat-notice.tsx";
import { TimeChoice } from "./time-choice.tsx";

const CREATE_FORM = "create-form";

/** The whole screen. */
export function StartScreen() {
  const t = messages.value;
  const invited = openInvite.value;
  const [hasCode, setHasCode] = useState(false);
  return (
    <main class="start" id="main">
      <div class="start-head">
        <h1>{invited ? invitedBy(invited.from) : t.start.heading}</h1>
        {!invited && <p class="soft">{t.start.intro}</p>}
      </div>
      <StartNotices />
      <div class="card">
        <label class="field name-field">
          <span>{t.start.yourName}</span>
          <input
            class="input"
            name="name"
            // Enter does what the person is about to do: with a code, join.
            form={invited || hasCode ? JOIN_FORM : CREATE_FORM}
            autocomplete="nickname"
            maxLength={40}
            placeholder={t.start.namePlaceholder}
            value={playerName.value}
            onInput={({ currentTarget }) => {
              playerName.value = currentTarget.value;
            }}
          />
        </label>
        {invited ? (
          <JoinCard key={invited} code={invited.code} onTyped={setHasCode} />
        ) : (
          <div class="start-ways">
            <CreateCard />
            <p class="or" aria-hidden="true">
              <span>{t.start.or}</span>
            </p>
            <JoinCard onTyped={setHasCode} />
          </div>
        )}
      </div>
      {invited && !seat.value && (
        <p class="centre">
          <button type="button" class="link" onClick={forgetInvite}>
            {t.start.otherCode}
          </button>
        </p>
      )}
      {!invited && <p class="hint in-app">{t.start.inApp(appRelayUrl(relayUrl(location)))}</p>}
    </main>
  );
}

/** Who invites, as far as the link knows. */
export function invitedBy(from: string | undefined): string {
  const { start } = messages.value;
  return from ? start.invitedBy(from) : start.invited;
}

function CreateCard() {
  const t = messages.value;
  const [isValid, setValid] = useState(true);
  const isAsking = errand.value === "create";
  const refused = refusal.value?.errand === "create" ? refusal.value.error : undefined;
  return (
    <form
      id={CREATE_FORM}
      class="way"
      onSubmit={(event) => {
        event.preventDefault();
        if (isValid) void create();
      }}
    >
      <TimeChoice onValidity={setValid} />
      {refused && (
        <p class="error" role="alert">
          {errorText(t, refused)}
        </p>
      )}
      <button type="submit" class="button primary big" aria-disabled={!isValid || isAsking}>
        {isAsking ? t.start.creating : t.start.create}
      </button>
    </form>
  );
}

function StartNotices() {
  const t = messages.value;
  const link = connection.value;
  const lost = refusal.value?.errand === "resume" ? refusal.value.error : failure.value;
  const isAway = link.status === "reconnecting" || link.status === "offline";
  return (
    <>
      {isAway && link.status === "reconnecting" && (
        <Notice tone="bad" live title={t.connection.unreachable} actions={<TryNow />}>
          {t.connection.unreachableMore}
        </Notice>
      )}
      {isDismissed.value && <Notice tone="warn">{t.connection.dismissed}</Notice>}
      {lost && !isDismissed.value && (
        <Notice tone="warn" live>
          {errorText(t, lost)}
        </Notice>
      )}
      <SeatNotice />
    </>
  );
}
