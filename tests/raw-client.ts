// A bare socket.io-client with a memory: any transport, any payload, acknowledgements, forged sessions.
// Unlike the app double it has no behaviour of its own and comes back within milliseconds.

import type { Answer } from "@en-parlant/protocol";
import type { ManagerOptions, Socket, SocketOptions } from "socket.io-client";
import { io } from "socket.io-client";
import { Recorder } from "./recorder.ts";

/** What is passed to socket.io-client over the defaults. */
export type ClientOptions = Partial<ManagerOptions & SocketOptions>;

/** The two halves of a recovery request (rule S2). */
export interface Session {
  readonly pid: unknown;
  readonly offset: unknown;
}

const QUICK: ClientOptions = {
  transports: ["websocket"],
  forceNew: true,
  reconnectionDelay: 20,
  reconnectionDelayMax: 100,
};

/** One Socket.IO connection under full control of the test. */
export class RawClient extends Recorder implements AsyncDisposable {
  readonly socket: Socket;

  private constructor(url: string, options: ClientOptions) {
    super();
    this.socket = io(url, { ...QUICK, ...options });
    this.record(this.socket);
  }

  /** A client that has connected. */
  static async connect(url: string, options: ClientOptions = {}): Promise<RawClient> {
    const client = new RawClient(url, options);
    await client.connected();
    return client;
  }

  /** A new client that claims an existing seat, as socket.io-client itself does after a drop. */
  static resume(url: string, session: Session, options: ClientOptions = {}): Promise<RawClient> {
    const auth = { pid: session.pid, offset: session.offset };
    return RawClient.connect(url, { reconnection: false, ...options, auth });
  }

  /** What this client would show on reconnect. */
  get session(): Session {
    return { pid: this.connection.pid, offset: this.lastOffset };
  }

  emit(event: string, ...args: unknown[]): void {
    this.socket.emit(event, ...args);
  }

  /** Emits with an acknowledgement callback. */
  async ask<T extends object>(event: string, ...args: unknown[]): Promise<Answer<T>> {
    return (await this.socket.emitWithAck(event, ...args)) as Answer<T>;
  }

  /**
   * A round trip: all that this client sent before has been dealt with, and all that was addressed to
   * it before has arrived. It is a heartbeat, so the opponent hears a `peer_heartbeat`.
   */
  async barrier(): Promise<void> {
    await this.ask("heartbeat");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.socket.disconnect();
  }
}
