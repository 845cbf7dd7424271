// The form of what arrives: which events carry an offset, and that its number grows (rule S1). Which
// are logged comes from the protocol's tables.

import { clientEvents, parseOffset, relayEvents } from "@en-parlant/protocol";
import { expect } from "vitest";
import type { Recorder } from "./recorder.ts";

const loggedEvents = new Set<string>([
  ...Object.entries(relayEvents).flatMap(([name, row]) => (row.logged ? [name] : [])),
  ...Object.values(clientEvents).flatMap((row) =>
    row.kind === "forward" && row.logged ? [row.as] : [],
  ),
]);

/** What makes a client forget the offset of a seat that it gave up, or is not given back (S5). */
const FORGET = "-";

/** What may be the last argument of an event besides its payload. */
function endings(event: string): readonly string[] {
  if (event === "left_game") return [FORGET];
  if (event === "peer_left") return ["offset", FORGET];
  return [loggedEvents.has(event) || event === "game_resumed" ? "offset" : "none"];
}

/** Only what S1 names ends in a text, and the numbers of the logged events grow. */
export function expectOffsets({ received }: Recorder): void {
  let newest = -1;
  for (const { event, args, offset } of received) {
    const end = offset === undefined ? (args[1] ?? "none") : "offset";
    expect([event, endings(event)]).toEqual([event, expect.arrayContaining([end])]);
    expect([event, args.length]).toEqual([event, end === "none" ? 1 : 2]);
    if (offset === undefined) continue;
    const seq = parseOffset(offset)?.seq ?? Number.NaN;
    expect(seq).toBeGreaterThan(newest);
    newest = seq;
  }
}
