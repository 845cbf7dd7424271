// The only file that listens to Socket.IO: connections become links, packets go to the dispatcher, lost
// transports and answered pings become commands. Decides nothing about games.

import type { EventEmitter } from "node:events";
import type { IncomingMessage } from "node:http";
import type { ErrorCode } from "@en-parlant/protocol";
import { NO_OFFSET } from "@en-parlant/protocol";
import type { Server, Socket } from "socket.io";
import type { ClosedWindows } from "../guard/closed-windows.ts";
import { GOING_AWAY, JUDGEMENT_MS } from "../guard/closed-windows.ts";
import type { ConnectionCount } from "../guard/connection-count.ts";
import type { Allowance } from "../guard/token-bucket.ts";
import { fullBucket } from "../guard/token-bucket.ts";
import type { LinkId, Time } from "../room/room.ts";
import type { Dispatch } from "./dispatcher.ts";
import { HEARTBEATS } from "./dispatcher.ts";
import type { HeldSeat } from "./link.ts";
import { Link } from "./link.ts";
import { guardPackets } from "./packet-guard.ts";
import type { Rooms } from "./rooms.ts";
import type { RestoredSeat } from "./seat-restorer.ts";
import type { Wire } from "./wire.ts";

/** What the gateway needs. */
export interface GatewayDependencies {
  readonly links: Map<LinkId, Link>;
  readonly rooms: Rooms;
  readonly dispatch: Dispatch;
  readonly connections: ConnectionCount;
  readonly windows: ClosedWindows;
  readonly addressOf: (request: IncomingMessage) => string;
  readonly allowance: Allowance;
  readonly now: () => Time;
}

type Connection = Socket["conn"];

/** The stay of a client over a limit (L4): the app asks half a second after connecting. */
const REFUSED_STAY_MS = 15_000;

/** Whatever stands in the path of a URL; cut off before a name could be a burden. */
const OTHER_NAMESPACES = /^\/.{1,200}$/s;

/** Attaches the relay to a Socket.IO server: to the root and to every other namespace (C2). */
export function attachGateway(io: Server, deps: GatewayDependencies): void {
  const wires = new WeakMap<Connection, Wire>();
  io.engine.on("connection", (connection: Connection) =>
    wires.set(connection, wireUp(connection, deps)),
  );
  const onConnection = (socket: Socket) => {
    const wire = wires.get(socket.conn);
    if (wire) welcome(socket, wire, deps);
  };
  io.on("connection", onConnection);
  io.of(OTHER_NAMESPACES).on("connection", onConnection);
}

/** Counts and guards a connection before any namespace is joined on it. */
function wireUp(
  connection: Connection,
  { connections, windows, addressOf, allowance, now }: GatewayDependencies,
): Wire {
  const address = addressOf(connection.request);
  const refusal = connections.add(address);
  const peer = connection.request.socket.remoteAddress ?? "";
  const wire: Wire = {
    address,
    peer,
    refusal,
    links: 0,
    pings: 0,
    pongs: 0,
    closeCode: undefined,
  };
  const watched = { isWebSocket: () => connection.transport.name === "websocket" };
  windows.opened(peer, watched);
  connection.once("close", () => {
    connections.remove(address);
    windows.ended(peer, watched);
  });
  noteCloseCode(connection, wire);
  connection.on("packetCreate", ({ type }: { type: string }) => {
    if (type === "ping") wire.pings += 1;
  });
  connection.on("heartbeat", () => {
    wire.pongs += 1;
  });
  guardPackets(connection, allowance, now);
  // The handshake's request would be kept for the life of the connection.
  (connection as { request: IncomingMessage | undefined }).request = undefined;
  return wire;
}

/** Engine.IO keeps the code of a WebSocket's end to itself, and hears of that end before any later listener. */
function noteCloseCode(connection: Connection, wire: Wire): void {
  const watch = (transport: Connection["transport"]) => {
    if (transport.name !== "websocket") return;
    const { socket } = transport as unknown as { socket: EventEmitter };
    socket.prependListener("close", (code: number) => {
      wire.closeCode = code;
    });
  };
  watch(connection.transport);
  connection.on("upgrade", watch);
}

