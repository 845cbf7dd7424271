// Idle connections, which a browser, a monitor or a client of long-polling keeps for its next request, take a descriptor
// like a player's. Where descriptors get few, none is kept.

import type { Server } from "node:http";

/** @param most - connections beyond which each is closed behind its answer */
export function endIdleBeyond(most: number, http: Server): void {
  let open = 0;
  http.on("connection", (socket) => {
    open += 1;
    socket.once("close", () => {
      open -= 1;
    });
  });
  // In front of all that answer.
  http.prependListener("request", (_request, response) => {
    if (open > most) response.setHeader("connection", "close");
  });
}
