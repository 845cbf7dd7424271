// The client package's whole surface.

export type { Color, JsonObject } from "@en-parlant/protocol";
export type { Backoff } from "./backoff.ts";
export type { ConnectionState, OfflineReason } from "./connection.ts";
export type { HistoryEntry } from "./history.ts";
export type { OwnEvent } from "./outbox.ts";
export type { PeerStatus } from "./presence.ts";
export type { Seat } from "./seat.ts";
export type { SeatStorage } from "./seat-storage.ts";
export type { Clocks, SessionOptions, Waiting } from "./session.ts";
export { Session } from "./session.ts";
export type { SessionErrorCode } from "./session-error.ts";
export { SessionError } from "./session-error.ts";
export type { SessionEvents } from "./session-events.ts";
export type { SocketIoOptions } from "./socket-options.ts";