function welcome(socket: Socket, wire: Wire, deps: GatewayDependencies): void {
  const { links, dispatch, allowance, now } = deps;
  const buckets = { bucket: fullBucket(allowance, now()), beats: fullBucket(HEARTBEATS, now()) };
  const link = new Link(socket, { wire, ...buckets }, now);
  links.set(link.id, link);
  wire.links += 1;
  const onPong = () => pong(link, deps);
  socket.conn.on("heartbeat", onPong);
  socket.on("disconnect", (reason) => {
    socket.conn.off("heartbeat", onPong);
    // When the relay itself stops, the seats stand: their tickets do.
    if (reason !== "server shutting down") depart(link, reason, deps);
    wire.links -= 1;
    links.delete(link.id);
  });
  // One listener for all events: handlers of single events would run too late for a packet that is
  // followed at once by the end of the connection, and cost ten closures a client. What was queued
  // behind that end is not heard any more.
  socket.onAny((...packet) => {
    if (socket.connected) dispatch(link, packet);
  });
  takeUpSeat(link, deps);
  // Whoever comes back to a seat is no newcomer; its older link may well still be counted.
  if (wire.refusal && !link.seat) turnAway(link, wire.refusal);
}

/**
 * S2: a recovered connection takes its seat, in one step with what it has missed. S5: a client whose offset is not
 * honoured is told so in words that the released app knows, and forgets it.
 */
function takeUpSeat(link: Link, { rooms }: GatewayDependencies): void {
  const { data, handshake } = link.socket;
  const { restored } = data as { restored?: RestoredSeat };
  const { offset } = handshake.auth as { offset?: unknown };
  const isBack =
    restored && rooms.resume({ type: "resume", ...restored, link: link.id, how: "recovery" }).ok;
  const hasOffset = typeof offset === "string" && offset !== NO_OFFSET;
  if (hasOffset && !isBack) link.forget("peer_left");
}

/**
 * L4: told when it asks, for the app listens to errors only then; dropped, unless it has taken a seat back
 * by then.
 */
function turnAway(link: Link, refusal: ErrorCode): void {
  link.refusal = refusal;
  const drop = () => {
    if (link.refusal) link.close(true);
  };
  setTimeout(drop, REFUSED_STAY_MS).unref();
}

function pong(link: Link, { rooms }: GatewayDependencies): void {
  if (!link.seat) return;
  if (link.takeProof()) rooms.submit(link, { type: "arrived" });
  rooms.pong(link);
}

/** G10, P1: a quit gives the seat up, anything else only loses the link. */
function depart(link: Link, reason: string, deps: GatewayDependencies): void {
  if (!link.seat) return;
  const { rooms } = deps;
  if (reason === "client namespace disconnect") {
    rooms.submit(link, { type: "leave" });
    return;
  }
  const lost = { ...link.seat, link: link.id };
  const silent = reason === "ping timeout";
  rooms.submit(link, { type: "drop", silent, lastBeat: link.lastBeat });
  if (!silent) judgeEnd(lost, link.wire, deps);
}

/**
 * P8: a window that was closed has a shorter grace. That it was no proxy is seen a moment later; so is the close code, where
 * the relay was just writing and took the end for an error.
 */
function judgeEnd(lost: HeldSeat & { link: LinkId }, wire: Wire, deps: GatewayDependencies): void {
  const { rooms, windows, now } = deps;
  const { code, ...seat } = lost;
  const endedAt = now();
  const judge = () => {
    const isWindow = wire.closeCode === GOING_AWAY && windows.wasWindow(wire.peer, endedAt);
    if (isWindow) rooms.apply(code, { type: "window_closed", ...seat });
  };
  setTimeout(judge, JUDGEMENT_MS).unref();
}
