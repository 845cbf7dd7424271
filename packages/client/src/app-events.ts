// What the app hears of a session, in the app's own words. When it hears it is decided in paced-events.ts.

import { PacedEvents } from "./paced-events.ts";
import type { Session } from "./session.ts";

/** The session's events for the app; of the player's own, only the draw that was accepted. */
export function appEvents(session: Session): PacedEvents {
  const events = new PacedEvents();
  session.on("history", ({ event, payload }) => {
    const seated = event === "game_joined" && payload.color === "black";
    if (seated || event === "game_created") events.seated();
  });
  session.on("peer_joined", ({ peerName }) => events.hear("peer_joined", peerName));
  session.on("game_move", ({ uci, whiteTime, blackTime }, { mine }) => {
    if (!mine) events.hear("game_move", uci, whiteTime, blackTime);
  });
  session.on("resign", ({ color }) => events.hear("resign", color));
  for (const event of ["offer_draw", "accept_draw", "peer_ready", "peer_left"] as const) {
    session.on(event, () => events.hear(event));
  }
  session.on("seat", (seat) => seat ?? events.hear("peer_left"));
  return events;
}
