// One player as the released app plays, without its chess: Socket.IO by hand over a link, a game created or joined,
// heartbeats, moves, answered pings, and what it takes to come back. Says nothing of when any of it happens.

import type { Link, LinkEvents, Packet } from "./link.ts";
import { packet } from "./link.ts";

/** Makes a connection, of whatever kind. */
export type Dial = (events: LinkEvents) => Link;

/** What a player tells the table. */
export interface PlayerEvents {
  /** Its namespace is connected: at first, and whenever it has come back. */
  connected(player: Player): void;
  /** Its game is open, or it sits in one: the event's name and payload. */
  seated(player: Player, event: string, payload: Record<string, unknown>): void;
  /** A heartbeat has been acknowledged. */
  answered(): void;
  /** A move has come, its own back or the opponent's. */
  moved(player: Player, isOwn: boolean): void;
  /** The connection ended, without its doing. */
  lost(player: Player): void;
}

const PONG = packet("3");
const CONNECT = packet("40");
const DISCONNECT = packet("41");
const HEARTBEAT = packet('42["heartbeat"]');
const LEAVE = packet('42["leave_game"]');

const movePacket = (uci: string) => packet(`42["game_move",{"uci":"${uci}"}]`);

/** What the app sends of a move. White's start from the first two ranks, so that each knows its own when it comes back. */
const MOVES = {
  white: ["e2e4", "g1f3", "f1b5"].map(movePacket),
  black: ["e7e5", "b8c6", "a7a6"].map(movePacket),
} as const;
const UCI = '"uci":"';
const WHITES = new Set(["1", "2"]);

/** Events that mean a game is open, or has two players. */
const SEATING = new Set(["game_created", "game_joined", "peer_joined", "error"]);

/** One seat's player. */
export class Player {
  readonly color: "white" | "black";
  readonly #dial: Dial;
  readonly #events: PlayerEvents;
  #link: Link | undefined;
  #moves = 0;
  /** The session's private id, where the relay gives one. */
  #pid: string | undefined;
  /** The last event that ended in an offset, read only when it is needed. */
  #lastLogged = "";
  /** Whether the relay has recognised the session at the last return. */
  isRecovered = false;

  constructor(color: "white" | "black", dial: Dial, events: PlayerEvents) {
    this.color = color;
    this.#dial = dial;
    this.#events = events;
  }

  get isConnected(): boolean {
    return this.#link !== undefined;
  }

  connect(): void {
    const link = this.#dial({
      packet: (text) => {
        if (link === this.#link) this.#receive(text, link);
      },
      closed: () => {
        if (link !== this.#link) return;
        this.#link = undefined;
        this.#events.lost(this);
      },
    });
    this.#link = link;
  }

  create(extras = ""): void {
    this.#link?.send(packet(`42["create_game",{"name":"White"${extras}}]`));
  }

  join(code: string, extras = ""): void {
    this.#link?.send(packet(`42["join_game",{"code":"${code}","name":"Black"${extras}}]`));
  }

  beat(): void {
    this.#link?.send(HEARTBEAT);
  }

  move(): void {
    const moves = MOVES[this.color];
    this.#moves += 1;
    this.#link?.send(moves[this.#moves % moves.length] as Packet);
  }

  leave(): void {
    this.#link?.send(LEAVE);
  }

  /** As the app goes: by `socket.disconnect()`. */
  quit(): void {
    this.#link?.send(DISCONNECT);
    this.#drop()?.close();
  }

  /** As a network goes: nothing is said. */
  cut(): void {
    this.#drop()?.cut();
  }

  #drop(): Link | undefined {
    const link = this.#link;
    this.#link = undefined;
    return link;
  }

  #receive(text: string, link: Link): void {
    // Engine.IO: 0 open, 2 ping, 4 message; Socket.IO behind it: 0 connected, 2 event.
    if (text === "2") link.send(PONG);
    else if (text.startsWith("42")) this.#hear(text);
    else if (text.startsWith("40")) this.#beConnected(text);
    else if (text.startsWith("0")) link.send(this.#connectPacket());
  }

  #connectPacket(): Packet {
    const offset = /,"([^"]+)"\]$/.exec(this.#lastLogged)?.[1];
    if (this.#pid === undefined || offset === undefined) return CONNECT;
    return packet(`40${JSON.stringify({ pid: this.#pid, offset })}`);
  }

  #beConnected(text: string): void {
    const { pid } = JSON.parse(text.slice(2) || "{}") as { pid?: string };
    this.isRecovered = pid !== undefined && pid === this.#pid;
    this.#pid = pid;
    this.#events.connected(this);
  }

  #hear(text: string): void {
    if (text.endsWith('"]')) this.#lastLogged = text;
    const name = text.slice(4, text.indexOf('"', 4));
    if (name === "heartbeat_ack") this.#events.answered();
    else if (name === "game_move") this.#events.moved(this, this.#isOwn(text));
    else if (SEATING.has(name)) {
      const [, payload] = JSON.parse(text.slice(2)) as [string, Record<string, unknown>];
      this.#events.seated(this, name, payload);
    }
  }

  #isOwn(move: string): boolean {
    const rank = move[move.indexOf(UCI) + UCI.length + 1] ?? "";
    return WHITES.has(rank) === (this.color === "white");
  }
}
