// The released app's relay client (its utils/relay.ts), behaviour for behaviour: one socket, its
// options, its timeouts, its heartbeats that never restart. Knows no chess and no screens.

import type { Color } from "@en-parlant/protocol";
import type { Socket } from "socket.io-client";
import { io } from "socket.io-client";
import { sayGoingAway } from "./going-away.ts";
import type { ClientOptions } from "./raw-client.ts";
import { Recorder } from "./recorder.ts";

/** How a test may make the app differ from the released one. */
export interface AppVariant {
  /** Over the app's own socket options: other transports, a certificate that is not checked. */
  readonly options?: ClientOptions;
  /** Sends an event's fields one after the other instead of as an object. */
  readonly positional?: boolean;
}

/** A move with both clocks in milliseconds; the app leaves out the clocks of a game without any. */
export interface TimedMove {
  readonly uci: string;
  readonly whiteTime?: number | undefined;
  readonly blackTime?: number | undefined;
}

const APP_OPTIONS: ClientOptions = {
  transports: ["websocket"],
  reconnection: true,
  reconnectionAttempts: 10,
  reconnectionDelay: 1000,
  // Each app is a process of its own; here they share one and must not share a connection.
  forceNew: true,
};

const REQUEST_TIMEOUT_MS = 10_000;
const HEARTBEAT_MS = 5_000;

/** The app's only connection to the relay. */
export abstract class AppRelayClient extends Recorder {
  readonly #url: string;
  readonly #variant: AppVariant;
  #socket: Socket | undefined;
  #heartbeats: NodeJS.Timeout | undefined;
  #lastPeerActivity = 0;

  constructor(url: string, variant: AppVariant = {}) {
    super();
    this.#url = url;
    this.#variant = variant;
  }

  isPeerAlive(timeoutMs = 10_000): boolean {
    if (this.#lastPeerActivity === 0) return true;
    return performance.now() - this.#lastPeerActivity < timeoutMs;
  }

  protected connectToRelay(): void {
    if (this.#socket?.connected) return;
    this.#socket = io(this.#url, { ...APP_OPTIONS, ...this.#variant.options });
    this.record(this.#socket);
    this.#socket.on("disconnect", () => this.stopHeartbeat());
  }

  protected disconnectFromRelay(): void {
    this.stopHeartbeat();
    this.#socket?.removeAllListeners();
    this.#socket?.disconnect();
    this.#socket = undefined;
  }

  /** The window goes, and with it all that the app knows: its browser says so in the close frame. */
  closeWindow(): void {
    const socket = this.#socket;
    this.stopHeartbeat();
    socket?.io.reconnection(false);
    sayGoingAway(socket);
    this.#socket = undefined;
  }

  protected requestGame(name: string): Promise<{ code: string }> {
    return this.#request("create_game", { name }, "game_created");
  }

  protected requestSeat(code: string, name: string): Promise<{ color: Color; peerName: string }> {
    return this.#request("join_game", { code, name }, "game_joined");
  }

  protected send(event: string, payload?: object): void {
    if (payload === undefined) this.#socket?.emit(event);
    else if (this.#variant.positional) this.#socket?.emit(event, ...Object.values(payload));
    else this.#socket?.emit(event, payload);
  }

  protected sendMove({ uci, whiteTime, blackTime }: TimedMove): void {
    this.send("game_move", { uci, whiteTime, blackTime });
  }

  /** Listens until the returned function is called. */
  protected listen<T>(event: string, callback: (data: T) => void): () => void {
    const socket = this.#socket;
    const handler = (data: T): void => {
      if (event === "game_move") this.#lastPeerActivity = performance.now();
      callback(data);
    };
    socket?.on(event, handler);
    return () => socket?.off(event, handler);
  }

  protected startHeartbeat(): void {
    this.stopHeartbeat();
    this.#lastPeerActivity = performance.now();
    this.#socket?.on("peer_heartbeat", () => {
      this.#lastPeerActivity = performance.now();
    });
    this.#heartbeats = setInterval(() => this.#socket?.emit("heartbeat"), HEARTBEAT_MS);
  }

  /** As in the app, this also makes it deaf to the opponent's heartbeats. */
  protected stopHeartbeat(): void {
    clearInterval(this.#heartbeats);
    this.#socket?.off("peer_heartbeat");
  }

  #request<T>(event: string, payload: object, answer: string): Promise<T> {
    const socket = this.#socket;
    return new Promise((resolve, reject) => {
      if (!socket?.connected) {
        reject(new Error("Not connected to relay"));
        return;
      }
      const end = (): void => {
        clearTimeout(timer);
        socket.off(answer, onAnswer);
        socket.off("error", onError);
      };
      const onAnswer = (data: T): void => {
        end();
        resolve(data);
      };
      const onError = (data: { message: string }): void => {
        end();
        reject(new Error(data.message));
      };
      const timer = setTimeout(() => {
        end();
        reject(new Error(`${event} timed out`));
      }, REQUEST_TIMEOUT_MS);
      socket.once(answer, onAnswer);
      socket.once("error", onError);
      this.send(event, payload);
    });
  }
}
