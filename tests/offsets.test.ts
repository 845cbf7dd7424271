// Every event that a relay sends, in one evening: which of them carry an offset (rule S1).

import { clientEvents, parseOffset, relayEvents } from "@en-parlant/protocol";
import { expect, test } from "vitest";
import { LinkProxy } from "./link-proxy.ts";
import { expectOffsets } from "./offsets.ts";
import { RawClient } from "./raw-client.ts";
import { seatPair } from "./raw-pair.ts";
import { startRelay } from "./relay-process.ts";

test("S1 logged events end in an offset, and no other event ends in a text", async () => {
  await using relay = await startRelay({
    ROOM_IDLE_SECONDS: 6,
    SWEEP_SECONDS: 0.5,
    // An answered ping would speak for White, and keep the room.
    PING_INTERVAL_SECONDS: 30,
  });
  await using network = await LinkProxy.before(relay);
  await using pair = await seatPair(relay, { black: network });
  const { white, black } = pair;
  white.emit("heartbeat");
  await black.next("peer_heartbeat");
  network.cut();
  await white.next("peer_back");
  black.emit("ready", { text: "the last value is a text" });
  for (const color of ["white", "black"]) black.emit("resign", { color });
  black.emit("offer_draw");
  black.emit("accept_draw");
  black.emit("game_move", "e7e5");
  black.emit("game_move", 7);
  await black.next("error");
  await using page = await RawClient.connect(relay.url);
  page.emit("resume_game", parseOffset(black.lastOffset));
  await page.next("game_resumed");
  page.emit("leave_game");
  await Promise.all([page.next("left_game"), white.next("peer_left"), white.next("room_closed")]);

  const everybody = [white, black, page];
  for (const client of everybody) expectOffsets(client);
  const heard = new Set(everybody.flatMap((client) => client.received.map(({ event }) => event)));
  const forwarded = Object.values(clientEvents).flatMap((row) => ("as" in row ? [row.as] : []));
  expect([...heard].sort()).toEqual([...Object.keys(relayEvents), ...forwarded].sort());
});
