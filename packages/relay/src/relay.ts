// The relay put together from its parts: the only file that knows all of them. Reads no environment and
// no arguments; everything comes in as configuration.

import { randomBytes, randomInt } from "node:crypto";
import type { Host, HostRequest, Limits, Via } from "@en-parlant/engine";
import { Engine, listen, Timers } from "@en-parlant/engine";
import { drawRoomCode } from "@en-parlant/protocol";
import { createConnections } from "./app/connections.ts";
import { createDispatcher } from "./app/dispatcher.ts";
import type { Link } from "./app/link.ts";
import { createRequests } from "./app/requests.ts";
import { createRooms } from "./app/rooms.ts";
import { startSweeping } from "./app/sweeping.ts";
import type { Config } from "./config.ts";
import { httpRoutes } from "./http/http-routes.ts";
import type { PackedPage, Page } from "./http/page.ts";
import { createPage } from "./http/page.ts";
import { createAddressBudget } from "./limits/address-budget.ts";
import { clientAddressReader } from "./limits/client-address.ts";
import { createClosedWindows } from "./limits/closed-windows.ts";
import { createConnectionCount } from "./limits/connection-count.ts";
import type { ConnectionLimits } from "./limits/descriptors.ts";
import { connectionLimits, crowding, descriptorLimit } from "./limits/descriptors.ts";
import { createJoinBudget } from "./limits/join-budget.ts";
import { isAllowedOrigin } from "./limits/origins.ts";
import { publicNameReader } from "./limits/public-name.ts";
import type { RequestHeaders } from "./limits/trusted-proxies.ts";
import { listenAt } from "./listening.ts";
import type { Logger } from "./log.ts";
import { roomNamer } from "./log.ts";
import type { Readings } from "./metrics.ts";
import { createMetrics, createStats } from "./metrics.ts";
import type { LinkId } from "./room/room.ts";
import { createMemoryStore } from "./store/memory-store.ts";
import { createTicketOffice, IDENTITY_BYTES } from "./ticket.ts";

/** What only the process knows of itself. */
export type ProcessReadings = Omit<Readings, RelayReadings>;

/** What the relay reads itself. */
type RelayReadings = "rooms" | "connections" | "sessions" | "timers" | "maxConnections";

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
  readonly address: Pick<Host, "port" | "address">;
  /** Most connections at a time: what the settings want, or as many as there are descriptors for. */
  readonly maxConnections: number;
  /** Stops accepting, and closes every link so that clients try to come back. */
  close(): Promise<void>;
}

/** Durations are counted by a clock that is never set; a machine without a clock chip sets its own late. */
const monotonic = () => performance.now();
const wallClock = () => Date.now();
const identity = () => randomBytes(IDENTITY_BYTES).toString("hex");

/** Seconds' worth of events that a connection may send at once: what piled up while it was away. */
const BURST_SECONDS = 5;

/** Packets that a connection may send besides its events: those that join a namespace, answered pings. */
const PACKETS_BESIDES = 4;

/** How often each connection that an address may have is opened anew, where no setting says otherwise. */
const RETURNS_PER_MINUTE = 6;

