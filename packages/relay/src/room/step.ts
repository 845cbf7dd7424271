// The form of every rule: what may be asked of a room, and what comes of it, both as plain data.

import type {
  Color,
  Counts,
  ErrorCode,
  ForwardRow,
  JsonObject,
  RelayPayloads,
  RoomCode,
  SentEvent,
} from "@en-parlant/protocol";
import type { PayloadText } from "./payload-text.ts";
import { NO_FIELDS, payloadText } from "./payload-text.ts";
import type { LinkId, LoggedText, Room, Taker, Time } from "./room.ts";

/** What a rule may know besides the room: the time, and how long things last. */
export interface RuleContext {
  readonly now: Time;
  readonly graceMs: number;
  /** The grace of a client without a name whose window was closed (P8). */
  readonly closedGraceMs: number;
  readonly idleMs: number;
}

/** Who asks: a link that holds a seat. */
export interface Member {
  readonly color: Color;
  readonly link: LinkId;
}

/** What a seat ticket says, once its signature was found good. */
export interface SeatClaim {
  readonly roomId: string;
  readonly code: RoomCode;
  readonly color: Color;
  /** Who took the seat, {@link holderName}. */
  readonly holder: string;
  /** Both seats had been taken when it was issued. */
  readonly joined: boolean;
  /** Absent once both players know each other. */
  readonly names: { readonly white?: string; readonly black?: string } | undefined;
  readonly options: JsonObject | undefined;
  readonly joinerOptions: JsonObject | undefined;
  /** Issued by this very process: then its log's numbers count, otherwise they start anew (S10). */
  readonly issuedHere: boolean;
  /** Too old, by this machine's clock, for a room to be rebuilt from it (S4). */
  readonly isExpired: boolean;
}

/** A seat asked for with its ticket. */
export interface Resume {
  readonly type: "resume";
  readonly claim: SeatClaim;
  readonly link: LinkId;
  /** Number of the last logged event the client has. */
  readonly seq: number;
  /** How far the numbered events had come there (N6). */
  readonly seen: Counts;
  /** The client's own newest numbered events, oldest first (N5). */
  readonly sent?: readonly SentEvent[] | undefined;
  /** What the client program calls itself. */
  readonly client?: string | undefined;
  /** The client held the seat and only lost its link: it does not come to take it from another (S15). */
  readonly returning?: boolean | undefined;
  /** `recovery` replays event by event, `request` answers with one snapshot. */
  readonly how: "recovery" | "request";
}

/** The second seat asked for. */
export interface Join extends Taker {
  readonly type: "join";
  /** What the joiner tells of itself (G5). */
  readonly options?: JsonObject | undefined;
}

/** The host's seat asked for once more, by whoever holds it (G14). */
export interface Reopen extends Taker {
  readonly type: "reopen";
  readonly options?: JsonObject | undefined;
}

/** A link that was lost. */
export interface Drop {
  readonly type: "drop";
  readonly by: Member;
  /** It had not answered for a while, and nobody knows since when. */
  readonly silent: boolean;
  /** Its last heartbeat, or `undefined` if they had not begun. */
  readonly lastBeat: Time | undefined;
}

/** Whatever can be asked of a room. */
export type Command =
  | Join
  | Reopen
  | {
      readonly type: "forward";
      readonly by: Member;
      readonly row: ForwardRow;
      readonly payload: JsonObject;
      /** The sender's own count, if it keeps one (N1). */
      readonly number?: number | undefined;
    }
  /** What was written to the link before the last {@link Effect} `probe` has arrived. */
  | { readonly type: "arrived"; readonly by: Member }
  | { readonly type: "leave"; readonly by: Member }
  | Drop
  /** The link that was lost was closed by its client, whose window went (P8). */
  | { readonly type: "window_closed"; readonly color: Color; readonly link: LinkId }
  | Resume
  | { readonly type: "grace_over" }
  | { readonly type: "hold_over" }
  /** With the newest heartbeat of those who hold its seats. */
  | { readonly type: "sweep"; readonly lastBeat: Time | undefined };

/** What is to be done outside; in order. */
export type Effect =
  /** The link now holds the seat. Its client counts as having beaten at `lastBeat`, or as not having begun (H2). */
  | {
      readonly type: "seated";
      readonly link: LinkId;
      readonly color: Color;
      readonly lastBeat: Time | undefined;
    }
  /** The link holds no seat any more. */
  | { readonly type: "unseated"; readonly link: LinkId }
  /** Sends a logged event, ended by the seat's offset. */
  | {
      readonly type: "deliver";
      readonly link: LinkId;
      readonly color: Color;
      readonly logged: LoggedText;
      /** The numbered events that the seat has with this one. */
      readonly seen: Counts;
    }
  /** Asks the link to show that it has what was written to it. */
  | { readonly type: "probe"; readonly link: LinkId }
  /** Sends an event that is not logged. */
  | {
      readonly type: "send";
      readonly link: LinkId;
      readonly event: string;
      readonly text: PayloadText;
    }
  /** Closes a connection: `replaced` lets the client come back, `ended` does not. */
  | { readonly type: "close"; readonly link: LinkId; readonly why: "replaced" | "ended" };

/** What the holder of a seat may ask. */
export type MemberCommand = Extract<Command, { by: Member }>;

type Anonymous<C> = C extends unknown ? Omit<C, "by"> : never;

/** The same before it is said who asks. */
export type MemberRequest = Anonymous<MemberCommand>;

/** Events of the rules' own that are not logged. */
type Notice = "peer_away" | "peer_back" | "peer_heartbeat" | "seat_taken" | "room_closed";

/** Tells a link what is only true now. */
export function notice<E extends Notice>(link: LinkId, event: E, about?: RelayPayloads[E]): Effect {
  return { type: "send", link, event, text: about ? payloadText({ ...about }) : NO_FIELDS };
}

/** What came of a command: the room as it is now (`undefined`: it ended) and what to do, or a refusal. */
export type Step =
  | { readonly ok: true; readonly room: Room | undefined; readonly effects: readonly Effect[] }
  | { readonly ok: false; readonly error: ErrorCode };

/** A room on its way through a rule. */
export interface Outcome {
  readonly room: Room;
  readonly effects: readonly Effect[];
}

/** Each of the rules on what the one before it made of the room; all their effects, in order. */
export function inTurn(room: Room, ...rules: readonly ((room: Room) => Outcome)[]): Outcome {
  const effects: Effect[] = [];
  let current = room;
  for (const rule of rules) {
    const done = rule(current);
    current = done.room;
    effects.push(...done.effects);
  }
  return { room: current, effects };
}

/** A step that changed something. */
export function stepped(room: Room | undefined, effects: readonly Effect[] = []): Step {
  return { ok: true, room, effects };
}

/** A refusal. */
export function refused(error: ErrorCode): Step {
  return { ok: false, error };
}
