// The relay behind its connections, for tests of what happens to a client's event: the real dispatcher, requests, rooms,
// store, tickets and links; only the sockets are none, and time is a number.

import type { Connection, Socket } from "@en-parlant/engine";
import { Timers } from "@en-parlant/engine";
import { drawRoomCode } from "@en-parlant/protocol";
import { createAddressBudget } from "../limits/address-budget.ts";
import { createJoinBudget } from "../limits/join-budget.ts";
import { roomNamer } from "../log.ts";
import { createStats } from "../metrics.ts";
import type { LinkId } from "../room/room.ts";
import { createMemoryStore } from "../store/memory-store.ts";
import { createTicketOffice } from "../ticket.ts";
import { createDispatcher } from "./dispatcher.ts";
import type { Peer } from "./link.ts";
import { Link } from "./link.ts";
import { createRequests } from "./requests.ts";
import { createRooms } from "./rooms.ts";

const SILENT_LOG = new Proxy({}, { get: () => () => undefined }) as never;
const TIMES = { graceMs: 90_000, closedGraceMs: 10_000, idleMs: 1_800_000 };
const BURST = 100;

/** What a connection without a transport is. */
class SocketlessConnection implements Connection {
  data: Peer;
  readonly sockets = 1;
  readonly isWebSocket = true;
  tokens = BURST;

  constructor(data: Peer) {
    this.data = data;
  }

  take(packets: number): boolean {
    if (this.tokens < packets) return false;
    this.tokens -= packets;
    return true;
  }

  probe(): void {}

  close(): void {}
}

/** A relay without sockets, and its clients. */
export class SocketlessRelay implements Disposable {
  /** Milliseconds since it began. */
  time = 0;
  #draws = 0;
  readonly timers = new Timers(() => this.time);
  readonly links = new Map<LinkId, Link>();
  readonly stats = createStats();
  readonly store = createMemoryStore({
    drawCode: () => this.#drawCode(),
    drawId: () => this.#id(),
  });
  readonly tickets = createTicketOffice("the secret of this test", this.store.issuer);
  readonly rooms = createRooms({
    store: this.store,
    tickets: this.tickets,
    links: this.links,
    now: () => this.time,
    timers: this.timers,
    wallClock: () => this.time,
    stats: this.stats,
    times: TIMES,
    log: SILENT_LOG,
    nameRoom: roomNamer(),
  });
  readonly dispatch = createDispatcher({
    rooms: this.rooms,
    requests: createRequests({
      rooms: this.rooms,
      tickets: this.tickets,
      joinBudget: createJoinBudget(10, () => this.time),
      openings: createAddressBudget(30, () => this.time),
      burst: BURST,
      stats: this.stats,
      wallClock: () => this.time,
      hasRoomLeft: () => true,
    }),
    stats: this.stats,
    now: () => this.time,
  });
  /** All that was written to each link. */
  readonly #written = new Map<LinkId, string[]>();

  [Symbol.dispose](): void {
    this.rooms.close();
  }

  connect(id: LinkId): Link {
    const written: string[] = [];
    this.#written.set(id, written);
    const socket = {
      id,
      connection: new SocketlessConnection({
        address: id,
        peer: id,
        refusal: undefined,
        closeCode: undefined,
      }),
      mark: 0,
      write: (event: string) => void written.push(event),
      hold: (event: string) => void written.push(event),
      disconnect: () => undefined,
    };
    const link = new Link(socket as unknown as Socket, this.time);
    this.links.set(id, link);
    return link;
  }

  /** From now on the client may send so much at once. */
  allow(link: Link, packets: number): void {
    (link.socket.connection as SocketlessConnection).tokens = packets;
  }

  /** What has been written to the link since this was asked last: event and payload, without offsets. */
  heard(link: Link): readonly string[] {
    const packets = this.#written.get(link.id)?.splice(0) ?? [];
    return packets.map((packet) => {
      const [event, payload] = JSON.parse(packet) as [string, unknown];
      return `${event} ${JSON.stringify(payload)}`;
    });
  }

  /** The offset of the newest logged event that was written to the link since {@link heard} was asked last. */
  offset(link: Link): string | undefined {
    const packets = this.#written.get(link.id) ?? [];
    return packets.map((packet) => (JSON.parse(packet) as string[])[2]).findLast(Boolean);
  }

  /** Ann on link `a` against Bob on link `b`, who have heard all that there was to hear. */
  game(about: { readonly client?: string } = {}): { white: Link; black: Link } {
    const white = this.connect("a");
    const black = this.connect("b");
    this.dispatch(white, ["create_game", { name: "Ann", ...about }]);
    this.dispatch(black, ["join_game", { code: white.seat?.code, name: "Bob", ...about }]);
    for (const link of [white, black]) this.heard(link);
    return { white, black };
  }

  #drawCode() {
    return drawRoomCode(() => this.#draws++ % 31);
  }

  #id(): string {
    this.#draws += 1;
    return this.#draws.toString(16).padStart(16, "0");
  }
}
