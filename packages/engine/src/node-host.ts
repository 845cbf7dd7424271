// The engine on node:http and ws. Knows requests and frames.

import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer, ServerResponse as Outgoing } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { WebSocketServer } from "ws";
import { hangUp } from "./hang-up.ts";
import type { Host, HostOptions, Via, WireOwner } from "./host.ts";
import { offersWebSocket } from "./host.ts";
import { NodeRequest, writeResponse } from "./node-request.ts";
import { answerWith, turns, watchPipeline } from "./node-turns.ts";
import { NodeWire } from "./node-wire.ts";

/** Listens with node:http. */
export async function listenOnNode(options: HostOptions): Promise<Host> {
  const serverOptions = {
    headersTimeout: options.requestTimeoutMs,
    requestTimeout: options.requestTimeoutMs,
    connectionsCheckingInterval: 1_000,
    keepAliveTimeout: options.keepAliveMs,
    // What a client offers besides WebSocket need not be taken.
    shouldUpgradeCallback: ({ headers }: IncomingMessage) => offersWebSocket(headers.upgrade),
  };
  const http = createServer(serverOptions);
  // Of an answer that nobody reads.
  http.timeout = options.keepAliveMs;
  http.maxConnections = options.maxConnections;
  const inTurn = turns(options.maxPipelined);
  const unwatch = new WeakMap<Socket, () => void>();
  http.on("connection", (socket) => {
    unwatch.set(socket, watchPipeline(socket, options.maxPipelined));
  });
  http.on("request", (incoming, outgoing) => {
    inTurn(outgoing, () => respond({ incoming, outgoing, upgrade: () => false }, options));
  });
  const webSocketOptions = {
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: options.maxPayloadBytes,
    maxFragments: options.maxFragments,
    // Of those that ws closes itself; its types do not know it.
    closeTimeout: options.closeTimeoutMs,
    // A ping is answered once it has been counted.
    autoPong: false,
  };
  const webSockets = new WebSocketServer(webSocketOptions);
  http.on("upgrade", (incoming, duplex, head) => {
    const socket = duplex as Socket;
    unwatch.get(socket)?.();
    unwatch.delete(socket);
    // node:http has given it up, and an error that nobody hears ends the process.
    socket.on("error", () => socket.destroy());
    const outgoing = new Outgoing(incoming);
    const upgrade = (owner: WireOwner) => {
      let isDone = false;
      outgoing.detachSocket(socket);
      webSockets.handleUpgrade(incoming, socket, head, (webSocket) => {
        isDone = true;
        new NodeWire(webSocket, socket, { owner, closeTimeoutMs: options.closeTimeoutMs });
      });
      return isDone;
    };
    outgoing.shouldKeepAlive = false;
    outgoing.assignSocket(socket);
    outgoing.once("finish", () => hangUp(socket, options.closeTimeoutMs));
    answerWith(() => respond({ incoming, outgoing, upgrade }, options), outgoing);
  });
  await listen(http, options);
  const { port, address } = http.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      http.close(() => resolve());
      http.closeAllConnections();
    });
  return { port, address, close };
}

/** A request, and how it is answered. */
interface Exchange extends Pick<Via, "upgrade"> {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

async function respond(
  { incoming, outgoing, upgrade }: Exchange,
  options: HostOptions,
): Promise<void> {
  const maxBytes = options.maxPayloadBytes;
  if (options.isCrowded()) outgoing.setHeader("connection", "close");
  if (Number(incoming.headers["content-length"] ?? 0) > maxBytes) {
    await writeResponse(new Response(null, { status: 413 }), outgoing);
    return;
  }
  const request = new NodeRequest(incoming, maxBytes);
  outgoing.once("close", () => request.end());
  const via = { peer: incoming.socket.remoteAddress ?? "", upgrade };
  const response = await options.answer(request, via);
  // Where ws refused the handshake, it has answered itself.
  if (response && outgoing.socket) await writeResponse(response, outgoing);
}

function listen(http: Server, { port, host }: HostOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once("error", reject);
    http.listen({ port, host }, resolve);
  });
}
