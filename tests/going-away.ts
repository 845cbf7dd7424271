// The end of a WebSocket whose page goes: a close frame with the code 1001, as browsers send it when a window is closed.

import type { Socket } from "socket.io-client";

/** The part of Engine.IO's WebSocket transport that has no public name. */
interface WebSocketTransport {
  readonly ws: { close(code: number): void };
}

/** Ends the socket's link so; it may come back like after any other end. */
export function sayGoingAway(socket: Socket | undefined): void {
  const transport = socket?.io.engine.transport as unknown as WebSocketTransport | undefined;
  transport?.ws.close(1001);
}
