// Signs of life for players who poll, on links of ordinary length: between two requests there is always a gap, and a
// heartbeat that falls into it must not be lost (rules H1, H3, P1).

import { expect, test } from "vitest";
import { LinkProxy } from "./link-proxy.ts";
import { RawClient } from "./raw-client.ts";
import { createGame, seatPair } from "./raw-pair.ts";
import { startRelay } from "./relay-process.ts";

/** One way; after each answer no request is open for twice as long. */
const DELAY_MS = 40;

/** Moves the heartbeats through a poll and the gap behind it. */
const STEP_MS = 20;

/** No more than may come at once (L2). */
const BEATS = 10;

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test.concurrent("H1 H3 no heartbeat is lost in the gap between two polls", async () => {
  await using relay = await startRelay();
  await using network = await LinkProxy.before(relay);
  network.delayMs = DELAY_MS;
  await using black = await RawClient.connect(relay.url);
  await using white = await RawClient.connect(network.url, { transports: ["polling"] });
  const code = await createGame(white, "the client of White");
  black.emit("join_game", { code, name: "Black", client: "Black's" });
  await white.next("peer_joined");
  for (let beat = 0; beat < BEATS; beat += 1) {
    // The answer to this one ends a poll; …
    white.emit("heartbeat");
    await wait(DELAY_MS + beat * STEP_MS);
    // … and somewhere behind it come a heartbeat, and what takes it along.
    black.emit("heartbeat");
    black.emit("game_move", { uci: `move ${beat}` });
    const sent = performance.now();
    const { at } = await white.next("peer_heartbeat");
    await Promise.all([white.next("game_move"), white.next("heartbeat_ack")]);
    // Two seconds, and what the way and a busy machine take.
    expect(at - sent).toBeLessThan(4_000);
  }
  expect(white.count("peer_heartbeat")).toBe(BEATS);
});

test.concurrent.for(["polling", "websocket"])(
  "H1 P1 by %s, the sign of life that belongs to peer_back comes with it",
  async (transport) => {
    await using relay = await startRelay();
    await using whites = await LinkProxy.before(relay);
    await using blacks = await LinkProxy.before(relay);
    blacks.delayMs = DELAY_MS;
    const options = { transports: [transport] };
    await using pair = await seatPair(relay, { white: whites, black: blacks, options });
    for (let times = 1; times <= 5; times += 1) {
      whites.cut();
      const back = await pair.black.next("peer_back");
      const sign = await pair.black.next("peer_heartbeat");
      expect(sign.at - back.at).toBeLessThan(1_000);
    }
  },
);
