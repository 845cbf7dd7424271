// Socket.IO as the relay runs it: transports, limits and timers of the connection itself. Knows no
// events; the official protocol suites are run against exactly this.

import type { Server as HttpServer } from "node:http";
import type { ServerOptions } from "socket.io";
import { Server } from "socket.io";

/** Larger messages end their connection (E3). No event of the protocol comes near it. */
const MAX_MESSAGE_BYTES = 16 * 1024;

const relayOptions: Partial<ServerOptions> = {
  serveClient: false,
  // Costs memory per connection and gains nothing on messages of a hundred bytes.
  perMessageDeflate: false,
  httpCompression: false,
  maxHttpBufferSize: MAX_MESSAGE_BYTES,
  // A connection that joins no namespace is nobody.
  connectTimeout: 10_000,
  // Namespaces come from URLs (C2): without clean-up anybody could fill the memory with them.
  cleanupEmptyChildNamespaces: true,
  connectionStateRecovery: { skipMiddlewares: true },
};

/**
 * The Socket.IO server on top of an HTTP server.
 * @param options - what differs from the relay's own settings
 */
export function createEngine(http: HttpServer, options: Partial<ServerOptions> = {}): Server {
  return new Server(http, { ...relayOptions, ...options });
}
