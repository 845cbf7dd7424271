// Long-polling: packets that wait for the client's next request, and the one request that waits for them. Knows no
// session and no Socket.IO.

import { NOOP } from "./packets.ts";
import type { Refusal } from "./refusals.ts";
import { refuse } from "./refusals.ts";

/** Between packets of one request or answer (Engine.IO 4). */
const SEPARATOR = "\x1e";

/** Of an answer with packets, which is good once. */
const HEADERS = { "content-type": "text/plain; charset=UTF-8", "cache-control": "no-store" };

/** An answer with packets. */
function answerWith(payload: string): Response {
  return new Response(payload, { headers: HEADERS });
}

/** The packets that one request brings. */
export function packetsIn(payload: string): readonly string[] {
  return payload.split(SEPARATOR);
}

/** Attachments travel as base64. */
export function binaryPacket(bytes: Uint8Array): string {
  return `b${Buffer.from(bytes).toString("base64")}`;
}

/** The bytes of a packet that begins with `b`. */
export function bytesOf(packet: string): Uint8Array {
  return Buffer.from(packet.slice(1), "base64");
}

/** The waiting packets and the waiting request of one session. */
export class Polling {
  #packets: string[] = [];
  #bytes = 0;
  #answer: ((response: Response) => void) | undefined;
  /** A request that brings packets is being read. */
  isPosting = false;

  /** Characters that wait, and that no request is about to take. */
  get backlog(): number {
    return this.#answer ? 0 : this.#bytes;
  }

  /** Whether a request waits. */
  get isWaiting(): boolean {
    return this.#answer !== undefined;
  }

  push(packet: string): void {
    this.#packets.push(packet);
    this.#bytes += packet.length;
  }

  /**
   * A request that waits until {@link Polling.flush}.
   * @param abandoned - called when the client has gone away from it meanwhile
   */
  wait(signal: AbortSignal, abandoned: () => void): Promise<Response> {
    return new Promise((resolve) => {
      this.#answer = resolve;
      const forget = () => {
        if (this.#answer !== resolve) return;
        this.#answer = undefined;
        abandoned();
      };
      signal.addEventListener("abort", forget, { once: true });
    });
  }

  /** Answers the waiting request, if there is one, with what waits, if anything does. */
  flush(): void {
    if (this.#packets.length > 0) this.release();
  }

  /** Answers the waiting request in any case: with what waits, or with a packet that says nothing. */
  release(): void {
    const answer = this.#answer;
    if (!answer) return;
    this.#answer = undefined;
    answer(answerWith(this.#packets.length > 0 ? this.take().join(SEPARATOR) : NOOP));
  }

  /** Answers the waiting request, if there is one, with the reason of the end. */
  refuse(reason: Refusal): void {
    this.#answer?.(refuse(reason));
    this.#answer = undefined;
  }

  /** Takes what waits, for another transport. */
  take(): readonly string[] {
    const packets = this.#packets;
    this.#packets = [];
    this.#bytes = 0;
    return packets;
  }
}
