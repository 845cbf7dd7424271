// What happens on the wire, as the application sees it: clients that connect become links, what they send goes to the
// dispatcher, lost links and answered pings become commands. Decides nothing about games.

import type { Application, ConnectRequest, EndReason, Socket, Timers } from "@en-parlant/engine";
import type { ErrorCode } from "@en-parlant/protocol";
import { NO_OFFSET, parseOffset } from "@en-parlant/protocol";
import type { AddressBudget } from "../limits/address-budget.ts";
import type { ClosedWindows } from "../limits/closed-windows.ts";
import { GOING_AWAY, JUDGEMENT_MS } from "../limits/closed-windows.ts";
import type { ConnectionCount } from "../limits/connection-count.ts";
import type { RequestHeaders } from "../limits/trusted-proxies.ts";
import type { LinkId, Time } from "../room/room.ts";
import type { TicketOffice } from "../ticket.ts";
import { Alarm } from "./alarms.ts";
import type { Dispatch } from "./dispatcher.ts";
import { errorText } from "./event-text.ts";
import type { HeldSeat, Peer } from "./link.ts";
import { Link } from "./link.ts";
import { answerText, refuse } from "./reply.ts";
import type { Rooms } from "./rooms.ts";

/** What the connections need. */
export interface ConnectionsDependencies {
  readonly links: Map<LinkId, Link>;
  readonly rooms: Rooms;
  readonly tickets: TicketOffice;
  readonly dispatch: Dispatch;
  readonly connections: ConnectionCount;
  /** How many an address may open. */
  readonly arrivals: AddressBudget;
  readonly windows: ClosedWindows;
  readonly addressOf: (peer: string, headers: RequestHeaders) => string;
  /** Whether the page that a request comes from may talk to the relay. */
  readonly isAllowed: (peer: string, headers: RequestHeaders) => boolean;
  /** A private session id that nobody can guess. */
  readonly drawPid: () => string;
  readonly timers: Timers;
  /** The clock of graces, to the millisecond; that of the timers is up to a turn behind. */
  readonly now: () => Time;
  readonly wallClock: () => number;
}

/** The stay of a client over a limit (L4): the app asks half a second after connecting. */
const REFUSED_STAY_MS = 15_000;

/** Longest private session id that is given back; ours have 16 characters. */
const MAX_PID_LENGTH = 64;

