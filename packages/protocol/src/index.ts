// The protocol package's whole surface.

export type { Answer } from "./answer.ts";
export { APP_SCREEN_MS } from "./app-screen.ts";
export type { Color } from "./color.ts";
export { opponentOf } from "./color.ts";
export type { Counts } from "./counts.ts";
export { highestCounts, NO_COUNTS } from "./counts.ts";
export type { ErrorCode, RelayError } from "./errors.ts";
export { badPayload, errorMessages, relayError } from "./errors.ts";
export type {
  ClientEvent,
  ClientPayload,
  LoggedEvent,
  RelayEvent,
  RelayPayloads,
  RequestRow,
} from "./events.ts";
export { clientEvents, isClientEvent, relayEvents } from "./events.ts";
export type { Json, JsonObject } from "./field.ts";
export type { ForwardedEvent, ForwardRow } from "./forwarded-events.ts";
export { forwardedEvents } from "./forwarded-events.ts";
export type { Offset } from "./offset.ts";
export { formatOffset, NO_OFFSET, parseOffset } from "./offset.ts";
export type { Payload, Reading } from "./payload.ts";
export {
  REQUEST_NUMBER,
  REQUEST_NUMBER_EXPECTS,
  takeRequestNumber,
} from "./request-number.ts";
export type { RoomCode } from "./room-code.ts";
export {
  drawRoomCode,
  parseRoomCode,
  ROOM_CODE_ALPHABET,
  ROOM_CODE_LENGTH,
  roomCodeCharacters,
} from "./room-code.ts";
export { seatMessages } from "./seat-messages.ts";
export type { SentEvent } from "./sent-event.ts";
export { MAX_SENT_EVENTS } from "./sent-event.ts";