/** Where Socket.IO is, with a slash at the end or without. */
const ENGINE_PATH = /^(?:[a-z][a-z\d+.-]*:\/\/[^/?#]*)?\/socket\.io\/?(?:\?|$)/i;

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
  const timers = new Timers(monotonic);
  const { now } = timers;
  const links = new Map<LinkId, Link>();
  const store = createMemoryStore({ drawCode: () => drawRoomCode(randomInt), drawId: identity });
  const tickets = createTicketOffice(config.relaySecret ?? identity() + identity(), store.issuer);
  const times = {
    graceMs: config.graceSeconds * 1000,
    closedGraceMs: config.closedWindowGraceSeconds * 1000,
    idleMs: config.roomIdleSeconds * 1000,
  };
  // To the millisecond: a grace, or a client's time to draw, must not end early by what the wheel is behind.
  const clocks = { now: monotonic, wallClock };
  const about = { log, nameRoom: roomNamer(), stats };
  const rooms = createRooms({ store, tickets, links, timers, times, ...clocks, ...about });
  const limits = connectionLimits(config.maxConnections, descriptorLimit());
  const guards = createGuards(config, { limits, now });
  const hasRoomLeft = () => store.size < config.maxRooms;
  const { burst } = guards;
  const requests = createRequests({ rooms, tickets, ...guards, stats, wallClock, hasRoomLeft });
  const dispatch = createDispatcher({ rooms, requests, stats, now });
  const application = createConnections({
    ...{ links, rooms, tickets, dispatch, ...guards, timers, ...clocks },
    drawPid: identity,
  });
  const engine = new Engine({ application, limits: engineLimits(config, burst), timers });

  const counts = {
    rooms: () => store.size,
    connections: () => links.size,
    sessions: () => engine.size,
    timers: () => timers.size,
    maxConnections: () => limits.all,
  };
  const { metricsToken } = config;
  const read = { ...readings, ...counts };
  const metrics = metricsToken === undefined ? undefined : await createMetrics(stats, read);
  const page = config.web ? servedPage(packed) : undefined;
  const calledAs = (peer: string, headers: RequestHeaders) => {
    const { scheme, hosts } = guards.readName(peer, headers);
    return { scheme, host: hosts[0] ?? "localhost:3210" };
  };
  const { addressOf, pageRequests } = guards;
  const mayRead = (peer: string, headers: RequestHeaders) =>
    pageRequests.spend(addressOf(peer, headers));
  const route = httpRoutes({ metrics, metricsToken, page, mayRead, calledAs });
  const host = await listenAt(config, (place) =>
    listen({
      ...engine.limits,
      ...place,
      maxConnections: limits.sockets,
      isCrowded: crowding(limits, now),
      answer: (request: HostRequest, via: Via) =>
        ENGINE_PATH.test(request.url) ? engine.answer(request, via) : route(request, via.peer),
    }),
  );
  const stopSweeping = startSweeping({
    links,
    rooms,
    budgets: [
      guards.joinBudget,
      guards.openings,
      guards.arrivals,
      guards.pageRequests,
      guards.windows,
    ],
    stats,
    now,
    idleMs: times.idleMs,
    everyMs: config.sweepSeconds * 1000,
  });
  return {
    address: host,
    maxConnections: limits.all,
    async close() {
      stopSweeping();
      rooms.close();
      // Reads as a lost transport at the clients: they try again, here or elsewhere.
      engine.close();
      await host.close();
    },
  };
}

/** Everything that limits, from the settings. */
function createGuards(
  config: Config,
  { limits, now }: { limits: ConnectionLimits; now: () => number },
) {
  const { allowedOrigins, maxConnectionsPerIp, trustProxy } = config;
  const { connectionsPerMinute = RETURNS_PER_MINUTE * maxConnectionsPerIp } = config;
  const readName = publicNameReader(trustProxy);
  return {
    burst: config.eventsPerSecond * BURST_SECONDS,
    joinBudget: createJoinBudget(config.joinFailuresPerMinute, now),
    openings: createAddressBudget(config.gamesPerMinute, now),
    arrivals: createAddressBudget(connectionsPerMinute, now),
    pageRequests: createAddressBudget(config.pageRequestsPerMinute, now),
    connections: createConnectionCount({ ...limits, perAddress: maxConnectionsPerIp }),
    windows: createClosedWindows(now),
    addressOf: clientAddressReader(trustProxy),
    readName,
    isAllowed(peer: string, headers: RequestHeaders): boolean {
      const origin = headers.get("origin") ?? undefined;
      if (origin === undefined || allowedOrigins === "*") return true;
      return isAllowedOrigin(allowedOrigins, { origin, hosts: readName(peer, headers).hosts });
    },
  };
}

/** The engine's limits, from the settings. */
function engineLimits(config: Config, burst: number): Partial<Limits> {
  const { eventsPerSecond, pingIntervalSeconds, pingTimeoutSeconds } = config;
  return {
    pingIntervalMs: pingIntervalSeconds * 1000,
    pingTimeoutMs: pingTimeoutSeconds * 1000,
    packets: { perSecond: eventsPerSecond + 1, burst: burst + PACKETS_BESIDES },
  };
}
