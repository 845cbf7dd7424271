// A session between a wire that is none and an application that writes down what it is told, on a clock that is a number.

import { onTestFinished, vi } from "vitest";
import type { Application, EndReason } from "./application.ts";
import type { Context } from "./context.ts";
import type { Wire, WireOwner } from "./host.ts";
import type { Limits } from "./limits.ts";
import { defaultLimits } from "./limits.ts";
import { Session } from "./session.ts";
import { Timers } from "./timers.ts";

/** A turn of the wheel; nothing is later than two. */
export const TURN_MS = 20;

/** The engine's end of a WebSocket whose other end is the test. */
export class TestWire implements Wire {
  data: WireOwner;
  /** What was sent, by writes. */
  readonly writes: (string | Uint8Array)[][] = [];
  /** What the other end has not taken. */
  unread = 0;
  end: string | undefined;
  #corked: (string | Uint8Array)[] | undefined;

  constructor(owner: WireOwner) {
    this.data = owner;
    owner.opened(this);
  }

  /** All that was sent since this was asked last, by writes. */
  take(): (string | Uint8Array)[][] {
    return this.writes.splice(0);
  }

  sendText(text: string): void {
    this.#send(text);
  }

  sendBinary(bytes: Uint8Array): void {
    this.#send(bytes);
  }

  cork(write: () => void): void {
    const outer = this.#corked;
    this.#corked = outer ?? [];
    write();
    if (!outer && this.#corked.length > 0) this.writes.push(this.#corked);
    this.#corked = outer;
  }

  getBufferedAmount(): number {
    return this.unread;
  }

  close(code?: number, reason?: string): void {
    this.end ??= ["close", code, reason].filter((part) => part !== undefined).join(" ");
  }

  terminate(): void {
    this.end ??= "terminate";
  }

  #send(frame: string | Uint8Array): void {
    if (this.#corked) this.#corked.push(frame);
    else this.writes.push([frame]);
  }
}

/** What surrounds a session, and a clock that the test moves. */
export class TestContext implements Context {
  time = 1_000_000;
  readonly now = () => this.time;
  readonly timers: Timers;
  readonly limits: Limits;
  readonly application: Application;
  readonly drawId = () => "drawn";
  readonly forgotten: string[] = [];

  constructor(limits: Partial<Limits> = {}) {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    this.timers = new Timers(this.now);
    this.limits = { ...defaultLimits, ...limits };
    this.application = { weigh: () => 1 } as Partial<Application> as Application;
  }

  openPacket(id: string, upgrades: readonly "websocket"[]): string {
    return `0 ${id} ${upgrades.join()}`;
  }

  forget(id: string): void {
    this.forgotten.push(id);
  }

  /** Time passes, turn by turn. */
  pass(ms: number): void {
    for (const end = this.time + ms; this.time < end; ) {
      const step = Math.min(TURN_MS, end - this.time);
      this.time += step;
      vi.advanceTimersByTime(step);
    }
  }
}

/** A session that writes down what happens in it. */
export class TestSession extends Session {
  readonly sockets = 0;
  readonly told: string[] = [];
  held: string | undefined;

  /** One that has begun on a WebSocket, and joined a namespace. */
  static onWire(context: TestContext): { session: TestSession; wire: TestWire } {
    const session = new TestSession(context, "sid");
    const wire = new TestWire(session);
    session.joined();
    wire.take();
    return { session, wire };
  }

  /** One that polls, whose first request has been answered. */
  static polling(context: TestContext): TestSession {
    const session = new TestSession(context, "sid");
    session.poll();
    session.joined();
    session.polling?.take();
    return session;
  }

  /** A request waits; gives the body of its answer, or its status where there is none. */
  async request(signal = new AbortController().signal): Promise<string> {
    const answer = this.polling?.wait(signal, () => this.fail("transport error"));
    this.polled();
    const response = await (answer as Promise<Response>);
    return (await response.text()) || String(response.status);
  }

  /** Holds that text. */
  keep(text: string, withinMs?: number): void {
    this.held = text;
    this.hold(withinMs);
  }

  override joined(): void {
    super.joined();
  }

  protected message(packet: string | Uint8Array): void {
    this.told.push(typeof packet === "string" ? packet : `bytes ${[...packet].join()}`);
  }

  protected pinging(): void {
    this.told.push("pinging");
  }

  protected ponged(): void {
    this.told.push("ponged");
  }

  protected putHeld(): void {
    if (this.held !== undefined) this.put(this.held);
    this.held = undefined;
  }

  protected overrun(): void {
    this.told.push("overrun");
  }

  protected ended(reason: EndReason, code: number | undefined): void {
    this.told.push(["ended", reason, code].filter((part) => part !== undefined).join(" "));
  }
}
