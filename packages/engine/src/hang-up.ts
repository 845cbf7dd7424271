// The end of a TCP connection on Node whose other end cannot be trusted to end it too. Knows no protocol.

import type { Socket } from "node:net";

/**
 * Ends a connection behind what was written to it. What still comes is thrown away unread, and after a while the
 * connection is cut.
 */
export function hangUp(socket: Socket, withinMs: number): void {
  socket.removeAllListeners("data");
  socket.resume();
  socket.end();
  const cut = setTimeout(() => socket.destroy(), withinMs);
  socket.once("close", () => clearTimeout(cut));
}
