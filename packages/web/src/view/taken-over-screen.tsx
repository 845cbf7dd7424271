// The game goes on in another window.

import { resume } from "../session/deeds.ts";
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
