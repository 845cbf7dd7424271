// Where a session's packets go: into a WebSocket, or, while it polls, to where the client's next request finds them. Owns
// the backlog of a client that does not read. Knows no pings and no end.

import type { Context } from "./context.ts";
import type { Wire } from "./host.ts";
import { binaryPacket, bytesOf, Polling } from "./polling.ts";
import type { Refusal } from "./refusals.ts";
import { wordsOf } from "./refusals.ts";

/** Later than anything. */
export const NEVER = Number.POSITIVE_INFINITY;

/** The code of a close frame that has something to say (RFC 6455). */
const POLICY_VIOLATION = 1008;

/** The way out of a session, which is built on it. */
export abstract class Outlet {
  protected readonly context: Context;
  #wire: Wire | undefined;
  #polling: Polling | undefined;
  #backlogSince = NEVER;

  constructor(context: Context) {
    this.context = context;
  }

  /** The client reads too little, for too long. */
  protected abstract unread(): void;

  get isWebSocket(): boolean {
    return this.#wire !== undefined;
  }

  /** The waiting packets and the waiting request, while it polls. */
  get polling(): Polling | undefined {
    return this.#polling;
  }

  /** Sends all that is put meanwhile in one write. */
  together(write: () => void): void {
    if (this.#wire) this.#wire.cork(write);
    else {
      write();
      this.#polling?.flush();
    }
  }

  /** Puts a packet on its way. */
  protected put(packet: string | Uint8Array): void {
    const wire = this.#wire;
    if (!wire) this.#polling?.push(typeof packet === "string" ? packet : binaryPacket(packet));
    else if (typeof packet === "string") wire.sendText(packet);
    else wire.sendBinary(packet);
    const backlog = wire ? wire.getBufferedAmount() : (this.#polling?.backlog ?? 0);
    if (backlog > 0 || this.#backlogSince !== NEVER) this.#watch(backlog);
  }

  /** Whether what is put now would wait. */
  protected get isBusy(): boolean {
    return this.#wire ? this.#wire.getBufferedAmount() > 0 : !this.#polling?.isWaiting;
  }

  protected startPolling(): void {
    this.#polling = new Polling();
  }

  protected startWebSocket(wire: Wire): void {
    this.#wire = wire;
  }

  /** What has waited for a request goes into the WebSocket; the request that waits is told nothing. */
  protected changeOver(wire: Wire): void {
    const waiting = this.#polling?.take() ?? [];
    this.#polling?.release();
    this.#polling = undefined;
    this.#wire = wire;
    wire.cork(() => {
      for (const packet of waiting) this.put(packet.startsWith("b") ? bytesOf(packet) : packet);
    });
  }

  /**
   * Ends the WebSocket in an orderly way, if the client reads.
   * @param refusal - what the client is told, where there is more to say
   */
  protected closeWebSocket(refusal?: Refusal): void {
    const wire = this.#wire;
    const unread = wire?.getBufferedAmount() ?? 0;
    if (unread > this.context.limits.maxUnreadAtEndBytes) wire?.terminate();
    else if (refusal) wire?.close(POLICY_VIOLATION, wordsOf(refusal));
    else wire?.close();
  }

  protected terminateWebSocket(): void {
    this.#wire?.terminate();
  }

  #watch(backlog: number): void {
    const { limits, now } = this.context;
    if (backlog === 0) this.#backlogSince = NEVER;
    else if (this.#backlogSince === NEVER) this.#backlogSince = now();
    const isSlow = now() - this.#backlogSince > limits.maxBacklogMs;
    if (backlog > (isSlow ? limits.maxBacklogBytes : limits.maxBurstBytes)) this.unread();
  }
}
