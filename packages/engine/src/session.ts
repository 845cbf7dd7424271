// One Engine.IO session: over a WebSocket, or by polling until it is upgraded. Owns its pings, the bucket of its packets
// and its end; what is said in it is for others to know.

import type { Connection, EndReason } from "./application.ts";
import type { Context } from "./context.ts";
import type { Wire, WireOwner } from "./host.ts";
import { NEVER, Outlet } from "./outlet.ts";
import { CLOSE, MESSAGE, PING, PONG } from "./packets.ts";
import { bytesOf, packetsIn } from "./polling.ts";
import type { Refusal } from "./refusals.ts";
import type { Timed } from "./timer-wheel.ts";
import { NOWHERE } from "./timer-wheel.ts";
import type { TokenBucket } from "./token-bucket.ts";
import { takeMany } from "./token-bucket.ts";

/**
 * How much of its interval a ping may leave early, beside another packet. Of clients that are answered every 5 s and pinged
 * every 6, each ping so finds an answer to leave with, whatever it began with; with a quarter some never do.
 */
const EARLY_SHARE = 1 / 2;

/** A session. Whoever builds on it says what a message means. */
export abstract class Session extends Outlet implements Connection, Timed, TokenBucket, WireOwner {
  readonly id: string;
  data: unknown;
  abstract readonly sockets: number;
  tokens: number;
  at: number;
  dueAt = NEVER;
  turn = NOWHERE;
  #state: "open" | "closing" | "closed" = "open";
  /** When the next ping leaves, or, while one is out, until when its answer has time. */
  #pingDue: number;
  #isPingOut = false;
  #isPingWanted = false;
  #connectBy: number;
  #heldUntil = NEVER;
  /** A WebSocket that is tried; one at a time. */
  attempt: { wake(): void } | undefined;
  /** The one that works: the client waits for its request to be answered. */
  #probed: { wake(): void } | undefined;
  /** Why it has ended, where its requests are told. */
  refusal: Refusal | undefined;

  constructor(context: Context, id: string) {
    super(context);
    const { limits } = context;
    const now = context.now();
    this.id = id;
    this.tokens = limits.packets.burst;
    this.at = now;
    this.#pingDue = now + limits.pingIntervalMs;
    this.#connectBy = now + limits.connectTimeoutMs;
    this.#schedule();
  }

  /** A message, with the `4` in front, or an attachment. */
  protected abstract message(packet: string | Uint8Array): void;
  /** A ping leaves, … */
  protected abstract pinging(): void;
  /** … and was answered. */
  protected abstract ponged(): void;
  /** Puts what is held. */
  protected abstract putHeld(): void;
  /** It sends more than it may, at last this packet, if it was one. */
  protected abstract overrun(packet: string | undefined): void;
  protected abstract ended(reason: EndReason, code: number | undefined): void;

  get isOpen(): boolean {
    return this.#state === "open";
  }

  /** It begins by polling. */
  poll(): void {
    this.startPolling();
    this.put(this.context.openPacket(this.id, ["websocket"]));
  }

