// Everything a Socket.IO client hears, in order: events with all their arguments, connects and
// disconnects, and the relay's pings. Sends nothing and judges nothing.

import { parseOffset } from "@en-parlant/protocol";
import type { Socket } from "socket.io-client";
import { Watched } from "./watched.ts";

/** An event as it arrived. */
export interface Arrival {
  readonly event: string;
  readonly args: readonly unknown[];
  /** The first argument. */
  readonly payload: unknown;
  /** The last argument if it is an offset (rule S1). */
  readonly offset: string | undefined;
  /** Monotonic milliseconds, comparable within the test process. */
  readonly at: number;
}

/** Name and payload of an event, the form in which expected sequences are written. */
export type Entry = readonly [event: string, payload: unknown];

/** A connection's begin, or its end with the reason that socket.io-client names. */
export type LinkChange =
  | { readonly up: true; readonly recovered: boolean; readonly pid: string }
  | { readonly up: false; readonly reason: string };

const HEARTBEATS: ReadonlySet<string> = new Set(["heartbeat_ack", "peer_heartbeat"]);

/** socket.io-client keeps the session id of connection state recovery in a private field. */
function privateSessionId(socket: Socket): string {
  return (socket as unknown as { _pid: string })._pid;
}

/** A client that remembers what it heard. */
export abstract class Recorder extends Watched {
  readonly received: Arrival[] = [];
  readonly links: LinkChange[] = [];
  /** How many Engine.IO pings have come: the relay's own clock, as seen by this client. */
  pings = 0;
  readonly #taken = new Map<string, number>();

  /** Everything but heartbeats, whose number depends on time. */
  get story(): Entry[] {
    return entries(this.received.filter(({ event }) => !HEARTBEATS.has(event)));
  }

  /** The events that carried an offset. */
  get logged(): Entry[] {
    return entries(this.received.filter(({ offset }) => offset !== undefined));
  }

  /** The offset of the newest logged event. */
  get lastOffset(): string {
    const offset = this.received.findLast((arrival) => arrival.offset !== undefined)?.offset;
    if (offset === undefined) throw new Error("no logged event has arrived yet");
    return offset;
  }

  get online(): boolean {
    return this.links.at(-1)?.up === true;
  }

  /** How often it has connected. */
  get connects(): number {
    return this.links.filter((link) => link.up).length;
  }

  /** The newest connect. */
  get connection(): LinkChange & { readonly up: true } {
    const link = this.links.findLast((change) => change.up);
    if (!link?.up) throw new Error("it has never connected");
    return link;
  }

  /** How many events of this name have arrived. */
  count(event: string): number {
    return this.received.filter((arrival) => arrival.event === event).length;
  }

  /** The first event of this name that no earlier call has returned; waits for it. */
  async next(event: string): Promise<Arrival> {
    const index = this.#taken.get(event) ?? 0;
    this.#taken.set(event, index + 1);
    const find = () => this.received.filter((arrival) => arrival.event === event)[index];
    await this.until(`${event} no. ${index + 1}`, () => find() !== undefined);
    return find() as Arrival;
  }

  /** Waits until it has connected `times` times in all and is connected now. */
  connected(times = 1): Promise<void> {
    return this.until(`connect no. ${times}`, () => this.online && this.connects >= times);
  }

  /** Waits until the link is down. */
  disconnected(): Promise<void> {
    return this.until("a disconnect", () => this.links.length > 0 && !this.online);
  }

  /** Waits for `more` pings: the relay sends one per interval, so at least `more - 1` intervals pass. */
  pinged(more: number): Promise<void> {
    const goal = this.pings + more;
    return this.until(`${more} more pings`, () => this.pings >= goal);
  }

  protected record(socket: Socket): void {
    socket.onAny((event: string, ...args: unknown[]) => {
      const last = args.at(-1);
      const offset = typeof last === "string" && parseOffset(last) ? last : undefined;
      this.received.push({ event, args, payload: args[0], offset, at: performance.now() });
      this.changed();
    });
    socket.on("connect", () => {
      const pid = privateSessionId(socket);
      this.links.push({ up: true, recovered: socket.recovered, pid });
      this.changed();
    });
    socket.on("disconnect", (reason) => {
      this.links.push({ up: false, reason });
      this.changed();
    });
    socket.io.on("ping", () => {
      this.pings += 1;
      this.changed();
    });
  }

  protected override state(): string {
    return `links ${JSON.stringify(this.links)}, heard ${JSON.stringify(this.story.slice(-12))}`;
  }
}

function entries(arrivals: readonly Arrival[]): Entry[] {
  return arrivals.map(({ event, payload }) => [event, payload]);
}
