// The engine on Bun's own server. Knows requests and frames.

import type { Host, HostOptions, Via, Wire, WireOwner } from "./host.ts";
import { announcesBody } from "./host.ts";

/** The part of Bun's server that is used. */
interface BunServer {
  readonly port: number;
  readonly address: { readonly address: string };
  requestIP(request: Request): { readonly address: string } | null;
  upgrade(request: Request, options: { data: WireOwner }): boolean;
  timeout(request: Request, seconds: number): void;
  stop(closeActive: boolean): Promise<void>;
}

interface BunRuntime {
  serve(options: object): BunServer;
}

/** Listens with Bun.serve. It reads no further than its limits, and lets nobody wait behind an answer that is not read. */
export async function listenOnBun(options: HostOptions): Promise<Host> {
  const { Bun } = globalThis as unknown as { readonly Bun: BunRuntime };
  const keepAliveSeconds = Math.ceil(options.keepAliveMs / 1000);
  const server = Bun.serve({
    port: options.port,
    hostname: options.host,
    // Seconds; of a request that does not come to its end, too.
    idleTimeout: Math.ceil(options.requestTimeoutMs / 1000),
    maxRequestBodySize: options.maxPayloadBytes,
    async fetch(request: Request, listening: BunServer) {
      // Whoever has asked properly may wait for an answer, and keep the connection for the next request.
      const keep = () => listening.timeout(request, keepAliveSeconds);
      if (request.body === null) keep();
      const via: Via = {
        peer: listening.requestIP(request)?.address ?? "",
        upgrade: (data) => listening.upgrade(request, { data }),
      };
      const response = await options.answer(request, via);
      if (request.bodyUsed) keep();
      const isLast = asksToClose(request) || hasUnreadBody(request) || options.isCrowded();
      if (isLast) response?.headers.set("connection", "close");
      return response;
    },
    websocket: {
      // Pings are the engine's own.
      idleTimeout: 0,
      sendPings: false,
      perMessageDeflate: false,
      maxPayloadLength: options.maxPayloadBytes,
      // The engine looks after each write, and writes of one turn may wait to be sent together.
      backpressureLimit: options.maxBurstBytes,
      closeOnBackpressureLimit: true,
      open: (wire: Wire) => wire.data.opened(wire),
      message: (wire: Wire, frame: string | Uint8Array) => wire.data.received(frame),
      ping: (wire: Wire) => wire.data.controlled(),
      pong: (wire: Wire) => wire.data.controlled(),
      close: (wire: Wire, code: number) => wire.data.closed(code),
    },
  });
  return {
    port: server.port,
    address: server.address.address,
    close: () => server.stop(true),
  };
}

/** Bun closes then, and does not say so; a client that believes it could ask again would be cut off. */
function asksToClose(request: Request): boolean {
  return request.headers.get("connection")?.toLowerCase() === "close";
}

/** Bun would read on, and throw away what comes, for as long as it comes. */
function hasUnreadBody(request: Request): boolean {
  return !request.bodyUsed && announcesBody(request);
}
