// One relay process of the simulation: the real rooms, store and tickets, without sockets. A restart is a
// new one.

import { drawRoomCode } from "@en-parlant/protocol";
import { expect } from "vitest";
import { roomNamer } from "../log.ts";
import { createStats } from "../metrics.ts";
import type { LinkId, Room } from "../room/room.ts";
import { createMemoryStore } from "../store/memory-store.ts";
import type { RoomStore } from "../store/room-store.ts";
import type { TicketOffice } from "../ticket.ts";
import { createTicketOffice } from "../ticket.ts";
import type { Rooms } from "./rooms.ts";
import { createRooms } from "./rooms.ts";
import type { FakeLink } from "./simulated-player.fixture.ts";
import type { SimulatedTime } from "./simulated-time.fixture.ts";

const SILENT_LOG = new Proxy({}, { get: () => () => undefined }) as never;

/** How long things last in every process of the world. */
export const TIMES = { graceMs: 90_000, closedGraceMs: 10_000, idleMs: 30 * 60_000 };

/** What outlives a process. */
export interface SimulatedWorld {
  readonly links: ReadonlyMap<LinkId, FakeLink>;
  readonly time: SimulatedTime;
  /** A number never used before, in all processes of the world. */
  number(): number;
}

/** The parts of one process that hold games. */
export class SimulatedRelay {
  readonly store: RoomStore;
  readonly tickets: TicketOffice;
  readonly rooms: Rooms;
  readonly #links: ReadonlyMap<LinkId, FakeLink>;
  #draws = 0;

  constructor(world: SimulatedWorld) {
    const { links } = world;
    this.#links = links;
    const drawId = () => world.number().toString(16).padStart(16, "0");
    this.store = createMemoryStore({ drawCode: () => drawRoomCode(() => this.#draw()), drawId });
    this.tickets = createTicketOffice("the secret of this world", this.store.issuer);
    this.rooms = createRooms({
      store: this.store,
      tickets: this.tickets,
      links,
      now: world.time.now,
      timers: world.time.timers,
      wallClock: world.time.now,
      stats: createStats(),
      times: TIMES,
      log: SILENT_LOG,
      nameRoom: roomNamer(),
    });
  }

  /** G7 and more: a link holds one seat at most, and link and room agree. */
  checkSeats(): void {
    const held = new Map<LinkId, string>();
    for (const code of this.store.codes()) {
      for (const [color, link] of onlineSeats(this.store.peek(code))) {
        expect(held.has(link)).toBe(false);
        held.set(link, `${code} ${color}`);
      }
    }
    const believed = [...this.#links.values()].filter((link) => link.seat);
    expect(
      new Map(believed.map((link) => [link.id, `${link.seat?.code} ${link.seat?.color}`])),
    ).toEqual(held);
  }

  /** Few codes, so that they are given out again while old tickets are about; no true chance, so that a
   * failing run can be repeated. */
  #draw(): number {
    this.#draws = (this.#draws * 1_103_515_245 + 12_345) % 2 ** 31;
    return (this.#draws >> 16) % 2;
  }
}

function onlineSeats(room: Room | undefined): [color: string, link: LinkId][] {
  if (!room) return [];
  const seats =
    room.phase === "playing" ? { white: room.white, black: room.black } : { white: room.white };
  return Object.entries(seats).flatMap(([color, { presence }]) =>
    presence.at === "online" ? [[color, presence.link]] : [],
  );
}