/** A heartbeat, in whatever namespace, with an acknowledgement or not, and nothing that makes it long; … */
const HEARTBEAT = /^42(\/[^,]*,)?\d*\["heartbeat"/;
const MAX_HEARTBEAT_LENGTH = 256;

/** … whoever was offline sends hundreds at once, which its library kept: they weigh little (L2). */
const HEARTBEAT_WEIGHT = 1 / 20;

/** The application on top of the engine. */
export function createConnections(deps: ConnectionsDependencies): Application {
  const { links, rooms, dispatch, connections, windows, addressOf, isAllowed } = deps;
  const mayArrive = (address: string) =>
    !connections.isExhausted() && !connections.isFlooding(address) && deps.arrivals.spend(address);
  return {
    admits: ({ headers }, peer) => isAllowed(peer, headers),
    beginSession({ headers }, peer): Peer | undefined {
      const address = addressOf(peer, headers);
      if (!mayArrive(address)) return undefined;
      return { address, peer, refusal: connections.add(address), closeCode: undefined };
    },
    opened(connection) {
      windows.opened((connection.data as Peer).peer, connection);
    },
    closed(connection, code) {
      const about = connection.data as Peer;
      about.closeCode = code;
      connections.remove(about.address);
      windows.ended(about.peer, connection);
    },
    connect(socket, { pid, offset }) {
      const link = createLink(socket, deps);
      const isBack = takeUpSeat(link, { pid, offset }, deps);
      if (!isBack) socket.accept(deps.drawPid());
      // S5: told in words that the released app knows, and forgets the offset.
      if (!isBack && offset !== undefined && offset !== NO_OFFSET) link.forget("peer_left");
      // Whoever comes back to a seat is no newcomer; its older link may well still be counted.
      if (link.peer.refusal && !link.seat) turnAway(link, link.peer.refusal, deps);
    },
    event: (socket, args, acknowledgement) => dispatch(linkOf(socket), args, acknowledgement),
    pong(socket, mark) {
      const link = linkOf(socket);
      if (link.takeProof(mark)) rooms.submit(link, { type: "arrived" });
      rooms.pong(link);
    },
    disconnect(socket, reason) {
      const link = linkOf(socket);
      // When the relay itself stops, the seats stand: their tickets do.
      if (reason !== "shutting down") depart(link, reason, deps);
      links.delete(link.id);
    },
    overrun(socket, acknowledgement) {
      const refusal = refuse("TOO_MANY_EVENTS");
      if (acknowledgement) acknowledgement.write(answerText(refusal));
      else linkOf(socket).write(errorText(refusal.error));
    },
    weigh: (packet) =>
      packet.length <= MAX_HEARTBEAT_LENGTH && HEARTBEAT.test(packet) ? HEARTBEAT_WEIGHT : 1,
  };
}

function linkOf(socket: Socket): Link {
  return socket.data as Link;
}

function createLink(socket: Socket, { links, timers }: ConnectionsDependencies): Link {
  const link = new Link(socket, timers.now());
  socket.data = link;
  links.set(link.id, link);
  return link;
}

/** S2: a client that shows its last offset takes its seat, and is answered before what it has missed. */
function takeUpSeat(
  link: Link,
  { pid, offset: text }: Pick<ConnectRequest, "pid" | "offset">,
  { rooms, tickets, wallClock }: ConnectionsDependencies,
): boolean {
  if (text === undefined || pid === undefined || pid.length > MAX_PID_LENGTH) return false;
  const offset = parseOffset(text);
  const claim = offset && tickets.check(offset.ticket, wallClock());
  if (!offset || !claim) return false;
  const { seq, seen } = offset;
  const accept = () => link.socket.accept(pid);
  const resume = { type: "resume", claim, seq, seen, link: link.id, how: "recovery" } as const;
  return rooms.resume(resume, accept).ok;
}

/** L4: told when it asks, for the app listens to errors only then; dropped, unless it has taken a seat back by then. */
function turnAway(link: Link, refusal: ErrorCode, { timers }: ConnectionsDependencies): void {
  link.refusal = refusal;
  const drop = () => {
    if (link.refusal) link.close(true);
  };
  timers.set(new Alarm(drop), timers.now() + REFUSED_STAY_MS);
}

/** G10, P1: a quit gives the seat up, anything else only loses the link. */
function depart(link: Link, reason: EndReason, deps: ConnectionsDependencies): void {
  if (!link.seat) return;
  const { rooms } = deps;
  if (reason === "client namespace disconnect") {
    rooms.submit(link, { type: "leave" });
    return;
  }
  const lost = { ...link.seat, link: link.id };
  const silent = reason === "ping timeout";
  rooms.submit(link, { type: "drop", silent, lastBeat: link.lastBeat });
  if (!silent) judgeEnd(lost, link.peer, deps);
}

/**
 * P8: a window that was closed has a shorter grace. That it was no proxy is seen a moment later; so is the close code, where
 * the relay was just writing and took the end for an error.
 */
function judgeEnd(
  lost: HeldSeat & { link: LinkId },
  about: Peer,
  { rooms, windows, timers, now }: ConnectionsDependencies,
): void {
  const { code, ...seat } = lost;
  const endedAt = timers.now();
  const judge = () => {
    const isWindow = about.closeCode === GOING_AWAY && windows.wasWindow(about.peer, endedAt);
    if (isWindow) rooms.apply(code, { type: "window_closed", ...seat });
  };
  timers.set(new Alarm(judge), now() + JUDGEMENT_MS);
}
