// What a raw connection may do before anybody looks at events: join few namespaces and send packets at a
// bounded rate. Socket.IO itself makes a namespace object for every CONNECT it is sent.

import type { Allowance, TokenBucket } from "../guard/token-bucket.ts";
import { fullBucket, takeMany } from "../guard/token-bucket.ts";

/** The part of an Engine.IO connection that is watched. */
export interface RawConnection {
  on(event: "packet", listener: (packet: { type: string; data?: unknown }) => void): unknown;
  close(discard?: boolean): void;
}

/** One is what a client needs; a page that tries a second path is still a client. */
const MAX_CONNECTS = 4;

/** Packets besides events: acknowledgements, answered pings, parts of binary events. */
const PACKETS_PER_EVENT = 2;

/** A Socket.IO CONNECT begins with this. */
const CONNECT = "0";

/** A heartbeat, in whatever namespace, with an acknowledgement or not; … */
const HEARTBEAT = /^2(\/[^,]*,)?\d*\["heartbeat"/;

/** … whoever was offline sends hundreds at once, which its library kept: they weigh little. */
const HEARTBEAT_WEIGHT = 1 / 20;

/** Ends the connection that exceeds what any client does (L2). */
export function guardPackets(
  connection: RawConnection,
  events: Allowance,
  now: () => number,
): void {
  const allowance = {
    perSecond: events.perSecond * PACKETS_PER_EVENT,
    burst: events.burst * PACKETS_PER_EVENT,
  };
  const bucket: TokenBucket = fullBucket(allowance, now());
  let connects = 0;
  connection.on("packet", ({ data }) => {
    const text = typeof data === "string" ? data : "";
    if (text.startsWith(CONNECT)) connects += 1;
    const weight = HEARTBEAT.test(text) ? HEARTBEAT_WEIGHT : 1;
    const isWithin = takeMany(bucket, { allowance, now: now() }, weight);
    if (connects > MAX_CONNECTS || !isWithin) connection.close(true);
  });
}
