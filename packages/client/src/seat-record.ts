// All that brings a seat back after the program ended, and what a stored record must look like to be one. Whoever can
// write to the storage may have written anything there: what passes here can be asked for and played on.

import type { Color, ForwardedEvent, Offset } from "@en-parlant/protocol";
import type { HistoryEntry } from "./history.ts";
import type { OwnEvent } from "./outbox.ts";
import { isObject, isPayload } from "./plain-json.ts";
import type { Seat } from "./seat.ts";

/** Changes whenever old records could be misread. */
export const RECORD_VERSION = 1;

/** Plain data, safe to keep as JSON. */
export interface SeatRecord {
  readonly seat: Seat;
  /** Where the history stands, with the ticket. Secret: whoever has it has the seat. */
  readonly place: Offset;
  readonly number: number;
  readonly sent: readonly OwnEvent[];
  readonly history: readonly HistoryEntry[];
}

type Check = (value: unknown) => boolean;

/** A check for each field; fields that are not listed are ignored. */
const fields =
  <T>(checks: { readonly [K in keyof T]-?: Check }): Check =>
  (value) =>
    isObject(value) &&
    Object.entries<Check>(checks).every(([name, fits]) => fits(value[name as never]));

const list =
  (fits: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(fits);
const optional =
  (fits: Check): Check =>
  (value) =>
    value === undefined || fits(value);
const text =
  (form: RegExp): Check =>
  (value) =>
    typeof value === "string" && form.test(value);
const flag: Check = (value) => typeof value === "boolean";
const count: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const anyText = text(/^/);

/** What the relay forwards, and so all that an outbox can hold. */
const sentEvent = text(/^(game_move|resign|offer_draw|accept_draw|ready)$/);

const record = fields<SeatRecord & { version: number }>({
  version: (value) => value === RECORD_VERSION,
  seat: fields<Seat>({
    code: text(/^([A-Z0-9]{2}-){2}[A-Z0-9]{2}$/),
    color: text(/^(white|black)$/),
    name: anyText,
    joined: flag,
    peerName: optional(anyText),
    options: optional(isObject),
    peerOptions: optional(isObject),
  }),
  place: fields<Offset>({
    seq: count,
    // As long as `resume_game` takes it, in characters of one byte.
    ticket: text(/^[!-~]{1,9216}$/),
    seen: fields<Record<Color, number>>({ white: count, black: count }),
  }),
  number: count,
  sent: list(
    fields<OwnEvent>({
      n: count,
      after: count,
      event: sentEvent,
      payload: isPayload,
      confirmed: flag,
    }),
  ),
  history: list(
    fields<HistoryEntry>({ event: anyText, payload: isObject, mine: flag, at: Number.isFinite }),
  ),
});

/** Whether an event is one that can be sent. */
export function isSendable(event: unknown): event is ForwardedEvent {
  return sentEvent(event);
}

/** Whether a value read from JSON is a record of ours, whole and of this version. */
export function isSeatRecord(value: unknown): value is SeatRecord {
  if (!record(value)) return false;
  const { sent, number } = value as SeatRecord;
  // Numbers grow, up to the one given last (N1).
  return [...sent.map(({ n }) => n), number + 1].every((n, i, all) => n > (all[i - 1] ?? 0));
}
