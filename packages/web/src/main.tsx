// Starts the page: styles, the things that run beside the screens, the first screen, and the way back to a game.

import "chessground/assets/chessground.base.css";
import "chessground/assets/chessground.cburnett.css";
import "./view/styles/tokens.css";
import "./view/styles/base.css";
import "./view/styles/controls.css";
import "./view/styles/notices.css";
import "./view/styles/screens.css";
import "./view/styles/start.css";
import "./view/styles/waiting.css";
import "./view/styles/game.css";
import "./view/styles/players.css";
import "./view/styles/moves.css";
import "./view/styles/result.css";
import "./view/styles/windows.css";
import "./view/styles/board.css";
import "./view/styles/veils.css";
import { render } from "preact";
import { refusal, resume, tryNow } from "./session/deeds.ts";
import { keepFlags } from "./session/flags.ts";
import { invite, keepInvite } from "./session/invitation.ts";
import { inviteIn } from "./session/invite.ts";
import { keepMatch } from "./session/match-signal.ts";
import { keepTime } from "./session/page-time.ts";
import { mirror } from "./session/relay-session.ts";
import { keepSettings } from "./session/settings.ts";
import { startSounds } from "./sound/game-sounds.ts";
import { startAnnouncing } from "./view/announcer.ts";
import { App } from "./view/app.tsx";
import { listenToKeys } from "./view/keyboard.ts";
import { keepTab } from "./view/tab.ts";
import { followGames } from "./view/viewing.ts";

keepTime();
keepSettings();
keepMatch();
keepFlags();
keepInvite();
keepTab();
followGames();
startSounds();
startAnnouncing();
listenToKeys();

// Whatever the page was opened for: the opponent shall not wait in vain meanwhile.
void resume();
// The link shall be up when the person is done with the name.
tryNow();
mirror();

// Also when the same link is opened again, and on the way back and forward.
addEventListener("popstate", () => {
  invite.value = inviteIn(location.href);
  // What was said about an earlier code is not about this one.
  refusal.value = undefined;
});

// Browsers have workers on HTTPS and on this computer only; elsewhere the page does without.
if (import.meta.env.PROD) void navigator.serviceWorker?.register("./offline.js").catch(() => {});

const root = document.getElementById("app");
if (root) render(<App />, root);
