// The relay put together from its parts: the only file that knows all of them. Reads no environment and
// no arguments; everything comes in as configuration.

import { randomBytes, randomInt } from "node:crypto";
import type { Server as HttpServer } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { drawRoomCode, parseOffset } from "@en-parlant/protocol";
import { Adapter } from "socket.io-adapter";
import type { Config } from "./config.ts";
import { createDispatcher } from "./gateway/dispatcher.ts";
import { createEngine } from "./gateway/engine.ts";
import type { RestoredSeat } from "./gateway/gateway.ts";
import { attachGateway } from "./gateway/gateway.ts";
import type { Link } from "./gateway/link.ts";
import { createRequests } from "./gateway/requests.ts";
import { createRooms } from "./gateway/rooms.ts";
import { startSweeping } from "./gateway/sweeping.ts";
import { clientAddressReader } from "./guard/client-address.ts";
import { createConnectionCount } from "./guard/connection-count.ts";
import { createJoinBudget } from "./guard/join-budget.ts";
import { isAllowedOrigin } from "./guard/origins.ts";
import { httpRoutes } from "./http/http-routes.ts";
import { createMetrics } from "./http/metrics.ts";
import type { Logger } from "./log.ts";
import { roomNamer } from "./log.ts";
import type { LinkId } from "./room/room.ts";
import { withSeatRecovery } from "./seat/recovery-adapter.ts";
import { createTicketOffice, IDENTITY_BYTES } from "./seat/seat-ticket.ts";
import { createStats } from "./stats.ts";
import { createMemoryStore } from "./store/memory-store.ts";

/** A running relay. */
export interface Relay {
  /** Where it listens. */
  readonly address: AddressInfo;
  /** Stops accepting, and closes every link so that clients try to come back. */
  close(): Promise<void>;
}

const now = () => Date.now();
const identity = () => randomBytes(IDENTITY_BYTES).toString("hex");

/** Seconds' worth of events that a connection may send at once: what piled up while it was away. */
const BURST_SECONDS = 5;

/**
 * Starts a relay.
 * @throws the listening error (`EADDRINUSE`, …) when the port cannot be had
 */
export async function startRelay(config: Config, log: Logger): Promise<Relay> {
  const links = new Map<LinkId, Link>();
  const stats = createStats();
  const store = createMemoryStore({ drawCode: () => drawRoomCode(randomInt), drawId: identity });
  const tickets = createTicketOffice(config.relaySecret ?? identity() + identity(), store.issuer);
  const rooms = createRooms({
    store,
    tickets,
    links,
    now,
    graceMs: config.graceSeconds * 1000,
    idleMs: config.roomIdleSeconds * 1000,
    log,
    nameRoom: roomNamer(),
  });
  const allowance = {
    perSecond: config.eventsPerSecond,
    burst: config.eventsPerSecond * BURST_SECONDS,
  };
  const joinBudget = createJoinBudget(config.joinFailuresPerMinute, now);
  const connections = createConnectionCount({
    all: config.maxConnections,
    perAddress: config.maxConnectionsPerIp,
  });
  const hasRoomLeft = () => store.size < config.maxRooms;
  const requests = createRequests({ rooms, tickets, joinBudget, now, hasRoomLeft });
  const dispatch = createDispatcher({ rooms, requests, stats, allowance, now });

  function restore(text: string): RestoredSeat | undefined {
    const offset = parseOffset(text);
    const claim = offset && tickets.check(offset.ticket, now());
    if (offset && claim && rooms.couldResume(claim)) return { claim, seq: offset.seq };
    stats.resumesRefused += 1;
    return undefined;
  }

  const addressOf = clientAddressReader(config.trustProxy);
  const isAllowed = (origin: string | undefined, host: string | undefined) =>
    isAllowedOrigin(config.allowedOrigins, { origin, host });

  let ready = true;
  const metrics = createMetrics(stats, { rooms: () => store.size, connections: () => links.size });
  const http = createServer(
    httpRoutes({
      isReady: () => ready,
      metrics,
      metricsToken: config.metricsToken,
      web: config.web,
      behindProxy: config.trustProxy !== 0,
    }),
  );
  const io = createEngine(http, {
    pingInterval: config.pingIntervalSeconds * 1000,
    pingTimeout: config.pingTimeoutSeconds * 1000,
    cors: { origin: (origin, allow) => allow(null, isAllowed(origin, undefined)) },
    adapter: withSeatRecovery(Adapter, restore, identity),
    allowRequest: (request, decide) => {
      const { origin, host } = request.headers;
      decide(null, isAllowed(origin, host) && !connections.isFlooding(addressOf(request)));
    },
  });
  attachGateway(io, {
    links,
    rooms,
    dispatch,
    connections,
    addressOf,
    allowance,
    stats,
    now,
  });
  const stopSweeping = startSweeping({
    links,
    rooms,
    joinBudget,
    stats,
    now,
    idleMs: config.roomIdleSeconds * 1000,
    everyMs: config.sweepSeconds * 1000,
  });

  await listen(http, config);
  return {
    address: http.address() as AddressInfo,
    async close() {
      ready = false;
      stopSweeping();
      rooms.close();
      // Reads as a lost transport at the clients: they try again, here or elsewhere.
      await io.close();
    },
  };
}

/** `::` serves IPv4 too; a machine without IPv6 gets plain IPv4 instead. */
async function listen(http: HttpServer, { port, host }: Config): Promise<void> {
  try {
    await listenOn(http, { port, host });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (host !== "::" || (code !== "EAFNOSUPPORT" && code !== "EADDRNOTAVAIL")) throw error;
    await listenOn(http, { port, host: "0.0.0.0" });
  }
}

function listenOn(http: HttpServer, where: { port: number; host: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once("error", reject);
    http.listen(where, () => {
      http.off("error", reject);
      resolve();
    });
  });
}
