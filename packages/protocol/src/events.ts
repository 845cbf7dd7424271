// The protocol, once: every event, its direction, payload, whom it is forwarded to and whether a seat
// that was away gets it later. Types, decoders, the relay's forwarding and the documentation's tables
// all come from these two tables; what is only forwarded has its rows in forwarded-events.ts.

import type { Color } from "./color.ts";
import type { Json } from "./field.ts";
import {
  color,
  count,
  counts,
  flag,
  jsonObject,
  milliseconds,
  oneOf,
  optional,
  playerName,
  text,
  typedCode,
} from "./field.ts";
import type { ForwardedEvent, ForwardRow } from "./forwarded-events.ts";
import { forwardedEvents, SMALL_JSON } from "./forwarded-events.ts";
import type { Payload, PayloadOf } from "./payload.ts";
import { fields, nothing } from "./payload.ts";
import { sentEvents } from "./sent-event-list.ts";

/** An event the relay itself acts on. */
export interface RequestRow {
  readonly kind: "request";
  readonly payload: Payload<unknown>;
  /** For the documentation. */
  readonly does: string;
}

const code = text(32);
/** Random, the same as long as the program runs, and told to nobody but the relay. */
const client = optional(text(32));
/** The longest ticket carries 1024 characters of each player's options, three bytes each, and two names, in base64. */
const ticket = text(9216);
const options = optional(jsonObject(SMALL_JSON));

/** Client → relay. */
export const clientEvents = {
  create_game: {
    kind: "request",
    payload: fields({ name: playerName, options, client }),
    does: "opens a room: `game_created` to the host",
  },
  join_game: {
    kind: "request",
    payload: fields({ code: typedCode, name: playerName, client, options }),
    does: "takes the second seat: `game_joined` to both, and `peer_joined` to the host",
  },
  heartbeat: {
    kind: "request",
    payload: nothing,
    does: "`heartbeat_ack` to the sender, also without a seat, and `peer_heartbeat` to the opponent",
  },
  leave_game: {
    kind: "request",
    payload: nothing,
    does: "gives the seat up: `left_game` to the sender, `peer_left` to the opponent; the connection stays",
  },
  resume_game: {
    kind: "request",
    payload: fields({
      ticket,
      seq: count,
      seen: optional(counts),
      sent: optional(sentEvents),
      client,
      returning: optional(flag),
    }),
    does: "takes a seat back with its ticket on a new connection: `game_resumed` to the sender",
  },
  ...forwardedEvents,
} as const satisfies Record<string, RequestRow | ForwardRow>;

/** An event as a seat's history keeps it. */
export interface LoggedEvent {
  readonly seq: number;
  readonly event: string;
  readonly payload: Json;
  /** The seat it came from; absent for the relay's own. */
  readonly by?: Color | undefined;
  /** The number its sender gave it, if any (N1). */
  readonly n?: number | undefined;
  /** How long ago the relay took it, in milliseconds; told in `game_resumed` (S13). */
  readonly agoMs?: number | undefined;
}

/** Relay → client, besides what {@link clientEvents} forwards. */
export const relayEvents = {
  game_created: { payload: fields({ code }), logged: true, when: "the room is open" },
  game_joined: {
    payload: fields({ color, peerName: playerName, code, options, peerOptions: options }),
    logged: true,
    when: "both seats are taken; goes to both players",
  },
  peer_joined: {
    payload: fields({ peerName: playerName, peerOptions: options }),
    logged: true,
    when: "the same, to the host: the released app's host listens for nothing else",
  },
  game_resumed: {
    payload: fields({
      color,
      code,
      joined: flag,
      name: optional(playerName),
      peerName: optional(playerName),
      options,
      peerOptions: options,
      peer: oneOf("none", "online", "away", "left"),
      seq: count,
      number: count,
      complete: flag,
      events: eventList(),
    }),
    logged: false,
    when: "a seat was taken back with `resume_game`: a snapshot, and the logged events after `seq`",
  },
  left_game: { payload: nothing, logged: false, when: "the seat was given up with `leave_game`" },
  peer_left: {
    payload: nothing,
    logged: true,
    when: "the opponent quit, stayed away past the grace, or has ended the game with this player; or a return was refused",
  },
  peer_away: {
    payload: fields({ graceMs: milliseconds }),
    logged: false,
    when: "the opponent's link dropped",
  },
  peer_back: { payload: nothing, logged: false, when: "the opponent's link is back" },
  peer_heartbeat: { payload: nothing, logged: false, when: "the opponent is alive" },
  heartbeat_ack: { payload: nothing, logged: false, when: "the answer to a heartbeat" },
  seat_taken: {
    payload: nothing,
    logged: false,
    when: "another client took the seat; just before the relay closes this link",
  },
  room_closed: {
    payload: fields({ reason: oneOf("idle") }),
    logged: false,
    when: "just before the relay drops a room's connections",
  },
  error: {
    payload: fields({ code: text(40), message: text(400) }),
    logged: false,
    when: "a request was refused; the connection and the game go on",
  },
} as const satisfies Record<string, { payload: Payload<unknown>; logged: boolean; when: string }>;

function eventList(): {
  expects: string;
  read(value: unknown): readonly LoggedEvent[] | undefined;
} {
  return {
    expects: "a list of `{seq, event, payload, by?, n?, agoMs?}`",
    read: (value) => (Array.isArray(value) ? (value as readonly LoggedEvent[]) : undefined),
  };
}

/** Names of the events a client may send. */
export type ClientEvent = keyof typeof clientEvents;
/** The payload of a client's event. */
export type ClientPayload<E extends ClientEvent> = PayloadOf<(typeof clientEvents)[E]["payload"]>;

type OwnPayloads = {
  [E in keyof typeof relayEvents]: PayloadOf<(typeof relayEvents)[E]["payload"]>;
};
type ForwardedPayloads = {
  [E in ForwardedEvent as (typeof clientEvents)[E]["as"]]: ClientPayload<E>;
};
/** Every event a client may receive, with its payload. */
export type RelayPayloads = OwnPayloads & ForwardedPayloads;
/** Names of the events a client may receive. */
export type RelayEvent = keyof RelayPayloads;

/** Whether a name is an event of the protocol. */
export function isClientEvent(name: string): name is ClientEvent {
  return Object.hasOwn(clientEvents, name);
}
