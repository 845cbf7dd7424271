// The relay put together from its parts: the only file that knows all of them. Reads no environment and
// no arguments; everything comes in as configuration.

import { randomBytes, randomInt } from "node:crypto";
import type { IncomingMessage } from "node:http";
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
import type { ConnectionLimits } from "./guard/descriptors.ts";
import { connectionLimits, descriptorLimit } from "./guard/descriptors.ts";
import { createJoinBudget } from "./guard/join-budget.ts";
import { isAllowedOrigin } from "./guard/origins.ts";
import { publicNameReader } from "./guard/public-name.ts";
import { httpRoutes } from "./http/http-routes.ts";
import { endIdleBeyond } from "./http/keep-alive.ts";
import { headersOf, nodeListener, peerOf } from "./http/node-adapter.ts";
import type { PackedPage, Page } from "./http/page.ts";
import { createPage } from "./http/page.ts";
import { listen } from "./listening.ts";
import type { Logger } from "./log.ts";
import { roomNamer } from "./log.ts";
import type { Readings } from "./metrics.ts";
import { createMetrics, createStats } from "./metrics.ts";
import type { LinkId } from "./room/room.ts";
import { withSeatRecovery } from "./seat/recovery-adapter.ts";
import { createTicketOffice, IDENTITY_BYTES } from "./seat/seat-ticket.ts";
import { createMemoryStore } from "./store/memory-store.ts";

/** What only the process knows of itself. */
export type ProcessReadings = Omit<Readings, "rooms" | "connections" | "maxConnections">;

/** What the process gives to its relay. */
export interface Surroundings {
  readonly log: Logger;
  readonly readings: ProcessReadings;
  /** The play page, where it was built. */
  readonly packed: PackedPage | undefined;
}

/** A running relay. */
export interface Relay {
  /** Where it listens. */
  readonly address: AddressInfo;
  /** Most connections at a time: what the settings want, or as many as there are descriptors for. */
  readonly maxConnections: number;
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
 * @throws ListenError when it cannot listen there
 */
export async function startRelay(config: Config, surroundings: Surroundings): Promise<Relay> {
  const { log, readings, packed } = surroundings;
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
  const limits = connectionLimits(config.maxConnections, descriptorLimit());
  const guards = createGuards(config, limits);
  const hasRoomLeft = () => store.size < config.maxRooms;
  const clocks = { now, wallClock };
  const requests = createRequests({ rooms, tickets, ...guards, stats, ...clocks, hasRoomLeft });
  const dispatch = createDispatcher({ rooms, requests, stats, allowance: guards.allowance, now });

  const counts = { rooms: () => store.size, connections: () => links.size };
  const maxConnections = () => limits.all;
  const metrics = createMetrics(stats, { ...readings, ...counts, maxConnections });
  const { metricsToken } = config;
  const page = config.web ? servedPage(packed) : undefined;
  const calledAs = (peer: string, headers: Headers) => {
    const { scheme, hosts } = guards.readName(peer, headers);
    return { scheme, host: hosts[0] ?? "localhost:3210" };
  };
  const http = createServer(nodeListener(httpRoutes({ metrics, metricsToken, page, calledAs })));
  http.maxConnections = limits.sockets;
  const restore = seatRestorer({ tickets, store, times, now, stats, wallClock });
  const io = createEngine(http, {
    ...engineOptions(config, guards),
    adapter: withSeatRecovery(Adapter, restore, identity),
  });
  endIdleBeyond(limits.sockets / 2, http);
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
    maxConnections: limits.all,
    async close() {
      stopSweeping();
      rooms.close();
      // Reads as a lost transport at the clients: they try again, here or elsewhere.
      await io.close();
    },
  };
}

/** Everything that limits, from the settings. */
function createGuards(config: Config, limits: ConnectionLimits) {
  const { eventsPerSecond, maxConnectionsPerIp, trustProxy } = config;
  const readAddress = clientAddressReader(trustProxy);
  return {
    allowance: { perSecond: eventsPerSecond, burst: eventsPerSecond * BURST_SECONDS },
    joinBudget: createJoinBudget(config.joinFailuresPerMinute, now),
    openings: createAddressBudget(config.gamesPerMinute, now),
    connections: createConnectionCount({ ...limits, perAddress: maxConnectionsPerIp }),
    windows: createClosedWindows(now),
    addressOf: (request: IncomingMessage) => readAddress(peerOf(request), headersOf(request)),
    readName: publicNameReader(trustProxy),
  };
}

/** Timers and doors of the engine, from the settings. */
function engineOptions(
  config: Config,
  { connections, addressOf, readName }: ReturnType<typeof createGuards>,
): Partial<ServerOptions> {
  const isAllowed = (origin: string | undefined, hosts: readonly string[]) =>
    isAllowedOrigin(config.allowedOrigins, { origin, hosts });
  return {
    pingInterval: config.pingIntervalSeconds * 1000,
    pingTimeout: config.pingTimeoutSeconds * 1000,
    cors: { origin: (origin, allow) => allow(null, isAllowed(origin, [])) },
    allowRequest: (request, decide) => {
      const isTooMany = connections.isExhausted() || connections.isFlooding(addressOf(request));
      const { hosts } = readName(peerOf(request), headersOf(request));
      decide(null, isAllowed(request.headers.origin, hosts) && !isTooMany);
    },
  };
}