  /** A request waits: it gets what is there, and what is held. */
  polled(): void {
    this.#releaseHeld();
    if (this.#state === "closing") this.end("closed by the server");
    else if (!this.attempt || this.attempt !== this.#probed) this.polling?.flush();
    // It is to change over, and may ask for nothing only so often.
    else if (this.spend(1)) this.polling?.release();
  }

  /** The WebSocket works: the client changes over once none of its requests waits. */
  probed(): void {
    this.#probed = this.attempt;
    this.polling?.release();
  }

  /** It begins on a WebSocket. */
  opened(wire: Wire): void {
    this.startWebSocket(wire);
    this.put(this.context.openPacket(this.id, []));
  }

  /** It goes on, on a WebSocket. */
  upgrade(wire: Wire): void {
    this.changeOver(wire);
    if (this.isOpen) return;
    // It was closed between two polls: these were its last words.
    this.end("closed by the server");
    this.closeWebSocket();
  }

  received(frame: string | Uint8Array): void {
    if (!this.isOpen) {
      // It was closed between two polls, and the client does not want to hear its last words.
      if (frame[0] === CLOSE) this.end("closed by the server");
      return;
    }
    if (typeof frame !== "string") {
      if (this.spend(1)) this.message(frame);
    } else if (this.spend(this.context.application.weigh(frame), frame)) this.#read(frame);
  }

  /** The packets of one request, as long as the session stands. */
  posted(payload: string): void {
    for (const packet of packetsIn(payload)) this.received(packet);
  }

  controlled(): void {
    if (this.isOpen) this.spend(1);
  }

  closed(code: number): void {
    this.end("transport close", code);
  }

  take(packets: number): boolean {
    const { limits, now } = this.context;
    return takeMany(this, { allowance: limits.packets, now: now() }, packets);
  }

  /** Takes from the bucket; the session ends where it holds too little. */
  spend(packets: number, packet?: string): boolean {
    if (this.take(packets)) return true;
    this.overrun(packet);
    this.close("too many packets");
    return false;
  }

  /** Sends a packet. What is held, and a ping that is about due, leave in the same write. */
  send(packet: string): void {
    if (!this.isOpen) return;
    const isPingNear = this.#isPingNear();
    if (this.#heldUntil === NEVER && !isPingNear) {
      this.put(packet);
      this.polling?.flush();
      return;
    }
    this.together(() => {
      this.#releaseHeld();
      this.put(packet);
      if (isPingNear) this.#ping();
    });
  }

  /** Sends what is held with the next write, or after so long at the latest. */
  hold(withinMs = this.context.limits.holdMs): void {
    const until = this.context.now() + withinMs;
    if (this.#heldUntil <= until) return;
    this.#heldUntil = until;
    this.#schedule();
  }

  probe(): void {
    if (this.#isPingOut) this.#isPingWanted = true;
    else if (this.isOpen) this.together(() => this.#ping());
  }

  /** It has joined a namespace. */
  protected joined(): void {
    this.#connectBy = NEVER;
  }

  close(reason: EndReason): void {
    if (!this.isOpen) return;
    if (this.isWebSocket || this.polling?.isWaiting) {
      this.end(reason);
      this.closeWebSocket();
      return;
    }
    // A client between two requests has its last words with the next.
    this.#state = "closing";
    this.ended(reason, undefined);
    this.context.timers.set(this, this.context.now() + this.context.limits.closingMs);
  }

  /** It has ended, for whatever reason. */
  end(reason: EndReason, code?: number): void {
    if (this.#state === "closed") return;
    const wasOpen = this.isOpen;
    this.#state = "closed";
    this.context.timers.clear(this);
    this.context.forget(this.id);
    this.polling?.push(CLOSE);
    this.polling?.release();
    this.attempt?.wake();
    if (wasOpen) this.ended(reason, code);
  }

  /**
   * A malformed or misplaced packet ends the session.
   * @param refusal - what the client is told, where there is more to say
   */
  fail(reason: "parse error" | "transport error", refusal?: Refusal): void {
    if (refusal) {
      this.refusal = refusal;
      this.polling?.refuse(refusal);
    }
    this.end(reason);
    this.closeWebSocket(refusal);
  }

  /** Does what is due, if the wheel has not come to it yet. */
  catchUp(now: number): void {
    if (now >= this.dueAt) this.wake(now);
  }

  wake(now: number): void {
    if (this.#state === "closing") {
      this.end("closed by the server");
      return;
    }
    if (now >= this.#connectBy) {
      this.close("closed by the server");
      return;
    }
    if (now >= this.#pingDue && this.#isPingOut) {
      this.end("ping timeout");
      this.terminateWebSocket();
      return;
    }
    this.together(() => {
      if (now >= this.#heldUntil) this.#releaseHeld();
      if (now >= this.#pingDue) this.#ping();
    });
    this.#schedule();
  }

  /** An orderly end would wait for the client to read. */
  protected unread(): void {
    this.end("slow reader");
    this.terminateWebSocket();
  }

  #read(packet: string): void {
    switch (packet[0]) {
      case MESSAGE:
        this.message(packet);
        break;
      case PONG:
        this.#pong();
        break;
      case CLOSE:
        this.polling?.release();
        this.end("transport close");
        this.closeWebSocket();
        break;
      case "b":
        this.message(bytesOf(packet));
        break;
      case PING:
        this.fail("transport error");
        break;
      case "0":
      case "5":
      case "6":
        break;
      default:
        this.fail("parse error");
    }
  }

  /** Whether the next ping may as well leave now. */
  #isPingNear(): boolean {
    const early = this.context.limits.pingIntervalMs * EARLY_SHARE;
    return !this.#isPingOut && this.context.now() >= this.#pingDue - early;
  }

  #ping(): void {
    const due = Math.min(this.#pingDue, this.context.now());
    this.#isPingOut = true;
    this.#isPingWanted = false;
    this.#pingDue = due + this.context.limits.pingTimeoutMs;
    this.pinging();
    this.put(PING);
    this.#schedule();
  }

  #pong(): void {
    if (!this.#isPingOut) return;
    const { pingIntervalMs, pingTimeoutMs } = this.context.limits;
    this.#isPingOut = false;
    this.#pingDue += pingIntervalMs - pingTimeoutMs;
    this.ponged();
    if (this.#isPingWanted) this.probe();
    else if (this.isOpen) this.#schedule();
  }

  /** Between two requests, or while the client reads slowly, what is held waits on: there is never more than one of it. */
  #releaseHeld(): void {
    if (this.#heldUntil === NEVER) return;
    this.#heldUntil = NEVER;
    if (this.isBusy) this.hold();
    else this.putHeld();
  }

  #schedule(): void {
    const due = Math.min(this.#pingDue, this.#heldUntil, this.#connectBy);
    this.context.timers.set(this, due);
  }
}
