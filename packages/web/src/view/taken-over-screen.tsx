// The game goes on in another window; and the short wait while a seat is taken up again.

import { leave, resume } from "../session/deeds.ts";
import { connection } from "../session/relay-session.ts";
import { messages } from "../session/settings.ts";

/** Another window has the seat. */
export function TakenOverScreen() {
  const t = messages.value.connection;
  return (
    <main class="message" id="main">
      <div class="card">
        <h1>{t.takenOver}</h1>
        <p class="soft">{t.takenOverMore}</p>
        <button type="button" class="button primary big" onClick={() => void resume()}>
          {t.takeBack}
        </button>
      </div>
    </main>
  );
}

/** The seat is being asked for. */
export function ResumingScreen() {
  const t = messages.value;
  const isAway = connection.value.status === "reconnecting";
  return (
    <main class="message" id="main">
      <div class="card">
        <h1>{t.start.resuming}</h1>
        {isAway && <p class="soft">{t.connection.unreachable}</p>}
        <button type="button" class="button quiet" onClick={leave}>
          {t.page.cancel}
        </button>
      </div>
    </main>
  );
}
