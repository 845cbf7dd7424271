// The relay put together from its parts: the only file that knows all of them. Reads no environment and
// no arguments; everything comes in as configuration.

import { randomBytes, randomInt } from "node:crypto";
import type { Server as HttpServer } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { drawRoomCode } from "@en-parlant/protocol";
import type { ServerOptions } from "socket.io";
import { Adapter } from "socket.io-adapter";
import type { Config } from "./config.ts";
import { createDispatcher } from "./gateway/dispatcher.ts";
import { createEngine } from "./gateway/engine.ts";
import { attachGateway } from "./gateway/gateway.ts";
import type { Link } from "./gateway/link.ts";
import { createRequests } from "./gateway/requests.ts";
import { createRooms } from "./gateway/rooms.ts";
import { seatRestorer } from "./gateway/seat-restorer.ts";
import { startSweeping } from "./gateway/sweeping.ts";
import { createAddressBudget } from "./guard/address-budget.ts";
import { clientAddressReader } from "./guard/client-address.ts";
import { createClosedWindows } from "./guard/closed-windows.ts";
import { createConnectionCount } from "./guard/connection-count.ts";
import { createJoinBudget } from "./guard/join-budget.ts";
import { isAllowedOrigin } from "./guard/origins.ts";
import { httpRoutes } from "./http/http-routes.ts";
import { createMetrics } from "./http/metrics.ts";
import type { PackedPage, Page } from "./http/page.ts";
import { createPage } from "./http/page.ts";
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

/** Durations are counted by a clock that is never set; a machine without a clock chip sets its own late. */
const now = () => performance.now();
const wallClock = () => Date.now();
const identity = () => randomBytes(IDENTITY_BYTES).toString("hex");

/** Seconds' worth of events that a connection may send at once: what piled up while it was away. */
const BURST_SECONDS = 5;

/** The page of these files; where there are none, a few words that say what this is. */
function servedPage(packed: PackedPage | undefined): Page | "welcome" {
  return packed ? createPage(packed) : "welcome";
}

/**
 * Starts a relay.
 * @param packed - the play page, where it was built
 * @throws the listening error (`EADDRINUSE`, …) when the port cannot be had
 */
export async function startRelay(config: Config, log: Logger, packed?: PackedPage): Promise<Relay> {
  const stats = createStats();
  const links = new Map<LinkId, Link>();
  const store = createMemoryStore({ drawCode: () => drawRoomCode(randomInt), drawId: identity });
  const tickets = createTicketOffice(config.relaySecret ?? identity() + identity(), store.issuer);
  const times = {
    graceMs: config.graceSeconds * 1000,
    closedGraceMs: config.closedWindowGraceSeconds * 1000,
    idleMs: config.roomIdleSeconds * 1000,
  };
  const about = { log, nameRoom: roomNamer(), stats };
  const rooms = createRooms({ store, tickets, links, now, wallClock, times, ...about });
  const guards = createGuards(config);
  const hasRoomLeft = () => store.size < config.maxRooms;
  const clocks = { now, wallClock };
  const requests = createRequests({ rooms, tickets, ...guards, stats, ...clocks, hasRoomLeft });
  const dispatch = createDispatcher({ rooms, requests, stats, allowance: guards.allowance, now });

  const metrics = createMetrics(stats, { rooms: () => store.size, connections: () => links.size });
  const { metricsToken } = config;
  const page = config.web ? servedPage(packed) : undefined;
  const behindProxy = config.trustProxy !== 0;
  const http = createServer(httpRoutes({ metrics, metricsToken, page, behindProxy }));
  const restore = seatRestorer({ tickets, rooms, stats, wallClock });
  const io = createEngine(http, {
    ...engineOptions(config, guards),
    adapter: withSeatRecovery(Adapter, restore, identity),
  });
  attachGateway(io, { links, rooms, dispatch, ...guards, now });
  const stopSweeping = startSweeping({
    links,
    rooms,
    budgets: [guards.joinBudget, guards.openings, guards.windows],
    stats,
    now,
    idleMs: times.idleMs,
    everyMs: config.sweepSeconds * 1000,
  });

  await listen(http, config);
  return {
    address: http.address() as AddressInfo,
    async close() {
      stopSweeping();
      rooms.close();
      // Reads as a lost transport at the clients: they try again, here or elsewhere.
      await io.close();
    },
  };
}

/** Everything that limits, from the settings. */
function createGuards(config: Config) {
  const { eventsPerSecond, maxConnections, maxConnectionsPerIp } = config;
  return {
    allowance: { perSecond: eventsPerSecond, burst: eventsPerSecond * BURST_SECONDS },
    joinBudget: createJoinBudget(config.joinFailuresPerMinute, now),
    openings: createAddressBudget(config.gamesPerMinute, now),
    connections: createConnectionCount({ all: maxConnections, perAddress: maxConnectionsPerIp }),
    windows: createClosedWindows(now),
    addressOf: clientAddressReader(config.trustProxy),
  };
}

/** Timers and doors of the engine, from the settings. */
function engineOptions(
  config: Config,
  { connections, addressOf }: ReturnType<typeof createGuards>,
): Partial<ServerOptions> {
  const isAllowed = (origin: string | undefined, host: string | undefined) =>
    isAllowedOrigin(config.allowedOrigins, { origin, host });
  return {
    pingInterval: config.pingIntervalSeconds * 1000,
    pingTimeout: config.pingTimeoutSeconds * 1000,
    cors: { origin: (origin, allow) => allow(null, isAllowed(origin, undefined)) },
    allowRequest: (request, decide) => {
      const { origin, host } = request.headers;
      decide(null, isAllowed(origin, host) && !connections.isFlooding(addressOf(request)));
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
