// One link to the relay at a time, and a new one after each loss. socket.io-client is used without its own
// reconnection: a session must know attempts and delays, come back at once on request, and take its
// seat with a request that also brings what the relay may have missed. Knows no games.

import type { Answer } from "@en-parlant/protocol";
import type { Socket } from "socket.io-client";
import { io } from "socket.io-client";
import type { Backoff } from "./backoff.ts";
import { backoffDelay } from "./backoff.ts";
import { ownError } from "./session-error.ts";
import type { SocketIoOptions } from "./socket-options.ts";
import { socketOptions } from "./socket-options.ts";

/** Why a session is offline and stays so until it is asked for something. */
export type OfflineReason =
  /** {@link Session.close} or {@link Session.detach} was called. */
  | "closed"
  /** The same seat was opened elsewhere, in another window for instance. */
  | "taken_over"
  /** Something was asked for in vain, and there is no seat to come back for. */
  | "unreachable"
  /** The relay closed the link for good: the room was idle, or there was no seat for half an hour. */
  | "dismissed";

/** How the link to the relay stands. */
export type ConnectionState =
  /** Nothing has been asked for yet. */
  | { readonly status: "idle" }
  /** The first attempt is under way. */
  | { readonly status: "connecting" }
  /** The link is up and the seat, if there is one, is held. */
  | { readonly status: "online" }
  /** The link was lost or an attempt failed; the next one starts `delayMs` after this state began. */
  | { readonly status: "reconnecting"; readonly attempt: number; readonly delayMs: number }
  | { readonly status: "offline"; readonly reason: OfflineReason };

/** What a connection reports. */
export interface ConnectionHandlers {
  /** A new link is up; {@link Connection.settled} is expected when all that comes first is done. */
  up(): void;
  down(): void;
  heard(event: string, args: readonly unknown[]): void;
  /** The relay ended the link and does not want it back. Returns whether to try again nevertheless. */
  dismissed(): boolean;
  changed(state: ConnectionState): void;
}

/** Whom to connect to, and how. */
interface Target {
  /** Nothing where the address is none. */
  readonly url: string | undefined;
  readonly io: SocketIoOptions;
  readonly backoff: Backoff;
}

/** A link that comes back. */
export class Connection {
  state: ConnectionState = { status: "idle" };
  readonly #target: Target;
  readonly #options: SocketIoOptions;
  readonly #handlers: ConnectionHandlers;
  #socket: Socket | undefined;
  #attempt = 0;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(target: Target, handlers: ConnectionHandlers) {
    this.#target = target;
    this.#options = socketOptions(target.io);
    this.#handlers = handlers;
  }

  /** Whether a link is up, settled or not. */
  get isUp(): boolean {
    return this.#socket?.connected === true;
  }

  /** Whether the link is up and settled. */
  get isOnline(): boolean {
    return this.state.status === "online";
  }

  /** @throws SessionError `BAD_URL` when there is no address to connect to */
  requireUrl(): void {
    if (!this.#target.url) throw ownError("BAD_URL");
  }

  /** Begins to connect, or tries at once where an attempt is waited for. */
  open(): void {
    const { status } = this.state;
    if (status !== "idle" && status !== "offline") {
      this.hurry();
      return;
    }
    this.#attempt = 0;
    this.#set({ status: "connecting" });
    this.#dial();
  }

  /** The new link has done all that comes first. */
  settled(): void {
    this.#attempt = 0;
    this.#set({ status: "online" });
  }

  /** Sends an event; only while {@link isUp}. An answer that comes after the end of the link is not heard. */
  emit(event: string, payload: unknown, answered?: (answer: Answer) => void): void {
    const socket = this.#socket;
    const heard = (answer: Answer) => void (socket === this.#socket && answered?.(answer));
    if (answered) socket?.emit(event, payload, heard);
    else socket?.emit(event, payload);
  }

  /** Gives this link up, dead or unwilling, and tries another. */
  renew(): void {
    const { status } = this.state;
    if (status === "idle" || status === "offline") return;
    this.#hangUp();
    this.#handlers.down();
    this.#retry();
  }

  /** Tries at once instead of waiting any longer. */
  hurry(): void {
    if (this.#waiting !== undefined) this.#redial();
  }

  /**
   * Ends the link and stays offline.
   * @param farewell - tells the relay that the player quits, so that it gives up the seat
   */
  close(reason: OfflineReason, farewell = false): void {
    this.#hangUp(farewell);
    this.#handlers.down();
    this.#set({ status: "offline", reason });
  }

  #dial(): void {
    const socket = io(this.#target.url, { ...this.#options });
    this.#socket = socket;
    socket.on("connect", () => this.#handlers.up());
    socket.on("connect_error", () => this.renew());
    socket.on("disconnect", (reason) => {
      const forGood = reason === "io server disconnect" && !this.#handlers.dismissed();
      if (forGood) this.close("dismissed");
      else this.renew();
    });
    socket.onAny((event: string, ...args: unknown[]) => this.#handlers.heard(event, args));
    // A link that ends between the WebSocket's opening and the relay's first word is no error to
    // socket.io-client: it would wait for its time limit.
    socket.io.engine.on("close", () => {
      if (socket === this.#socket && !socket.connected) this.renew();
    });
  }

  /** Nothing of this link is heard any more. Without a farewell the relay keeps the seat. */
  #hangUp(farewell = false): void {
    clearTimeout(this.#waiting);
    this.#waiting = undefined;
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.off();
    socket?.offAny();
    // `disconnect` says goodbye on a link that is up, and with that gives the seat up.
    if (socket?.connected && !farewell) socket.io.engine.close();
    else socket?.disconnect();
  }

  #retry(): void {
    this.#attempt += 1;
    const delayMs = backoffDelay(this.#target.backoff, this.#attempt, Math.random());
    this.#waiting = setTimeout(() => this.#redial(), delayMs);
    this.#set({ status: "reconnecting", attempt: this.#attempt, delayMs });
  }

  #redial(): void {
    clearTimeout(this.#waiting);
    this.#waiting = undefined;
    this.#set({ status: "reconnecting", attempt: this.#attempt, delayMs: 0 });
    this.#dial();
  }

  #set(state: ConnectionState): void {
    this.state = Object.freeze(state);
    this.#handlers.changed(state);
  }
}
