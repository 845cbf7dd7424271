// The engine on node:http and ws. Knows requests and frames.

import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer, ServerResponse as Outgoing } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { WebSocketServer } from "ws";
import type { Host, HostOptions, Via, WireOwner } from "./host.ts";
import { webRequest, writeResponse } from "./node-request.ts";
import { NodeWire } from "./node-wire.ts";

/** Requests of one connection that wait for the answers before theirs; clients ask one thing after another. */
const MAX_PIPELINED = 64;

/** Listens with node:http. */
export async function listenOnNode(options: HostOptions): Promise<Host> {
  const serverOptions = {
    headersTimeout: options.requestTimeoutMs,
    requestTimeout: options.requestTimeoutMs,
    connectionsCheckingInterval: 1_000,
    keepAliveTimeout: options.keepAliveMs,
    // What a client offers besides WebSocket, such as h2c, need not be taken.
    shouldUpgradeCallback: isForWebSocket,
  };
  const http = createServer(serverOptions);
  // Of an answer that nobody reads.
  http.timeout = options.keepAliveMs;
  http.maxConnections = options.maxConnections;
  const inTurn = turns();
  http.on("request", (incoming, outgoing) => {
    inTurn(outgoing, () => respond({ incoming, outgoing, upgrade: () => false }, options));
  });
  const webSockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: options.maxPayloadBytes,
  });
  http.on("upgrade", (incoming, duplex, head) => {
    const socket = duplex as Socket;
    const outgoing = new Outgoing(incoming);
    const upgrade = (owner: WireOwner) => {
      let isDone = false;
      outgoing.detachSocket(socket);
      webSockets.handleUpgrade(incoming, socket, head, (webSocket) => {
        isDone = true;
        new NodeWire(webSocket, socket, owner);
      });
      return isDone;
    };
    outgoing.shouldKeepAlive = false;
    outgoing.assignSocket(socket);
    outgoing.once("finish", () => socket.end());
    inTurn(outgoing, () => respond({ incoming, outgoing, upgrade }, options));
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

/** A request hears that its client has gone only as long as somebody holds it: it follows our signal by a weak reference. */
const held = new WeakMap<ServerResponse, Request>();

async function respond(
  { incoming, outgoing, upgrade }: Exchange,
  options: HostOptions,
): Promise<void> {
  const maxBytes = options.maxPayloadBytes;
  const abort = new AbortController();
  outgoing.once("close", () => abort.abort());
  if (options.isCrowded()) outgoing.setHeader("connection", "close");
  if (Number(incoming.headers["content-length"] ?? 0) > maxBytes) {
    await writeResponse(new Response(null, { status: 413 }), outgoing);
    return;
  }
  const request = webRequest(incoming, { signal: abort.signal, maxBytes });
  if (request) held.set(outgoing, request);
  const via = { peer: incoming.socket.remoteAddress ?? "", upgrade };
  const response = request
    ? await options.answer(request, via)
    : new Response(null, { status: 400 });
  // Where ws refused the handshake, it has answered itself.
  if (response && outgoing.socket) await writeResponse(response, outgoing);
}

/**
 * One answer at a time for each connection: the next is begun when the one before has been read, so that what waits are
 * requests and not answers.
 */
function turns(): (outgoing: ServerResponse, answer: () => Promise<void>) => void {
  const waiting = new WeakMap<Socket, (() => void)[]>();
  return (outgoing, answer) => {
    const { socket } = outgoing.req;
    const begin = () => {
      // Whoever goes in the middle of an answer gets no more of it.
      answer().catch(() => outgoing.destroy());
    };
    outgoing.once("close", () => {
      const others = waiting.get(socket) ?? [];
      others.shift();
      if (!socket.destroyed) others[0]?.();
    });
    const queue = waiting.get(socket) ?? [];
    waiting.set(socket, queue);
    queue.push(begin);
    if (queue.length > MAX_PIPELINED) socket.destroy();
    else if (queue.length === 1) begin();
  };
}

function isForWebSocket({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === "websocket";
}

function listen(http: Server, { port, host }: HostOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once("error", reject);
    http.listen({ port, host }, resolve);
  });
}
