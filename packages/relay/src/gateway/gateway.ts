// The only file that listens to Socket.IO: connections become links, packets go to the dispatcher, lost
// transports and answered pings become commands. Decides nothing about games.

import type { IncomingMessage } from "node:http";
import type { ErrorCode } from "@en-parlant/protocol";
import type { Server, Socket } from "socket.io";
import type { ConnectionCount } from "../guard/connection-count.ts";
import type { Allowance } from "../guard/token-bucket.ts";
import { fullBucket } from "../guard/token-bucket.ts";
import type { LinkId, Time } from "../room/room.ts";
import type { SeatClaim } from "../room/step.ts";
import type { Stats } from "../stats.ts";
import type { Dispatch } from "./dispatcher.ts";
import { Link } from "./link.ts";
import { guardPackets } from "./packet-guard.ts";
import type { Rooms } from "./rooms.ts";

/** What recovery put aside for the connection it restored. */
export interface RestoredSeat {
  readonly claim: SeatClaim;
  readonly seq: number;
}

/** What the gateway needs. */
export interface GatewayDependencies {
  readonly links: Map<LinkId, Link>;
  readonly rooms: Rooms;
  readonly dispatch: Dispatch;
  readonly connections: ConnectionCount;
  readonly addressOf: (request: IncomingMessage) => string;
  readonly allowance: Allowance;
  readonly stats: Stats;
  readonly now: () => Time;
}

type Connection = Socket["conn"];

/** The stay of a client over a limit (L4): the app asks half a second after connecting. */
const REFUSED_STAY_MS = 15_000;

/** Whatever stands in the path of a URL; cut off before a name could be a burden. */
const OTHER_NAMESPACES = /^\/.{1,200}$/s;

/** Attaches the relay to a Socket.IO server: to the root and to every other namespace (C2). */
export function attachGateway(io: Server, deps: GatewayDependencies): void {
  const addresses = new WeakMap<Connection, string>();

  // Registered before any namespace is joined. The handshake's request is let go afterwards: it would
  // be kept for the life of the connection.
  io.engine.on("connection", (connection: Connection) => {
    addresses.set(connection, deps.addressOf(connection.request));
    guardPackets(connection, deps.allowance, deps.now);
    (connection as { request: IncomingMessage | undefined }).request = undefined;
  });
  const onConnection = (socket: Socket) => welcome(socket, addresses.get(socket.conn) ?? "", deps);
  io.on("connection", onConnection);
  io.of(OTHER_NAMESPACES).on("connection", onConnection);
}

function welcome(socket: Socket, address: string, deps: GatewayDependencies): void {
  const { links, dispatch, connections, allowance, now } = deps;
  const tooMany = connections.add(address);
  const link = new Link(socket, {
    address,
    idleSince: now(),
    bucket: fullBucket(allowance, now()),
  });
  links.set(link.id, link);
  takeUpSeat(link, deps);
  // Whoever comes back to a seat is no newcomer; its older link may well still be counted.
  if (tooMany && !link.seat) turnAway(link, tooMany);

  const onPong = () => pong(link, deps);
  socket.conn.on("heartbeat", onPong);
  // One listener for all events: handlers of single events would run too late for a packet that is
  // followed at once by the end of the connection, and cost ten closures a client.
  socket.onAny((...packet) => dispatch(link, packet));
  socket.on("disconnect", (reason) => {
    socket.conn.off("heartbeat", onPong);
    // When the relay itself stops, the seats stand: their tickets do.
    if (reason !== "server shutting down")
      depart(link, reason === "client namespace disconnect", deps);
    connections.remove(address);
    links.delete(link.id);
  });
}

/** S2: a recovered connection takes its seat, in one step with what it has missed. */
function takeUpSeat(link: Link, { rooms, stats }: GatewayDependencies): void {
  const restored = (link.socket.data as { restored?: RestoredSeat }).restored;
  if (!restored) return;
  const { claim, seq } = restored;
  const done = rooms.resume({ type: "resume", claim, link: link.id, seq, how: "recovery" });
  if (done.ok) stats.resumesGranted += 1;
}

/** L4: told when it asks, for the app listens to errors only then. */
function turnAway(link: Link, refusal: ErrorCode): void {
  link.refusal = refusal;
  setTimeout(() => link.close(true), REFUSED_STAY_MS).unref();
}

function pong(link: Link, { rooms }: GatewayDependencies): void {
  if (!link.seat) return;
  const { code, color } = link.seat;
  rooms.apply(code, { type: "pong", by: { link: link.id, color } });
}

/** G10, P1: a quit gives the seat up, anything else only loses the link. */
function depart(link: Link, quit: boolean, { rooms }: GatewayDependencies): void {
  if (!link.seat) return;
  const { code, color } = link.seat;
  rooms.apply(code, { type: quit ? "leave" : "drop", by: { link: link.id, color } });
}
